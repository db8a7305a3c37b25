"""Partners among the settings, kept by the administrator; the page 转给… under an order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import path
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from central_platform.handover.models import Partner
from central_platform.handover.views import HandoverPage


class PartnerForm(WagtailAdminModelForm):
    """The key goes in and never comes out."""

    api_key = forms.CharField(
        label="对方给的钥匙",
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="存下来就看不到了。空着，就还用原来那把。",
    )

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data["api_key"]:
            self.instance.api_key = self.cleaned_data["api_key"]
        return super().save(commit)


class Partners(SnippetViewSet):
    model = Partner
    icon = "redirect"
    menu_label = "对接的系统"
    menu_name = "partners"
    menu_order = 500
    add_to_settings_menu = True
    url_prefix = "partners"
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("active")]),
            FieldPanel("endpoint"),
            FieldRowPanel([FieldPanel("jurisdiction_id"), FieldPanel("form")]),
            FieldPanel("api_key"),
            InlinePanel(
                "services",
                heading="类别对照",
                label="一类",
                help_text="没写在这里的类别，不能转给对方。",
                panels=[FieldRowPanel([FieldPanel("category"), FieldPanel("service_code")])],
            ),
        ],
        base_form_class=PartnerForm,
    )
    list_display = ["name", "endpoint", Column("active", label="", accessor=lambda row: "" if row.active else "停了")]


register_snippet(Partners)


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [path("orders/<uuid:pk>/hand-over/", HandoverPage.as_view(), name="order_hand_over")]
