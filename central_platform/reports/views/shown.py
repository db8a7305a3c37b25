"""How a report looks to staff: names for its codes, how long it may still take; never a word of the resident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone

from central_platform.content.models import Place, ReportCategory
from central_platform.reports import categories
from central_platform.reports.models import OPEN, Report, Status

NO_PLACE = "没说在哪里"
ENTRANCES = {"silver": "银发", "normal": "普通", "assisted": "有人帮"}
TONES = {
    Status.FILED: "new",
    Status.REOPENED: "new",
    Status.TAKEN: "doing",
    Status.STARTED: "doing",
    Status.DONE: "done",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One report in a list."""

    report: Report
    category: str
    owner: str
    icon: str
    place: str
    due: datetime
    promised: bool
    overdue: bool
    tone: str

    @property
    def code(self) -> str:
        """The receipt in groups of three, as the resident holds it."""
        number = self.report.receipt
        return " ".join(number[at : at + 3] for at in range(0, len(number), 3))

    @property
    def is_new(self) -> bool:
        return self.tone == "new"

    @property
    def entrance(self) -> str:
        return ENTRANCES.get(self.report.entrance, "")


def shown(reports: Iterable[Report]) -> list[Shown]:
    """The list, with three look-ups for all of it."""
    reports, now = list(reports), timezone.now()
    prefetch_related_objects(reports, "department")
    kinds = {
        row.code: row
        for row in ReportCategory.objects.filter(code__in={r.category for r in reports}).select_related("owner")
    }
    names = dict(Place.objects.filter(code__in={r.place for r in reports}).values_list("code", "name_zh"))
    made = []
    for report in reports:
        kind = kinds.get(report.category)
        hours = kind.hours if kind else categories.target_hours(report.category)
        due = report.due_at or report.received_at + timedelta(hours=hours)
        made.append(
            Shown(
                report=report,
                category=kind.fault_zh if kind else categories.name(report.category),
                owner=str(report.department or ""),
                icon=kind.icon if kind else "report",
                place="地点也是保密的" if report.private else names.get(report.place, report.place or NO_PLACE),
                due=due,
                promised=report.due_at is not None,
                overdue=report.status in OPEN and due < now,
                tone=TONES.get(Status(report.status), "closed"),
            )
        )
    return made
