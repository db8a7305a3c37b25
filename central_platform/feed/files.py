"""The feed on disk: immutable files written after the commit, then the pointer that names them (docs/wire.md §3)."""

import gzip
import hashlib
import json
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from central_platform import crypto
from central_platform.feed import disk, epochs, keys
from central_platform.feed.models import FeedChange, FeedFile, FeedHead
from central_platform.fleet.models import Publication

log = logging.getLogger(__name__)

DELTAS_KEPT = 64
DELTA_CAP_BYTES = 2 * 2**20
SNAPSHOT_CAP_BYTES = 32 * 2**20
POINTER_LIVES = timedelta(days=7)
SIGN_AGAIN_AFTER = timedelta(hours=1)


class FeedTooLarge(Exception):
    """The content no longer fits what a kiosk accepts; the last good feed stays."""


def directory(publication: Publication) -> Path:
    return Path(settings.FEED_DIR) / publication.slug


def write_after_commit() -> None:
    """Have the feed's files written once this transaction is on disk; asked twice, done once.

    A failure there is logged and made good by the scheduler's next round.
    """
    connection = transaction.get_connection()
    if not any(entry[1] is write_pending for entry in connection.run_on_commit):
        transaction.on_commit(write_pending, robust=True)


def write_pending() -> None:
    """Bring every publication's files up to its head, and sign pointers that grow old."""
    for publication in Publication.objects.order_by("pk"):
        write(publication)


def write(publication: Publication, again: bool = False) -> bool:
    """Write what is missing on disk, then the pointer; False when there was nothing to do.

    Nothing published yet = no pointer: an empty feed would wipe the content kiosks came with.
    """
    with disk.locked(directory(publication) / ".lock"):
        epoch, head = epochs.current(), head_of(publication)
        if head == 0:
            return False
        if not again and _pointer_is_fresh(publication, epoch, head):
            return False
        with transaction.atomic():
            _write_delta(publication, epoch, head)
            snapshot = _write_snapshot(publication, epoch, head)
            deltas = window(publication, epoch, head)
            FeedFile.objects.filter(publication=publication).exclude(
                pk__in=[snapshot.pk, *(delta.pk for delta in deltas)]
            ).delete()
        _write_pointer(publication, epoch, head, snapshot, deltas)
    return True


def head_of(publication: Publication) -> int:
    return FeedHead.objects.filter(publication=publication).values_list("seq", flat=True).first() or 0


def pointer_on_disk(publication: Publication) -> dict | None:
    """What the pointer on disk says, if it is whole and ours."""
    try:
        thing = json.loads((directory(publication) / "pointer.json").read_text())
    except (OSError, ValueError):
        return None
    return keys.load().ours("pointer", thing)


def _pointer_is_fresh(publication: Publication, epoch: int, head: int) -> bool:
    pointer = pointer_on_disk(publication)
    if pointer is None or (pointer["epoch"], pointer["head"]) != (epoch, head):
        return False
    ring = keys.load()
    signed_at = datetime.fromisoformat(pointer["expires"]) - POINTER_LIVES
    return pointer["keys_version"] == ring.version and timezone.now() - signed_at < SIGN_AGAIN_AFTER


def _write_delta(publication: Publication, epoch: int, head: int) -> None:
    written = FeedFile.objects.filter(publication=publication, epoch=epoch).order_by("-to_seq").first()
    if written is None or written.to_seq >= head:
        return
    data = delta_bytes(publication, epoch, written.to_seq, head)
    if len(data) <= DELTA_CAP_BYTES:
        _keep(publication, epoch, written.to_seq, head, data)


def _write_snapshot(publication: Publication, epoch: int, head: int) -> FeedFile:
    known = FeedFile.objects.filter(
        publication=publication, epoch=epoch, from_seq=0, to_seq=head, snapshot=True
    ).first()
    if known:
        return known
    data = snapshot_bytes(publication, epoch, head)
    if len(data) > SNAPSHOT_CAP_BYTES:
        raise FeedTooLarge(f"{publication.slug}: {len(data)} bytes")
    return _keep(publication, epoch, 0, head, data, snapshot=True)


def window(publication: Publication, epoch: int, head: int) -> list[FeedFile]:
    """The deltas that lead without a gap to the head, oldest first."""
    chain: list[FeedFile] = []
    rows = FeedFile.objects.filter(publication=publication, epoch=epoch, snapshot=False).order_by("-to_seq")
    for row in rows[:DELTAS_KEPT]:
        if row.to_seq != (chain[-1].from_seq if chain else head):
            break
        chain.append(row)
    return chain[::-1]


def delta_bytes(publication: Publication, epoch: int, from_seq: int, to_seq: int) -> bytes:
    rows = FeedChange.objects.filter(publication=publication, seq__gt=from_seq, seq__lte=to_seq).order_by("seq")
    return packed(publication, epoch, from_seq, to_seq, rows)


def snapshot_bytes(publication: Publication, epoch: int, head: int) -> bytes:
    rows = FeedChange.objects.filter(publication=publication, latest=True, body__isnull=False, seq__lte=head)
    return packed(publication, epoch, 0, head, rows.order_by("seq"))


def packed(publication: Publication, epoch: int, from_seq: int, to_seq: int, rows: Iterable[FeedChange]) -> bytes:
    """The file's bytes: the same rows give the same bytes, so a lost file can be written again under its name."""
    items = [
        {"kind": row.kind, "id": row.item_id, "seq": row.seq, "deleted": row.body is None, "body": row.body}
        for row in rows
    ]
    value = {"publication": publication.slug, "epoch": epoch, "from": from_seq, "to": to_seq, "items": items}
    return gzip.compress(crypto.compact(value).encode(), compresslevel=9, mtime=0)


def _keep(
    publication: Publication, epoch: int, from_seq: int, to_seq: int, data: bytes, snapshot: bool = False
) -> FeedFile:
    sha256 = hashlib.sha256(data).hexdigest()
    disk.write(directory(publication) / f"{sha256}.json.gz", data)
    return FeedFile.objects.create(
        publication=publication,
        epoch=epoch,
        snapshot=snapshot,
        from_seq=from_seq,
        to_seq=to_seq,
        sha256=sha256,
        bytes=len(data),
    )


def _write_pointer(publication: Publication, epoch: int, head: int, snapshot: FeedFile, deltas: list[FeedFile]) -> None:
    ring = keys.load()
    value = {
        "publication": publication.slug,
        "epoch": epoch,
        "head": head,
        "expires": (timezone.now() + POINTER_LIVES).isoformat(timespec="seconds"),
        "snapshot": {"seq": snapshot.to_seq, "sha256": snapshot.sha256, "bytes": snapshot.bytes},
        "deltas": [
            {"from": row.from_seq, "to": row.to_seq, "sha256": row.sha256, "bytes": row.bytes} for row in deltas
        ],
        "keys_version": ring.version,
    }
    thing = ring.sign("pointer", value)
    disk.write(directory(publication) / "pointer.json", crypto.compact(thing).encode())
