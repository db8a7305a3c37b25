"""What became of a report, told to whoever holds its receipt; nothing of the resident is in it."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from central_platform.fleet import attempts
from central_platform.fleet.models import Kiosk
from central_platform.reports.models import ASIDE, AccessLog, Report, Status, StatusEvent

UNKNOWN_AN_HOUR = 20
TRY = "status"


@dataclass(frozen=True)
class TooMany:
    """This device has asked for too many numbers nobody has."""


def statuses(kiosk: Kiosk, receipts: list[str]) -> dict[str, Any] | TooMany:
    """The value that is signed as kind `statuses`; unknown numbers are left out and counted."""
    if attempts.count(TRY, str(kiosk.pk)) >= UNKNOWN_AN_HOUR:
        return TooMany()
    asked = list(dict.fromkeys(receipts))
    found: dict[str, list[Report]] = {}
    rows = Report.objects.filter(receipt__in=asked).select_related("merged_into").prefetch_related("events")
    for report in rows:
        found.setdefault(report.receipt, []).append(report)
    attempts.add(TRY, str(kiosk.pk), times=len(asked) - len(found))
    return {"statuses": [_told(code, found[code]) for code in asked if code in found]}


def _told(code: str, reports: list[Report]) -> dict[str, Any]:
    report = reports[0]
    if len(reports) > 1 or report.ask_staff:
        return {"receipt": code, "status": "filed", "history": [], "reply": None, "promised": None, "opened": [],
                "ask_staff": True}  # fmt: skip
    return {"receipt": code, **story(report), "ask_staff": False}


def story(report: Report) -> dict[str, Any]:
    """Status, its history, the last reply, the promise, and who opened the sealed words.

    Of a report handled together with another, the first three and what came after are that one's.
    """
    steps, main = _steps(report), report.merged_into or report
    if report.merged_into:
        joined_at = max(step.at for step in steps if step.status == Status.MERGED)
        steps += [step for step in _steps(main) if step.at > joined_at]
    said = [str(report.pk), *map(str, report.letters.values_list("pk", flat=True))]  # a voice note is a letter
    opened = AccessLog.objects.filter(act="open", about__in=said).order_by("seq")
    return {
        "status": main.status,
        "history": [{"status": step.status, "at": _iso(step.at)} for step in steps],
        "reply": _reply(main) or _reply(report),
        "promised": _iso(main.due_at) if main.due_at else None,
        "opened": [{"role": line.role, "at": _iso(line.at)} for line in opened],
    }


def _reply(report: Report) -> str | None:
    replies = [event.reply for event in report.events.all() if event.reply]
    return replies[-1] if replies else None


def _steps(report: Report) -> list[StatusEvent]:
    return [event for event in report.events.all() if event.action not in ASIDE]


def _iso(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
