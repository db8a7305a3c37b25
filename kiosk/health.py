"""Is everything in order? Checks in plain words, for `kiosk doctor` and `kiosk health`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kiosk import messages
from kiosk.settings import Settings
from kiosk.stores import Stores, stores
from offline_cache import identity, leases, packaged
from offline_cache.faults import StoreBroken

FREE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check found; `mended` after a repair that helped, `note` is something to know that harms nobody yet."""

    part: str
    state: Literal["ok", "note", "damaged", "mended"]
    words: str


Check = Callable[[Settings, Stores, bool], Verdict]


def disk(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Room for reports and content."""
    if not settings.data_dir.exists():
        return Verdict("disk", "note", "数据目录还没有：第一次用时会建。")
    free = shutil.disk_usage(settings.data_dir).free
    if repair:
        parts.outbox.ballast.hold()
    state: Literal["ok", "note"] = "ok" if free > FREE_BYTES else "note"
    return Verdict("disk", state, f"磁盘还有 {free // 2**20} 兆。")


def outbox(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Every row and every copy of the outbox."""
    if not settings.data_dir.exists():
        return Verdict("outbox", "ok", "还没有报过事。")
    if repair:
        mended = parts.ledger.mend()
        if mended:
            return Verdict("outbox", "mended", f"修好了 {mended} 条。")
    damaged = parts.ledger.unsound()
    if damaged:
        return Verdict("outbox", "damaged", f"有 {len(damaged)} 条坏了，可以用 --repair 从副本修好。")
    counts = parts.ledger.counts()
    return Verdict("outbox", "ok", f"等着送 {counts.queued} 条，退回 {counts.parked} 条，送到 {counts.delivered} 条。")


def content(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """The replica of the feed, and the snapshot that stands in for it."""
    try:
        packaged.snapshot()
    except (packaged.NotOurs, OSError):
        return Verdict("content", "damaged", "随程序来的内容不对，请重新安装。")
    if not parts.catalogue.at.content.exists() and not repair:
        return Verdict("content", "ok", "还没有从平台取过内容，用随程序来的。")
    if not parts.catalogue.sound():
        if repair:
            parts.catalogue.prepare(thorough=True)
            return Verdict("content", "mended", "内容坏了，已换回上一份好的。")
        return Verdict("content", "damaged", "内容坏了，可以用 --repair 换回上一份好的。")
    state = parts.catalogue.state()
    return Verdict("content", "note" if state.stale else "ok", f"第 {state.version} 版，{state.items} 条。")


def keys(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """Who this kiosk is, and how many receipt numbers it has left."""
    at = parts.ledger.at
    try:
        who = identity.load(at)
    except identity.NotEnrolled as error:
        if error.damaged:
            return Verdict("keys", "damaged", "登记文件坏了，请重新登记；没送出的报事都还在。")
        return Verdict("keys", "note", "还没有登记，不能报事。")
    if identity.exposed(at.device_key):
        if not repair:
            return Verdict("keys", "damaged", "别人能读这台机器的密钥，可以用 --repair 改好。")
        at.device_key.chmod(0o600)
        return Verdict("keys", "mended", "密钥现在只有自己能读了。")
    stock = leases.stock(at, who.device_id, parts.ledger.used())
    words = f"回执号还有 {stock.left} 个。"
    if stock.damaged and not repair:
        return Verdict(
            "keys", "damaged", words + f"有 {stock.damaged} 份号码文件坏了，可以用 --repair 去掉，连上平台会补。"
        )
    if stock.damaged:
        leases.drop_damaged(at)
        return Verdict("keys", "mended", words + "坏了的号码文件去掉了，连上平台会补。")
    return Verdict("keys", "note" if stock.low else "ok", words)


def platform(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """What the sync process last saw."""
    said = last_sync(parts)
    if said is None:
        return Verdict("platform", "note", "还没有和平台连过。")
    if said.get("online") is True:
        return Verdict("platform", "ok", f"连得上，最近一次：{said.get('at')}。")
    if said.get("why") == "revoked":
        return Verdict("platform", "damaged", "平台停用了这台机器，请重新登记；没送出的报事都还在。")
    return Verdict("platform", "note", f"上次没有连上（{said.get('at')}）；报事都存着。")


def clock(settings: Settings, parts: Stores, repair: bool) -> Verdict:
    """The kiosk's time against the platform's."""
    stamp = parts.ledger.clock.now()
    words = stamp.text if stamp.ok else "时间还没有和平台核对过，或者差得太多。"
    return Verdict("clock", "ok" if stamp.ok else "note", words)


CHECKS: tuple[Check, ...] = (disk, outbox, content, keys, platform, clock)


def examine(settings: Settings, repair: bool = False, checks: tuple[Check, ...] = CHECKS) -> list[Verdict]:
    """Every part checked; a broken disk is a verdict, not an end."""
    parts = stores(settings)
    found = []
    for check in checks:
        try:
            found.append(check(settings, parts, repair))
        except StoreBroken as broken:
            found.append(Verdict(check.__name__, "damaged", messages.STORE_BROKEN[broken.why]))
    return found


def last_sync(parts: Stores) -> dict[str, object] | None:
    """What the sync process wrote down of its last round."""
    try:
        said = json.loads(parts.ledger.at.heartbeat.read_bytes())
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None
