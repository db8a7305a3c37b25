"""How a report may go from one status to the next: one table, one function; nothing else changes a status."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from central_platform.reports.models import OPEN, Report, Status, StatusEvent

Action = Literal["take", "start", "done", "explain", "reopen", "withdraw", "merge"]


@dataclass(frozen=True)
class Transition:
    """From which statuses an action leads where; `says_why` = the resident must be given a reply."""

    label: str
    sources: frozenset[Status]
    target: Status
    says_why: bool = False


TRANSITIONS: dict[str, Transition] = {
    "take": Transition("接单", frozenset({Status.FILED, Status.REOPENED}), Status.TAKEN),
    "start": Transition("开始办理", frozenset({Status.TAKEN, Status.REOPENED}), Status.STARTED),
    "done": Transition("办好了", frozenset({Status.TAKEN, Status.STARTED, Status.REOPENED}), Status.DONE),
    "explain": Transition("说明原因", OPEN, Status.EXPLAINED, says_why=True),
    "reopen": Transition("再办理", frozenset({Status.DONE, Status.EXPLAINED}), Status.REOPENED),
    "withdraw": Transition("撤回", OPEN, Status.WITHDRAWN),
    "merge": Transition("和别人的一起办", OPEN, Status.MERGED),
}


@dataclass(frozen=True)
class NotAllowed:
    """The report stays as it is."""

    why: Literal["status", "reply", "into"]
    status: str


def act(
    report: Report,
    action: Action,
    by: AbstractBaseUser | None,
    reply: str = "",
    note: str = "",
    into: UUID | None = None,
) -> StatusEvent | NotAllowed:
    """Take the step and write its line of the story; two people pressing at once take it once."""
    step, reply = TRANSITIONS[action], reply.strip()
    if step.says_why and not reply:
        return NotAllowed("reply", report.status)
    if action == "merge" and not _can_merge(report, into):
        return NotAllowed("into", report.status)
    with transaction.atomic():
        moved = Report.objects.filter(pk=report.pk, status__in=step.sources).update(
            status=step.target, merged_into_id=into if action == "merge" else None
        )
        report.refresh_from_db()
        if not moved:
            return NotAllowed("status", report.status)
        return StatusEvent.objects.create(
            report=report, action=action, status=step.target, by=by, reply=reply, note=note.strip()
        )


def allowed(report: Report) -> list[str]:
    """The actions that lead on from here, in the table's order."""
    return [action for action, step in TRANSITIONS.items() if report.status in step.sources]


def _can_merge(report: Report, into: UUID | None) -> bool:
    """Into another report that is not itself merged (so a story is one step away)."""
    return into is not None and into != report.pk and Report.objects.filter(pk=into, merged_into=None).exists()
