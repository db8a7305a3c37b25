"""Taking in what kiosks send: each envelope exactly once, each answered by a signed word of its own.

A request is one transaction, and its answers are signed after it: a `stored` there is only when the rows are on disk.
Signatures are checked before it, so that SQLite's one write lock is held for writing only.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from central_platform.feed import epochs, keys
from central_platform.fleet import requests
from central_platform.fleet.models import Kiosk
from central_platform.reports import categories, envelopes, erasure, faces, transitions
from central_platform.reports.envelopes import Envelope, Refusal, Why
from central_platform.reports.models import (
    CallEvent,
    Erasure,
    Letter,
    Received,
    Report,
    ReportPerson,
    Status,
    StatusEvent,
)

log = logging.getLogger(__name__)

ECHO_CAP = 80  # characters
REF = Received._meta.pk
KNOWN = f"""
    SELECT CAST(ref AS text), about FROM {Received._meta.db_table} WHERE ref IN ({{refs}}) OR about IN ({{names}})
    UNION ALL SELECT receipt, '' FROM {Report._meta.db_table} WHERE receipt IN ({{receipts}})
    UNION ALL SELECT CAST(ref AS text), '' FROM {Erasure._meta.db_table} WHERE ref IN ({{refs}})
"""
"""By hand: to put it together, Django needs as long as to store a report."""


def take(offered: Sequence[object], sender: Kiosk | None = None) -> list[dict[str, str]]:
    """The signed answers, in the order of the offers. An offer that says no `ref` gets none; `sender` spares asking who
    signed what it sends, which is nearly always itself.

    Reports that are simply new are kept together, in four statements for all of them; the rest one by one after them.
    """
    ring = keys.load()
    known = {str(sender.pk): sender} if sender else {}
    reads = [envelopes.read(one, ring, partial(_find, known)) for one in offered]
    with transaction.atomic():
        kept = _keep_new([read for read in reads if isinstance(read, Envelope) and read.kind == "report"])
        epoch = epochs.current()
        verdicts = [_judged(read, kept) for read in reads if read is not None]
    return [_answer(ring, *verdict, epoch) for verdict in verdicts if verdict is not None]


def _find(known: dict[str, Kiosk | None], key_id: object) -> Kiosk | None:
    """The kiosk of a key, asked once a batch."""
    if not isinstance(key_id, str):
        return None
    if key_id not in known:
        known[key_id] = requests.find(key_id)
    return known[key_id]


def _judged(read: Envelope | Refusal, kept: set[UUID]) -> tuple[Any, str, Why | None] | None:
    """What its answer will say: claim, outcome and why."""
    if isinstance(read, Refusal):
        return read.claim, "refused", read.why
    if read.ref in kept:
        kept.discard(read.ref)  # the same ref once more in this batch is asked like any other
        return read.claim, "stored", None
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
        return read.claim, "refused", stored.why
    return read.claim, "stored", stored


def _keep_new(reports: Sequence[Envelope]) -> set[UUID]:
    """Keeps the reports nothing is known about yet, and whose receipt nobody has; the refs of those."""
    once = Counter(report.ref for report in reports) + Counter(report.receipt for report in reports)
    now = timezone.now()
    kinds = {code: categories.filed_as(code) for code in {report.category for report in reports}}
    single = [one for one in reports if once[one.ref] == once[one.receipt] == 1 and kinds[one.category].known]
    taken = known_of([one.ref for one in single], [one.receipt for one in single])
    new = [one for one in single if not {one.ref.hex, one.receipt} & taken]
    rows = [_rows(one, now, kinds[one.category]) for one in new]
    try:
        with transaction.atomic():
            for model, made in zip(
                (Received, Report, ReportPerson, StatusEvent), zip(*rows, strict=True), strict=False
            ):
                model.objects.bulk_create(made)
    except (IntegrityError, DataError):  # one of them is not as simple as it looked: each for itself
        return set()
    return {one.ref for one in new}


def known_of(refs: Sequence[UUID], receipts: Sequence[str]) -> set[str]:
    """Those of these refs (as 32 hex digits) and receipts that something here speaks of already, whatever it is."""
    if not refs:
        return set()
    with connection.cursor() as cursor:
        as_stored = [REF.get_db_prep_value(ref, connection) for ref in refs]
        names = [*map(str, refs), *receipts]
        asked = KNOWN.format(refs=_places(refs), names=_places(names), receipts=_places(receipts))
        cursor.execute(asked, [*as_stored, *names, *receipts, *as_stored])
        said = {word.replace("-", "") for row in cursor.fetchall() for word in row}
    return said | {ref.hex for ref in erasure.remembered(refs)}


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _rows(
    envelope: Envelope, now: datetime, kind: categories.FiledAs, ask_staff: bool = False
) -> tuple[Received, Report, ReportPerson, StatusEvent]:
    """What a report is in the database."""
    report = Report(
        id=envelope.ref,
        receipt=envelope.receipt,
        ask_staff=ask_staff,
        category=envelope.category,
        place=envelope.place,
        private=envelope.private or kind.private,
        filed_at=envelope.filed_at,
        clock_ok=envelope.clock_ok,
        received_at=now,
        consent=envelope.consent,
        assisted=envelope.assisted,
        entrance=envelope.entrance,
        lang=envelope.lang,
        kiosk_id=envelope.kiosk.pk,
        department_id=kind.department,
        due_at=now + kind.target,
    )
    filed_at = min(envelope.filed_at, now) if envelope.clock_ok else now
    return (
        _received(envelope),
        report,
        ReportPerson(report_id=envelope.ref, sealed=envelope.sealed, sealing_key_id=envelope.sealing_key_id),
        StatusEvent(report_id=envelope.ref, action="file", status=Status.FILED, at=filed_at),
    )


def _received(envelope: Envelope) -> Received:
    return Received(
        ref=envelope.ref,
        kind=envelope.kind,
        about=envelope.about,
        sealed_sha256=envelope.sealed_sha256,
        kiosk_id=envelope.kiosk.pk,
        receipt=envelope.receipt,
    )


def _answer(ring: keys.Keyring, claim: Any, outcome: str, why: Why | None, epoch: int) -> dict[str, str]:
    value = {name: _echo(claim.get(name)) for name in ("ref", "kind", "receipt", "sealed_sha256", "device_id")}
    value |= {"epoch": epoch, "outcome": outcome, "why": why}
    return ring.sign("answer", value)


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
    if envelope.kind == "report" and not categories.filed_as(envelope.category).known:
        return Refusal("category", envelope.claim)
    row = _received(envelope)
    row.save(force_insert=True)
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
    kind = categories.filed_as(envelope.category)
    _, *rows = _rows(envelope, timezone.now(), kind, ask_staff)
    for row in rows:
        row.save(force_insert=True)
    report = rows[0]
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
