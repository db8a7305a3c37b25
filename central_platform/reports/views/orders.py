"""The queue of orders: what waits first, oldest first, with 接单 one press away."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from central_platform.content.models import ReportCategory
from central_platform.reports.models import OPEN, Report, Status
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


class OrdersPage(ConsolePage):
    permission = "reports.view_report"
    template_name = "reports/orders.html"
    page_title = "报事单"
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        shelf = asked.get("shelf") if asked.get("shelf") in SHELVES else "new"
        code = SEPARATORS.sub("", asked.get("q", ""))
        rows = _found(code) if code else _shelf(shelf)
        if asked.get("category"):
            rows = rows.filter(category=asked["category"])
        rows = rows.select_related("kiosk").order_by(
            "received_at" if shelf != "closed" and not code else "-received_at"
        )
        page = Paginator(rows, A_PAGE).get_page(asked.get("p"))
        return super().get_context_data(
            shelves=[(key, label, _shelf(key).count()) for key, (label, _) in SHELVES.items()],
            shelf="" if code else shelf,
            q=asked.get("q", ""),
            category=asked.get("category", ""),
            categories=ReportCategory.objects.all(),
            page=page,
            orders=shown(page.object_list),
            may_act=self.request.user.has_perm("reports.change_report"),
            **kwargs,
        )


def _shelf(key: str) -> QuerySet[Report]:
    return Report.objects.overdue() if key == "late" else Report.objects.filter(status__in=SHELVES[key][1])


def _found(code: str) -> QuerySet[Report]:
    return Report.objects.filter(Q(receipt=code) | Q(receipt__startswith=code) if len(code) >= 3 else Q(receipt=code))


def take(request: HttpRequest, pk: str) -> HttpResponse:
    """接单 straight from the list."""
    if request.method != "POST" or not request.user.has_perm("reports.change_report"):
        return redirect("orders")
    report = get_object_or_404(Report, pk=pk)
    match act(report, "take", request.user):
        case NotAllowed():
            messages.warning(request, "这张单已经有人接了。")
        case _:
            messages.success(request, "接好了。")
    return redirect("order", pk=report.pk)
