"""Forgetting on request: the sealed words go, the ref stays so that nobody brings them back."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from central_platform.feed import disk, keys
from central_platform.fleet.models import Kiosk
from central_platform.reports.models import Erasure, Letter, Received, Report, ReportPerson

TOLD_FOR = timedelta(days=40)  # kiosks keep sealed bytes for 30 days


def erase(report: Report) -> None:
    """Remove what the resident sealed, in the report and in every letter about it."""
    now = timezone.now()
    letters = Letter.objects.filter(report=report)
    refs = [report.pk, *letters.values_list("pk", flat=True)]
    with transaction.atomic():
        ReportPerson.objects.filter(report=report).update(sealed=b"", erased_at=now)
        letters.update(sealed=b"", erased_at=now)
        for ref in refs:
            Erasure.objects.get_or_create(ref=ref, defaults={"erased_at": now})
            disk.append(_path(), json.dumps({"ref": str(ref), "erased_at": now.isoformat()}))


def is_erased(ref: UUID) -> bool:
    """Asked of the database and of the file beside the keys, which a restore does not take back."""
    return Erasure.objects.filter(pk=ref).exists() or str(ref) in _beside_the_keys()


def refs_of(kiosk: Kiosk) -> list[str]:
    """What this kiosk is told to drop from its own disk."""
    recent = Erasure.objects.filter(erased_at__gt=timezone.now() - TOLD_FOR).values_list("ref", flat=True)
    return [str(ref) for ref in Received.objects.filter(kiosk=kiosk, pk__in=recent).values_list("pk", flat=True)]


def _path():
    return keys.directory() / "erasures.jsonl"


def _beside_the_keys() -> set[str]:
    return {row["ref"] for row in disk.read_lines(_path())}
