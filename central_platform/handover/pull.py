"""How partners get on with what they were given: asked every ten minutes, told to staff. Only a person says 办好了."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from central_platform.handover import georeport
from central_platform.handover.georeport import Row
from central_platform.handover.http import NotSent, Unknown
from central_platform.handover.models import Handover, Partner
from central_platform.reports import transitions
from central_platform.reports.models import OPEN, Report, Status

State = Handover.State
A_TIME = 50  # requests in one question
NOTES_CHARACTERS = 1000


@dataclass(frozen=True)
class Asked:
    """One partner: how many of its requests were looked at, how many had moved, and why not when they could not be."""

    partner: str
    looked_at: int
    moved: int
    trouble: str = ""


def sync() -> list[Asked]:
    """Ask every partner that still has something of ours; one that is away does not hold up the others."""
    waiting = Handover.objects.filter(state=State.SENT, report__status__in=OPEN)
    return [_ask(partner) for partner in Partner.objects.filter(handovers__in=waiting).distinct()]


def _ask(partner: Partner) -> Asked:
    rows = list(partner.handovers.filter(state=State.SENT, report__status__in=OPEN).select_related("report", "partner"))
    looked_at = moved = 0
    for row in [row for row in rows if not row.request_id]:
        said = georeport.token(partner, row.token)
        if isinstance(said, NotSent | Unknown):
            return Asked(str(partner), looked_at, moved, said.why)
        if isinstance(said, list) and said and said[0].get("service_request_id"):
            row.request_id = said[0]["service_request_id"]
            row.save(update_fields=["request_id"])
    for some in _in_turn([row for row in rows if row.request_id]):
        said = georeport.requests(partner, [row.request_id for row in some])
        if not isinstance(said, list):
            return Asked(str(partner), looked_at, moved, said.why)
        told = {one.get("service_request_id", ""): one for one in said}
        moved += sum(_note(row, told[row.request_id]) for row in some if row.request_id in told)
        looked_at += len(some)
    return Asked(str(partner), looked_at, moved)


def _in_turn(rows: Sequence[Handover]) -> Iterator[list[Handover]]:
    return (list(rows[start : start + A_TIME]) for start in range(0, len(rows), A_TIME))


@transaction.atomic
def _note(row: Handover, told: Row) -> bool:
    """What the partner says of one; whether it is anything new. Theirs open is our 办理中; theirs closed waits for staff."""
    status, notes = told.get("status", "")[:10], told.get("status_notes", "")[:NOTES_CHARACTERS]
    new = (status, notes) != (row.their_status, row.their_notes)
    row.their_status, row.their_notes, row.looked_at = status, notes, timezone.now()
    if status == "closed":
        row.state = State.CLOSED
    row.save(update_fields=["their_status", "their_notes", "looked_at", "state"])
    report = Report.objects.get(pk=row.report_id)
    if status == "open" and report.status in (Status.TAKEN, Status.REOPENED):
        transitions.act(report, "start", None, note=f"{row.partner}在办。")
    return new
