"""The card under an order that says which other system has it."""

from __future__ import annotations

from typing import Any

from django import template

from central_platform.handover.views import partners_for
from central_platform.reports.models import OPEN, Report

register = template.Library()


@register.inclusion_tag("handover/card.html")
def handover_card(report: Report, may_act: bool) -> dict[str, Any]:
    may_give = may_act and report.status in OPEN and partners_for(report).exists()
    return {
        "report": report,
        "rows": report.handovers.select_related("partner"),
        "may_give": may_give,
        "may_act": may_act,
    }
