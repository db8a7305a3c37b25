"""Taking in what kiosks send: each envelope exactly once, each answered by a signed word of its own.

The request is one transaction: a signed `stored` leaves this machine only after the rows are on disk.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from central_platform.feed import epochs, keys
from central_platform.fleet.models import Kiosk
from central_platform.reports import categories, envelopes, erasure, faces, transitions
from central_platform.reports.envelopes import Envelope, Refusal, Why
from central_platform.reports.models import (
    CallEvent,
    Letter,
    Received,
    Report,
    ReportPerson,
    Status,
    StatusEvent,
)

log = logging.getLogger(__name__)

ECHO_CAP = 80  # characters


def take(offered: Sequence[object]) -> list[dict[str, str]]:
    """The signed answers, in the order of the offers. An offer that says no `ref` gets none."""
    answers = (_take_one(one) for one in offered)
    return [answer for answer in answers if answer is not None]


def _take_one(offered: object) -> dict[str, str] | None:
    read = envelopes.read(offered)
    if read is None:
        return None
    if isinstance(read, Refusal):
        return _answer(read.claim, "refused", read.why)
    try:
        with transaction.atomic():
            stored = _store(read)
    except (IntegrityError, DataError):
        # The same ref came by another door at the same instant, and what stands there is the answer; else this one
        # envelope does not hold up the rest: no answer means "away", and the kiosk keeps it.
        if not Received.objects.filter(pk=read.ref).exists():
            log.exception("envelope %s could not be stored", read.ref)
            return None
        stored = _known(read)
    if isinstance(stored, Refusal):
        return _answer(read.claim, "refused", stored.why)
    return _answer(read.claim, "stored", stored)


def _answer(claim: Any, outcome: str, why: Why | None) -> dict[str, str]:
    value = {name: _echo(claim.get(name)) for name in ("ref", "kind", "receipt", "sealed_sha256", "device_id")}
    value |= {"epoch": epochs.current(), "outcome": outcome, "why": why}
    return keys.load().sign("answer", value)


def _echo(value: object) -> str | None:
    """What an answer repeats of a claim nobody may have verified: a short plain word, or nothing."""
    return value if isinstance(value, str) and len(value) <= ECHO_CAP and value.isprintable() else None


def _known(envelope: Envelope) -> Why | Refusal | None:
    """The answer this ref had before: same bytes, same answer, from any device."""
    row = Received.objects.get(pk=envelope.ref)
    if (row.sealed_sha256, row.kind) != (envelope.sealed_sha256, envelope.kind):
        return Refusal("conflict", envelope.claim)
    return row.why or None  # type: ignore[return-value]


def _store(envelope: Envelope) -> Why | Refusal | None:
    """Keep it; what a stored answer says in `why`, or the refusal."""
    if Received.objects.filter(pk=envelope.ref).exists():
        return _known(envelope)
    if envelope.kind == "report" and not categories.known(envelope.category):
        return Refusal("category", envelope.claim)
    row = Received.objects.create(
        ref=envelope.ref,
        kind=envelope.kind,
        about=envelope.about,
        sealed_sha256=envelope.sealed_sha256,
        kiosk=envelope.kiosk,
        receipt=envelope.receipt,
    )
    if erasure.is_erased(envelope.ref):
        return None
    match envelope.kind:
        case "report":
            row.why = _keep_report(envelope) or ""
            row.save(update_fields=["why"])
        case "call":
            _ring(envelope)
        case "withdraw":
            if report := find_report(envelope.about):
                _withdraw(report)
        case _:
            _keep_letter(envelope)
    return row.why or None  # type: ignore[return-value]


def _keep_report(envelope: Envelope) -> Why | None:
    twice = Report.objects.filter(receipt=envelope.receipt)
    ask_staff = twice.update(ask_staff=True) > 0
    now = timezone.now()
    report = Report.objects.create(
        id=envelope.ref,
        receipt=envelope.receipt,
        ask_staff=ask_staff,
        category=envelope.category,
        place=envelope.place,
        private=envelope.private or categories.is_private(envelope.category),
        filed_at=envelope.filed_at,
        clock_ok=envelope.clock_ok,
        received_at=now,
        consent=envelope.consent,
        assisted=envelope.assisted,
        entrance=envelope.entrance,
        lang=envelope.lang,
        kiosk=envelope.kiosk,
        due_at=now + timedelta(hours=categories.target_hours(envelope.category)),
    )
    ReportPerson.objects.create(report=report, sealed=envelope.sealed, sealing_key_id=envelope.sealing_key_id)
    filed_at = min(envelope.filed_at, now) if envelope.clock_ok else now
    StatusEvent.objects.create(report=report, action="file", status=Status.FILED, at=filed_at)
    _join_what_came_before(report)
    return "duplicate-receipt" if ask_staff else None


def _join_what_came_before(report: Report) -> None:
    """Letters and a withdrawal may overtake the report they speak of."""
    names = [str(report.pk), report.receipt]
    Letter.objects.filter(about__in=names, report=None).update(report=report)
    if Received.objects.filter(kind="withdraw", about__in=names).exists():
        _withdraw(report)


def _withdraw(report: Report) -> None:
    """The resident takes it back: the row and its story stay, what was sealed goes, whatever staff have done by then."""
    transitions.act(report, "withdraw", None)
    erasure.erase(report)


def _ring(envelope: Envelope) -> None:
    """Light the kiosk's row for staff."""
    now = timezone.now()
    called_at = min(envelope.filed_at, now) if envelope.clock_ok else now
    CallEvent.objects.create(ref=envelope.ref, kiosk=envelope.kiosk, called_at=called_at)
    Kiosk.objects.filter(pk=envelope.kiosk.pk).update(called_at=called_at)


def _keep_letter(envelope: Envelope) -> None:
    report = find_report(envelope.about)
    erased = report is not None and erasure.is_erased(report.pk)
    letter = Letter.objects.create(
        ref=envelope.ref,
        kind=envelope.kind,
        about=envelope.about,
        report=report,
        kiosk=envelope.kiosk,
        lang=envelope.lang,
        sealed=b"" if erased else envelope.sealed,
        erased_at=timezone.now() if erased else None,
        sealing_key_id=envelope.sealing_key_id,
    )
    if envelope.kind == "feedback":
        faces.read(letter)


def find_report(about: str) -> Report | None:
    """The report a ref or a receipt names; None when it has not come, or two hold that receipt."""
    if len(about) == 36:
        return Report.objects.filter(pk=about).first()
    found = list(Report.objects.filter(receipt=about)[:2]) if about else []
    return found[0] if len(found) == 1 else None
