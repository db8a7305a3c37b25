"""The queue of orders: what waits first, oldest first, with 接单 one press away."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from central_platform.content.models import Department, ReportCategory, department_of
from central_platform.reports.models import OPEN, Report, ReportQuerySet, Status
from central_platform.reports.transitions import NotAllowed, act
from central_platform.reports.views.shown import shown
from central_platform.staff.pages import ConsolePage

A_PAGE = 30
SHELVES: dict[str, tuple[str, tuple[Status, ...]]] = {
    "new": ("待接单", (Status.FILED, Status.REOPENED)),
    "doing": ("办理中", (Status.TAKEN, Status.STARTED)),
    "late": ("超时的", tuple(OPEN)),
    "closed": ("办完的", (Status.DONE, Status.EXPLAINED, Status.WITHDRAWN, Status.MERGED)),
}
SEPARATORS = re.compile(r"[\s\-]")
MOST_COUNTED = 9_999  # to count all that a city ever closed, PostgreSQL reads its whole table
NOBODY = "none"  # the choice of orders that belong to no department


class OrdersPage(ConsolePage):
    permission = "reports.view_report"
    template_name = "reports/orders.html"
    page_title = "报事单"
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        shelf = asked.get("shelf") if asked.get("shelf") in SHELVES else "new"
        code = SEPARATORS.sub("", asked.get("q", ""))
        chosen = Report.objects.all()
        if asked.get("category"):
            chosen = chosen.filter(category=asked["category"])
        of_department = _of_department(chosen, asked.get("department", ""))
        rows = _found(chosen, code) if code else _shelf(of_department, shelf)
        rows = rows.select_related("kiosk").order_by(
            "received_at" if shelf != "closed" and not code else "-received_at"
        )
        page = Paginator(rows, A_PAGE).get_page(asked.get("p"))
        mine = department_of(self.request.user)
        return super().get_context_data(
            shelves=[(key, label, _how_many(_shelf(of_department, key))) for key, (label, _) in SHELVES.items()],
            shelf="" if code else shelf,
            q=asked.get("q", ""),
            category=asked.get("category", ""),
            categories=ReportCategory.objects.all(),
            department=asked.get("department", ""),
            departments=_counted(_shelf(chosen, shelf)),
            mine=mine,
            mine_waiting=_shelf(chosen.filter(department=mine), shelf).count() if mine else 0,
            page=page,
            orders=shown(page.object_list),
            may_act=self.request.user.has_perm("reports.change_report"),
            **kwargs,
        )


def _shelf(rows: ReportQuerySet, key: str) -> ReportQuerySet:
    return rows.overdue() if key == "late" else rows.filter(status__in=SHELVES[key][1])


def _how_many(rows: ReportQuerySet) -> str:
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    return str(count) if count <= MOST_COUNTED else f"{MOST_COUNTED}+"


def _found(rows: ReportQuerySet, code: str) -> ReportQuerySet:
    return rows.filter(Q(receipt=code) | Q(receipt__startswith=code) if len(code) >= 3 else Q(receipt=code))


def _of_department(rows: ReportQuerySet, asked: str) -> ReportQuerySet:
    if asked == NOBODY:
        return rows.filter(department=None)
    return rows.filter(department=int(asked)) if asked.isascii() and asked.isdigit() else rows


def _counted(rows: ReportQuerySet) -> list[tuple[str, str, int]]:
    """(key, name, how many) of every department that works or has some here."""
    counts = dict(rows.order_by().values_list("department").annotate(count=Count("pk")))
    known = Department.objects.filter(Q(active=True) | Q(pk__in=[pk for pk in counts if pk]))
    named = [(str(row.pk), row.name_zh, counts.get(row.pk, 0)) for row in known]
    return named + ([(NOBODY, "还没分给谁", counts[None])] if None in counts else [])


def take(request: HttpRequest, pk: str) -> HttpResponse:
    """接单 straight from the list."""
    if not request.user.has_perm("reports.change_report"):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("orders")
    report = get_object_or_404(Report, pk=pk)
    match act(report, "take", request.user):
        case NotAllowed():
            messages.warning(request, "这张单已经有人接了。")
        case _:
            messages.success(request, "接好了。")
    return redirect("order", pk=report.pk)
