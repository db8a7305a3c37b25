"""设置: how the kiosks of one hall behave; on its way to them with the next hello."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from central_platform.fleet import hall_settings
from central_platform.fleet.models import HallLink
from central_platform.staff import waiting
from central_platform.staff.pages import ConsolePage

OWN = "照机器自己的"


def _number(name: str, label: str, help_text: str, step: float = 1) -> forms.Field:
    least, most = hall_settings.BOUNDS[name]
    kind: type[forms.Field] = forms.IntegerField if isinstance(step, int) else forms.FloatField
    wrong = f"请写 {least:g} 到 {most:g} 之间的数。"
    return kind(
        label=label, help_text=f"{help_text}（{least:g}–{most:g}，空着就{OWN}）", required=False,
        min_value=least, max_value=most, widget=forms.NumberInput(attrs={"step": step}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )  # fmt: skip


class SettingsForm(forms.Form):
    entrance = forms.ChoiceField(
        label="一碰屏幕，先进哪一种", required=False, choices=[("", OWN), ("silver", "银发版"), ("normal", "普通版")]
    )
    idle_seconds = _number("idle_seconds", "多少秒没人碰，就问“您还在吗”", "走得慢、看得慢的人多，就写长一点")
    report_idle_seconds = _number("report_idle_seconds", "报事的时候，等多少秒再问", "说事要想一想")
    warn_seconds = _number("warn_seconds", "问了以后再等多少秒，就回到开头", "没说完的话到时候就清掉")
    refractory_seconds = _number(
        "refractory_seconds", "手抖连按两下，多少秒之内只算一下", "手抖的人多，就写大一点", 0.1
    )
    volume = _number("volume", "一开始的音量", "谁都可以自己再调")


class HallSettingsPage(ConsolePage):
    permission = "fleet.change_kiosk"
    template_name = "staff/hall_settings.html"
    header_icon = "cogs"
    above = (("kiosks", "自助机"),)
    form: SettingsForm | None = None

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        self.hall = get_object_or_404(HallLink, slug=slug)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return f"{waiting.hall_names().get(self.hall.slug, self.hall.slug)}：设置"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = getattr(self.hall, "settings", None)
        have, all_ = hall_settings.taken(self.hall)
        form = self.form or SettingsForm(initial=row.values if row else {})
        return super().get_context_data(form=form, row=row, have=have, all=all_, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keeps what was said; a kiosk takes it with its next hello, when nobody stands before it."""
        self.form = SettingsForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        values = {name: value for name, value in self.form.cleaned_data.items() if value not in ("", None)}
        hall_settings.change(self.hall, values, request.user)
        messages.success(request, "记下了。五分钟之内，这个大厅的自助机没人用的时候就换过来。")
        return redirect("hall_settings", slug=self.hall.slug)
