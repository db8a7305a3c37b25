"""A real screen behind a faulty network, pressed while the faults run: no press may wait for the network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import stage

from ordeals import rig
from ordeals.proxy import Fault, Proxy

ANSWERED_MS = 1000
VISIT = (
    "找服务", "养老社保", "老人服务", "高龄津贴申请", "home",
    "报事", "路灯", "锦园", "3栋", "不知道", "路灯不亮，有几天了。", "对了，下一步", "对，送出去",
)  # fmt: skip
PAGES = {"begin", "找服务", "养老社保", "高龄津贴申请", "报事", "对，送出去", "查进度", "home"}
"""Taps that are answered by another page; the others by a frame."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One press: after how long it was answered, and how much of that its process at most waited for a core; ms."""

    name: str
    answered_ms: float
    waited_ms: float

    @property
    def late(self) -> bool:
        """The screen itself was slow, not the machine busy."""
        return self.answered_ms - self.waited_ms > ANSWERED_MS


def waited_ms(pid: int) -> float:
    """How long the first thread of a process has waited for a core in its life."""
    return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[1]) / 1e6


def tapped(folder: Path, kiosk: rig.Kiosk, proxy: Proxy, fault: Fault, rounds: int) -> tuple[list[Tap], dict[str, str]]:
    """Taps through a search, a report and its story, so many times, and the receipts that were shown."""
    took: list[Tap] = []
    folder.mkdir()
    kiosk.move(folder / "kiosk")
    with stage.lonely_kiosk(folder, proxy.url, **kiosk.env) as screen:

        def tap(name: str) -> None:
            waited = waited_ms(screen.pid)
            told = screen.do(tap=name, frames="page" if name in PAGES else "first", seconds=60)
            answered = told["page_ms" if name in PAGES else "frame_ms"]
            took.append(Tap(name, answered, min(answered, waited_ms(screen.pid) - waited)))
            screen.do(pause=screen.pace)

        screen.open()
        screen.do(see="按一下，开始", seconds=60)
        proxy.fault = fault
        tap("begin")
        filed = {}
        for _ in range(rounds):
            for name in VISIT:
                tap(name)
            last = kiosk.outbox()[-1]
            filed[last["ref"]] = last["receipt"]
            for name in ("home", "查进度", *(f"key-{digit}" for digit in last["receipt"]), "查", "home"):
                tap(name)
    return took, filed
