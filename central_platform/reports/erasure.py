"""Forgetting on request: the sealed words go, the ref stays so that nobody brings them back."""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from central_platform.feed import disk, keys
from central_platform.fleet.models import Kiosk
from central_platform.reports.models import Erasure, Letter, Received, Report, ReportPerson

CHUNK = 500  # refs in one query
TOLD_FOR = timedelta(days=40)  # kiosks keep sealed bytes for 30 days


def erase(report: Report, remember: bool = True) -> None:
    """Remove what the resident sealed, in the report and in every letter about it.

    `remember` beside the keys: somebody asked for it, so no backup may bring it back. What goes by age goes by age again.
    """
    letters = Letter.objects.filter(report=report)
    with transaction.atomic():
        _forget([report.pk, *letters.values_list("pk", flat=True)], remember)
        ReportPerson.objects.filter(report=report, erased_at=None).update(sealed=b"", erased_at=timezone.now())
        letters.filter(erased_at=None).update(sealed=b"", erased_at=timezone.now())
    for event in report.events.exclude(picture=""):
        event.picture.delete()  # it may show somebody's home


def erase_letter(letter: Letter, remember: bool = True) -> None:
    """Remove what one letter says."""
    with transaction.atomic():
        _forget([letter.pk], remember)
        Letter.objects.filter(pk=letter.pk).update(sealed=b"", erased_at=timezone.now())


def again() -> int:
    """Erase once more what a restored database has brought back; how many words that were."""
    gone = {UUID(ref) for ref in _beside_the_keys()} - set(Erasure.objects.values_list("ref", flat=True))
    back = 0
    rows = sorted(gone)
    for chunk in (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)):
        for person in ReportPerson.objects.filter(pk__in=chunk).select_related("report"):
            erase(person.report)
            back += 1
        for letter in Letter.objects.filter(pk__in=chunk, erased_at=None):
            erase_letter(letter)
            back += 1
    return back


def _forget(refs: Sequence[UUID], remember: bool) -> None:
    """Written down beside the keys, then here, before the words go."""
    now, known = timezone.now(), _beside_the_keys()
    for ref in refs:
        if remember and str(ref) not in known:
            disk.append(_path(), json.dumps({"ref": str(ref), "erased_at": now.isoformat()}))
        Erasure.objects.get_or_create(ref=ref, defaults={"erased_at": now})


def is_erased(ref: UUID) -> bool:
    """Asked of the database and of the file beside the keys, which a restore does not take back."""
    return Erasure.objects.filter(pk=ref).exists() or str(ref) in _beside_the_keys()


def refs_of(kiosk: Kiosk) -> list[str]:
    """What this kiosk is told to drop from its own disk."""
    recent = Erasure.objects.filter(erased_at__gt=timezone.now() - TOLD_FOR).values_list("ref", flat=True)
    return [str(ref) for ref in Received.objects.filter(kiosk=kiosk, pk__in=recent).values_list("pk", flat=True)]


def _path() -> Path:
    return keys.directory() / "erasures.jsonl"


def _beside_the_keys() -> frozenset[str]:
    try:
        stamp = _path().stat()
    except FileNotFoundError:
        return frozenset()
    return _read(_path(), stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _mtime: int, _size: int) -> frozenset[str]:
    """Asked for every envelope, so read only when it has grown."""
    return frozenset(row["ref"] for row in disk.read_lines(path) if "ref" in row)


def remembered(refs: Iterable[UUID]) -> set[UUID]:
    """Those of `refs` that the file beside the keys calls erased."""
    beside = _beside_the_keys()
    return {ref for ref in refs if str(ref) in beside}
