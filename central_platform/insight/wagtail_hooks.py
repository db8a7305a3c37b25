"""The figures in the console: addresses and the menu entry."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from central_platform.insight.pages import InsightPage, WeekSheet
from central_platform.staff.pages import MenuEntry


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("insight/", InsightPage.as_view(), name="insight"),
        path("insight/week/", WeekSheet.as_view(), name="insight_week"),
    ]


@hooks.register("register_admin_menu_item")
def entry() -> Any:
    return MenuEntry("办得怎么样", "insight", "reports.view_insight", "view", 63)
