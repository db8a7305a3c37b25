"""Reports in the console: addresses and menu entries."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import ForeignKey
from django.forms import CheckboxSelectMultiple, ModelChoiceField, Textarea
from django.urls import path
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, Panel, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from central_platform.content.models import Department
from central_platform.content.plain import PlainForm
from central_platform.people import name_of
from central_platform.reports.models import ReplyTemplate
from central_platform.reports.views import erasing, learning, letters, noted, openings, order, orders, steps
from central_platform.staff.pages import MenuEntry


def _both(chinese: list[Panel], english: list[str]) -> TabbedInterface:
    """A form of two languages that reads what residents will read."""
    tabs = [ObjectList(chinese, heading="中文"), ObjectList([FieldPanel(name) for name in english], heading="English")]
    return TabbedInterface(tabs, base_form_class=PlainForm)


class StaffField(ModelChoiceField):
    """Colleagues by the names they are called by."""

    def label_from_instance(self, user: Any) -> str:
        return name_of(user)


register_form_field_override(ForeignKey, to=get_user_model(), override={"form_class": StaffField})


class Departments(SnippetViewSet):
    model = Department
    icon = "group"
    url_prefix = "departments"
    copy_view_enabled = False
    edit_handler = _both(
        [
            FieldRowPanel([FieldPanel("name_zh"), FieldPanel("phone")]),
            FieldRowPanel([FieldPanel("target_hours"), FieldPanel("active")]),
            InlinePanel("members", heading="部门里的人", label="同事", panels=[FieldPanel("user")]),
        ],
        ["name_en"],
    )
    list_display = [
        "name_zh",
        "phone",
        Column("target_hours", label="一般几小时内"),
        Column("members", label="同事", accessor=lambda row: "、".join(map(str, row.members.select_related("user")))),
        Column("active", label="", accessor=lambda row: "" if row.active else "不办事了"),
    ]
    search_fields = ["name_zh", "phone"]


class ReplyTemplates(SnippetViewSet):
    model = ReplyTemplate
    icon = "openquote"
    url_prefix = "reply-templates"
    copy_view_enabled = False
    edit_handler = _both(
        [
            FieldPanel("title"),
            FieldPanel("words_zh", widget=Textarea(attrs={"rows": 3})),
            FieldPanel("categories", widget=CheckboxSelectMultiple),
            FieldPanel("order"),
        ],
        ["words_en"],
    )
    list_display = ["title", "words_zh", "order"]
    search_fields = ["title", "words_zh"]


class OrderSettings(SnippetViewSetGroup):
    """Who works on orders, and what is often answered."""

    items = (Departments, ReplyTemplates)
    menu_label = "报事设置"
    menu_name = "order-settings"
    menu_icon = "group"
    menu_order = 135
    add_to_admin_menu = True


register_snippet(OrderSettings)


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("orders/", orders.OrdersPage.as_view(), name="orders"),
        path("orders/heard/", steps.heard, name="reply_heard"),
        path("orders/new/", noted.NotePage.as_view(), name="order_new"),
        path("orders/<uuid:pk>/", order.OrderPage.as_view(), name="order"),
        path("orders/<uuid:pk>/take/", orders.take, name="order_take"),
        path("orders/<uuid:pk>/evidence/<int:event>.jpg", order.evidence, name="order_evidence"),
        path("orders/<uuid:pk>/erase/", erasing.ErasePage.as_view(), name="order_erase"),
        path("letters/", letters.LettersPage.as_view(), name="letters"),
        path("letters/<uuid:pk>/open/", letters.open_, name="letter_open"),
        path("letters/<uuid:pk>/phrase/", learning.learn, name="letter_phrase"),
        path("openings/", openings.OpeningsPage.as_view(), name="openings"),
    ]


@hooks.register("register_admin_menu_item")
def orders_entry() -> MenuItem:
    return MenuEntry("报事单", "orders", "reports.view_report", "clipboard-list", 50)


@hooks.register("register_admin_menu_item")
def letters_entry() -> MenuItem:
    return MenuEntry("来信", "letters", "reports.view_letter", "mail", 60)


@hooks.register("register_admin_menu_item")
def openings_entry() -> MenuItem:
    return MenuEntry("查看记录", "openings", "reports.view_accesslog", "history", 900)
