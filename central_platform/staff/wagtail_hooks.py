"""The console's frame: home page, menu, and what of Wagtail we leave out because it is about web pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button

from central_platform.content.wagtail_hooks import Services
from central_platform.reports.views.shown import shown
from central_platform.staff import asked, factor_pages, freshness, hall_settings, kiosks, second_factor, waiting
from central_platform.staff.pages import MenuEntry

NOT_OURS = {"explorer", "documents", "help", "reports"}
SETTINGS_NOT_OURS = {"collections", "sites", "locales", "redirects", "workflows", "workflow-tasks"}


class WaitingPanel(Component):
    """What waits for the person who looks: calls first and loudest."""

    order = 10
    template_name = "staff/waiting.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        found = waiting.for_person(request.user)
        return {
            "waiting": found,
            "oldest": shown(found.oldest),
            "request": request,
        }


@hooks.register("construct_homepage_panels")
def home(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [WaitingPanel()]


@hooks.register("construct_homepage_summary_items")
def no_page_counts(request: HttpRequest, items: list[Any]) -> None:
    items[:] = []


@hooks.register("construct_main_menu")
def menu(request: HttpRequest, items: list[Any]) -> None:
    locked = second_factor.lacks(request.user)
    items[:] = [] if locked else [item for item in items if item.name not in NOT_OURS]


@hooks.register("construct_settings_menu")
def settings_menu(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name not in SETTINGS_NOT_OURS]


class _Search(SearchArea):
    """The box in the menu searches what its user works with, by the list of that thing."""

    permission: str

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


class _ServiceSearch(_Search):
    permission = "content.view_service"


class _OrderSearch(_Search):
    permission = "reports.change_report"


@hooks.register("register_admin_search_area")
def search_services() -> SearchArea:
    address = reverse(Services().get_url_name("list"))
    return _ServiceSearch("服务", address, name="services", icon_name="list-ul", order=1)


@hooks.register("register_admin_search_area")
def search_orders() -> SearchArea:
    return _OrderSearch("报事单", reverse("orders"), name="orders", icon_name="clipboard-list", order=2)


@hooks.register("register_admin_menu_item")
def kiosks_entry() -> Any:
    return MenuEntry("自助机", "kiosks", "fleet.view_kiosk", "desktop", 70)


@hooks.register("register_admin_menu_item")
def asked_entry() -> Any:
    return MenuEntry("大家在问什么", "asked", "fleet.view_daycount", "help", 65)


@hooks.register("register_admin_menu_item")
def freshness_entry() -> Any:
    return MenuEntry("该核对的", "freshness", "content.view_service", "circle-check", 105)


@hooks.register("register_admin_menu_item")
def trials_entry() -> Any:
    return MenuEntry("先试的", "trials", "content.view_service", "mobile-alt", 107)


@hooks.register("register_admin_menu_item")
def sheets_entry() -> Any:
    return MenuEntry("表格", "sheets", "content.view_service", "table", 150)


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("second-factor/", factor_pages.SecondFactorPage.as_view(), name="second_factor"),
        path("second-factor/<int:pk>/remove/", factor_pages.RemovePage.as_view(), name="second_factor_remove"),
        path("asked/", asked.AskedPage.as_view(), name="asked"),
        path("freshness/", freshness.FreshnessPage.as_view(), name="freshness"),
        path("freshness/<int:pk>/checked/", freshness.checked, name="freshness_checked"),
        path("kiosks/", kiosks.KiosksPage.as_view(), name="kiosks"),
        path("kiosks/halls/<slug:slug>/", hall_settings.HallSettingsPage.as_view(), name="hall_settings"),
        path("calls/", kiosks.calls, name="calls"),
        path("kiosks/<uuid:pk>/answer/", kiosks.answer, name="kiosk_answer"),
        path("kiosks/<uuid:pk>/revoke/", kiosks.revoke, name="kiosk_revoke"),
        path("kiosks/<uuid:pk>/rename/", kiosks.rename, name="kiosk_rename"),
    ]


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("staff/staff.css"))


@hooks.register("insert_global_admin_js")
def listen_for_calls() -> SafeString:
    return format_html('<script src="{}" data-address="{}"></script>', static("staff/calls.js"), reverse("calls"))


@hooks.register("insert_global_admin_js")
def try_boxes() -> SafeString:
    return format_html('<script src="{}"></script>', static("staff/try.js"))


@hooks.register("register_account_settings_panel")
def second_factor_panel(request: HttpRequest, user: Any, profile: Any) -> factor_pages.AccountPanel:
    return factor_pages.AccountPanel(request, user, profile)


@hooks.register("register_user_listing_buttons")
def lost_second_factor(user: Any, request_user: Any) -> Iterator[Button]:
    if user != request_user and request_user.has_perm("auth.change_user") and second_factor.of(user):
        yield Button("取消动态码", reverse("second_factor_remove", args=[user.pk]), icon_name="key", priority=60)
