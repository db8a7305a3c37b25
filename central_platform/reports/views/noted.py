"""记一件: what residents tell at the desk, on the phone or in a chat goes into the same queue, sealed like the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from central_platform.content.models import Place, ReportCategory
from central_platform.reports import desk
from central_platform.reports.models import Report, Source
from central_platform.reports.views.shown import shown
from central_platform.staff.pages import ConsolePage

WORDS_CAP = 2000
BY_HAND = (Source.DESK, Source.PHONE, Source.CHAT)


class NoteForm(forms.Form):
    source = forms.ChoiceField(label="从哪里来", choices=[(one.value, one.label) for one in BY_HAND])
    category = forms.ModelChoiceField(
        label="什么事", queryset=ReportCategory.objects.all(), to_field_name="code", empty_label="请选一样"
    )
    place = forms.ModelChoiceField(
        label="在哪里",
        queryset=Place.objects.exclude(kind="window"),
        to_field_name="code",
        required=False,
        empty_label="没说在哪里",
    )
    words = forms.CharField(
        label="居民怎么说",
        required=False,
        max_length=WORDS_CAP,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="照居民说的写。存下来就封好，要看得打开，谁看过都记着。",
    )
    contact = forms.RegexField(
        label="电话",
        regex=r"^[\d \-]{5,20}$",
        required=False,
        help_text="只写数字；居民不愿意留就空着。",
        error_messages={"invalid": "电话只写数字。"},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        kind = said.get("category")
        if kind and kind.needs_place and not said.get("place"):
            self.add_error("place", "这一类要写在哪里。")
        if kind and kind.needs_words and not said.get("words"):
            self.add_error("words", "这一类要说清楚怎么了。")
        return said


class NotePage(ConsolePage):
    permission = "reports.change_report"
    template_name = "reports/note.html"
    page_title = "记一件"
    header_icon = "edit"
    above = (("orders", "报事单"),)
    form: NoteForm | None = None
    taken: Report | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        taken = shown([self.taken])[0] if self.taken else None
        return super().get_context_data(form=self.form or NoteForm(), taken=taken, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Stores the case; its receipt is shown on this answer, to be read to the resident."""
        form = NoteForm(request.POST)
        if form.is_valid():
            self.taken = desk.take(_case(form.cleaned_data), request.user)
        else:
            self.form = form
        return self.render_to_response(self.get_context_data())


def _case(said: dict[str, Any]) -> desk.Case:
    place = said["place"]
    building = place.parent if place and place.kind == "unit" else place
    contact = "".join(char for char in said["contact"] if char.isdigit())
    inside = {"words": said["words"], "contact": contact, "place": place.name_zh if place else ""}
    return desk.Case(
        said["category"].code,
        building.code if building else "",
        {name: value for name, value in inside.items() if value},
        said["source"],
    )
