"""A kiosk says how it is; the platform answers with what it needs: receipts, hall, epoch, what to drop."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from central_platform.feed import epochs, files, keys
from central_platform.fleet import counters, hall_settings, halls, receipts
from central_platform.fleet.models import HallLink, Heartbeat, Kiosk, Lease
from central_platform.reports import audit, erasure
from central_platform.reports.models import Received, Report

log = logging.getLogger(__name__)

LEASED_A_DAY = 20_000
COUNT_CAP = 2**31 - 1
SIZE_CAP = 2**63 - 1


def hello(kiosk: Kiosk, said: Mapping[str, Any]) -> dict[str, Any]:
    """Note the heartbeat; the value that is signed as kind `hello`."""
    notice_forgotten(said.get("proof"))
    epoch = epochs.current()
    lease = _top_up(kiosk, said.get("lease_left"), epoch)
    _note(kiosk, said)
    ring = keys.load()
    hall = HallLink.objects.select_related("publication", "settings").get(pk=kiosk.hall_id)
    return {
        "device_id": str(kiosk.pk),
        "keys_version": ring.version,
        "time": timezone.localtime().isoformat(timespec="seconds"),
        "lease": ring.sign("lease", receipts.lease_thing(lease)) if lease else None,
        "settings": hall_settings.thing(hall, said.get("settings"), epoch, ring),
        "hall": halls.body(hall),
        "publication": hall.publication.slug,
        "roster": [],
        "drop_refs": erasure.refs_of(kiosk),
        "epoch": epoch,
    }


def notice_forgotten(proof: object) -> bool:
    """Whether something we signed is newer than what we know: this database was restored, a new epoch begins.

    Only a thing signed by one of this platform's keys counts; a bare claim is ignored.
    """
    ring, now = keys.load(), epochs.current()
    pointer, answer = ring.ours("pointer", proof), ring.ours("answer", proof)
    if pointer is not None:
        seen, newer = pointer["epoch"], pointer["epoch"] == now and pointer["head"] > _head(pointer["publication"])
    elif answer is not None:
        forgotten = answer["outcome"] == "stored" and not Received.objects.filter(pk=answer["ref"]).exists()
        seen, newer = answer["epoch"], answer["epoch"] == now and forgotten
    else:
        return False
    if seen <= now and not newer:
        return False
    epoch = epochs.mint("a kiosk proved that this platform has forgotten", above=seen)
    audit.append(None, "epoch", str(epoch.number))
    erasure.again()
    files.write_after_commit()
    log.warning("a kiosk proved that this platform was restored: epoch %d begins", epoch.number)
    return True


def _head(slug: str) -> int:
    publication = halls.publication(slug)
    return files.head_of(publication) if publication else SIZE_CAP


def _note(kiosk: Kiosk, said: Mapping[str, Any]) -> None:
    newest, queue, taken = (_mapping(said.get(name)) for name in ("newest", "queue", "settings"))
    row = {
        "at": timezone.now(),
        "app": printable(said.get("app"), 40),
        "keys_version": whole(said.get("keys_version")),
        "epoch": whole(newest.get("epoch"), SIZE_CAP),
        "head": whole(newest.get("head"), SIZE_CAP),
        "queued": whole(queue.get("queued")),
        "parked": whole(queue.get("parked")),
        "disk_free": whole(said.get("disk_free"), SIZE_CAP),
        "voice": said.get("voice") == "on",
        "lease_left": whole(said.get("lease_left")),
        "clock_ok": said.get("clock_ok") is True,
        "settings_epoch": whole(taken.get("epoch"), SIZE_CAP),
        "settings_version": whole(taken.get("version")),
    }
    if not Heartbeat.objects.filter(kiosk=kiosk).update(**row):
        Heartbeat.objects.update_or_create(kiosk=kiosk, defaults=row)
    counters.add(_mapping(said.get("counters")))


def _top_up(kiosk: Kiosk, left: object, epoch: int) -> Lease | None:
    """Below half: the newest list again until it has arrived, then new numbers; who has had a day's fill waits."""
    if whole(left) * 2 >= kiosk.lease_size:
        return None
    given = Lease.objects.filter(kiosk=kiosk).order_by("-issued_at")
    newest = given.first()
    if newest is not None and newest.epoch == epoch and not _arrived(newest, kiosk):
        return newest
    today = given.filter(issued_at__gt=timezone.now() - timedelta(days=1)).order_by()
    if sum(today.values_list("size", flat=True)) + kiosk.lease_size > max(LEASED_A_DAY, 2 * kiosk.lease_size):
        return newest
    try:
        return receipts.lease(kiosk, kiosk.lease_size)
    except receipts.NoNumbersLeft:
        log.exception("kiosk %s gets no more numbers", kiosk.pk)
        return None


def _arrived(lease: Lease, kiosk: Kiosk) -> bool:
    """Whether the answer that brought it was not lost: since then the kiosk has said that it has plenty, or used a
    number of it. There are ten million numbers an epoch: those of lost answers would soon be all."""
    before = Heartbeat.objects.filter(pk=kiosk.pk, at__gte=lease.issued_at).first()
    if before is not None and before.lease_left * 2 >= kiosk.lease_size:
        return True
    return Report.objects.filter(receipt__in=lease.receipts.values("code")).exists()


def whole(value: object, cap: int = COUNT_CAP) -> int:
    """A whole number from 0 to `cap`; anything else is 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= cap else 0


def printable(value: object, cap: int) -> str:
    return value[:cap] if isinstance(value, str) and value.isprintable() else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
