"""Reports that did not come from a kiosk: told at the desk, on the phone, or by another system. Sealed on arrival too."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from central_platform import crypto
from central_platform.feed import keys
from central_platform.fleet import receipts
from central_platform.reports import categories
from central_platform.reports.models import Report, ReportPerson, Status, StatusEvent

Source = Literal["kiosk", "desk", "phone", "chat", "open311"]


@dataclass(frozen=True)
class Case:
    """What is known of it. `inside` (words, contact, place …) is sealed before it is stored; `place` is a building."""

    category: str
    place: str
    inside: Mapping[str, str]
    source: Source


def take(case: Case, by: AbstractBaseUser | None = None) -> Report:
    """Stores the case with a receipt of its own, which whoever told it may be given."""
    key, now = keys.load().sealing[0], timezone.now()
    kind = categories.filed_as(case.category)
    sealed = crypto.seal(crypto.compact(dict(case.inside)).encode(), key.public)
    with transaction.atomic():
        report = Report.objects.create(
            id=uuid.uuid4(),
            receipt=receipts.draw(),
            category=case.category,
            place="" if kind.private else case.place,
            private=kind.private,
            filed_at=now,
            received_at=now,
            source=case.source,
            department_id=kind.department,
            due_at=now + kind.target,
        )
        ReportPerson.objects.create(report=report, sealed=sealed, sealing_key_id=key.id)
        StatusEvent.objects.create(report=report, action="file", status=Status.FILED, at=now, by=by)
    return report
