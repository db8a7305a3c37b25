"""What became of a report, told to whoever holds its receipt; nothing of the resident is in it."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from central_platform.fleet import attempts
from central_platform.fleet.models import Kiosk
from central_platform.reports.models import AccessLog, Report

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
    """Status, its history, the last reply, the promise, and who opened the sealed words."""
    events = list(report.events.all())
    said = [str(report.pk), *map(str, report.letters.values_list("pk", flat=True))]  # a voice note is a letter
    opened = AccessLog.objects.filter(act="open", about__in=said).order_by("seq")
    return {
        "status": report.status,
        "history": [{"status": event.status, "at": _iso(event.at)} for event in events],
        "reply": _reply(report),
        "promised": _iso(report.due_at) if report.due_at else None,
        "opened": [{"role": line.role, "at": _iso(line.at)} for line in opened],
    }


def _reply(report: Report) -> str | None:
    """The newest reply; of a report handled together with another, that one's."""
    replies = [event.reply for event in report.events.all() if event.reply]
    if report.merged_into and (shared := _reply(report.merged_into)):
        return shared
    return replies[-1] if replies else None


def _iso(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
