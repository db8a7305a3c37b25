"""How a report may go from one status to the next: one table, one function; nothing else changes a status.

Beside the steps stand three acts that leave the status as it is: `say` something to the resident, `note` something for
colleagues, `give` the order to another department.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from central_platform.content.models import Department
from central_platform.reports import categories
from central_platform.reports.models import OPEN, Report, Status, StatusEvent

Action = Literal["take", "start", "done", "explain", "reopen", "withdraw", "merge", "split"]


@dataclass(frozen=True)
class Transition:
    """From which statuses an action leads where; `says_why` = the resident must be given a reply, `shows` = a reply or a
    picture of what was done."""

    label: str
    sources: frozenset[Status]
    target: Status
    says_why: bool = False
    shows: bool = False


TRANSITIONS: dict[str, Transition] = {
    "take": Transition("接单", frozenset({Status.FILED, Status.REOPENED}), Status.TAKEN),
    "start": Transition("开始办理", frozenset({Status.TAKEN, Status.REOPENED}), Status.STARTED),
    "done": Transition("办好了", frozenset({Status.TAKEN, Status.STARTED, Status.REOPENED}), Status.DONE, shows=True),
    "explain": Transition("说明原因", OPEN, Status.EXPLAINED, says_why=True),
    "reopen": Transition("再办理", frozenset({Status.DONE, Status.EXPLAINED}), Status.REOPENED),
    "withdraw": Transition("撤回", OPEN | {Status.MERGED}, Status.WITHDRAWN),
    "merge": Transition("和别人的一起办", OPEN, Status.MERGED),
    "split": Transition("单独办", frozenset({Status.MERGED}), Status.FILED),
}
BY_ITSELF = "一起办的那件事，报的人撤回了。这一件还要办。"


@dataclass(frozen=True)
class NotAllowed:
    """The report stays as it is."""

    why: Literal["status", "reply", "evidence", "into", "note", "department"]
    status: str


def act(
    report: Report,
    action: Action,
    by: AbstractBaseUser | None,
    reply: str = "",
    note: str = "",
    into: UUID | None = None,
    picture: File | None = None,
) -> StatusEvent | NotAllowed:
    """Take the step and write its line of the story; two people pressing at once take it once."""
    step, reply = TRANSITIONS[action], reply.strip()
    if step.says_why and not reply:
        return NotAllowed("reply", report.status)
    if step.shows and not reply and not picture:
        return NotAllowed("evidence", report.status)
    with transaction.atomic():
        if action == "merge" and not _can_merge(report, into):
            return NotAllowed("into", report.status)
        changes = {"merged_into_id": into if action == "merge" else None, **_new_promise(report, action)}
        moved = Report.objects.filter(pk=report.pk, status__in=step.sources).update(status=step.target, **changes)
        report.refresh_from_db()
        if not moved:
            return NotAllowed("status", report.status)
        event = StatusEvent.objects.create(
            report=report, action=action, status=step.target, by=by, reply=reply, note=note.strip(), picture=picture
        )
        if action == "merge":
            report.joined.update(merged_into=into)  # a story is one step away
        if action == "withdraw":
            _pass_on(report)
        return event


def allowed(report: Report) -> list[str]:
    """The actions that lead on from here, in the table's order."""
    return [action for action, step in TRANSITIONS.items() if report.status in step.sources]


def say(report: Report, by: AbstractBaseUser | None, reply: str = "", note: str = "") -> StatusEvent | NotAllowed:
    """A word on the way, for the resident or for colleagues; nothing else changes."""
    reply, note = reply.strip(), note.strip()
    if not reply and not note:
        return NotAllowed("note", report.status)
    action = "say" if reply else "note"
    return StatusEvent.objects.create(report=report, action=action, status=report.status, by=by, reply=reply, note=note)


def give(report: Report, to: Department, by: AbstractBaseUser | None, why: str) -> StatusEvent | NotAllowed:
    """Give an open order to another department; what the resident was promised stays."""
    if not why.strip():
        return NotAllowed("note", report.status)
    with transaction.atomic():
        others = Report.objects.filter(pk=report.pk, status__in=OPEN).exclude(department=to)
        if not to.active or not others.update(department=to):
            return NotAllowed("department", report.status)
        report.refresh_from_db()
        return StatusEvent.objects.create(
            report=report, action="give", status=report.status, by=by, note=f"交给{to}：{why.strip()}"
        )


def _can_merge(report: Report, into: UUID | None) -> bool:
    """Into another open report, so that somebody works on it."""
    rows = Report.objects.select_for_update().filter(pk=into, status__in=OPEN).exclude(pk=report.pk)
    return into is not None and rows.first() is not None


def _new_promise(report: Report, action: Action) -> dict[str, datetime]:
    """What was opened again, or stands for itself again, is promised anew; else it would be late at once."""
    if action not in ("reopen", "split"):
        return {}
    return {"due_at": timezone.now() + timedelta(hours=categories.target_hours(report.category))}


def _pass_on(report: Report) -> None:
    """Of those that were handled with a report now withdrawn, the oldest stands for the others."""
    first = report.joined.order_by("received_at").first()
    if first is not None:
        report.joined.exclude(pk=first.pk).update(merged_into=first)
        act(first, "split", None, note=BY_ITSELF)
