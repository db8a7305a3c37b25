"""One order: its story, what can be done next, and — as an act that is written down — what the resident said."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from central_platform.content import plain
from central_platform.reports.models import OPEN, AccessLog, Report, Status
from central_platform.reports.opening import PERMISSION, Closed, open_person
from central_platform.reports.transitions import TRANSITIONS, NotAllowed, act, allowed
from central_platform.reports.views.shown import shown
from central_platform.staff.pages import ConsolePage

PATH = (Status.FILED, Status.TAKEN, Status.STARTED, Status.DONE)
DAY_ENDS = time(17, 0)  # a promise for a day means by the end of its office hours
PROMISE_DAYS = 31
REPLY_CHARACTERS = 200
SIMILAR_SHOWN = 5
SORRY = {
    "status": "别人刚刚动过这张单，请看看现在的进度。",
    "reply": "请先写一句给居民的答复。",
    "into": "请选一张要并进去的单。",
}
CLOSED = {"erased": "居民要求删掉，已经删了。", "key": "这台服务器上没有开这封信的钥匙。"}


class StepForm(forms.Form):
    """What goes with a step: words for the resident, a promise, a note for colleagues."""

    action = forms.ChoiceField(
        choices=[(key, step.label) for key, step in TRANSITIONS.items()], widget=forms.HiddenInput
    )
    reply = forms.CharField(
        label="答复居民",
        required=False,
        max_length=REPLY_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="居民拿回执一查就看到，也会念给他听。说大白话，不写名字和电话。",
    )
    promised = forms.DateField(label="答应哪天办好", required=False, widget=forms.Select)
    note = forms.CharField(
        label="给同事的话",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="居民看不到。",
    )
    into = forms.UUIDField(label="并到哪一张", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promised"].widget.choices = [("", "先不说"), *_days_ahead()]

    def clean_reply(self) -> str:
        reply = self.cleaned_data["reply"]
        if hard := plain.refused(reply):
            raise forms.ValidationError(hard)
        return reply

    def clean_promised(self) -> datetime | None:
        day = self.cleaned_data["promised"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError("这一天已经过去了。")
        return timezone.make_aware(datetime.combine(day, DAY_ENDS))


class OrderPage(ConsolePage):
    permission = "reports.view_report"
    template_name = "reports/order.html"
    header_icon = "clipboard-list"
    above = (("orders", "报事单"),)
    opened: dict[str, Any] | Closed | None = None
    form: StepForm | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.report = get_object_or_404(Report.objects.select_related("kiosk__hall", "merged_into"), pk=kwargs["pk"])
        self.order = shown([self.report])[0]

    def get_page_title(self) -> str:
        return f"{self.order.category} {self.order.code}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = self.report, self.request.user
        may_act = user.has_perm("reports.change_report")
        steps = [(key, TRANSITIONS[key]) for key in allowed(report) if key not in ("merge", "withdraw")]
        return super().get_context_data(
            order=self.order,
            report=report,
            path=_path(report),
            events=list(report.events.select_related("by")),
            steps=steps if may_act else [],
            form=self.form or StepForm(initial={"promised": report.due_at and timezone.localdate(report.due_at)}),
            similar=shown(_similar(report)) if may_act and report.status in OPEN else [],
            may_open=user.has_perm(PERMISSION) and hasattr(report, "person"),
            sealed_kinds=_letters(report),
            opened=self.opened if isinstance(self.opened, dict) else None,
            closed=CLOSED[self.opened.why] if isinstance(self.opened, Closed) else "",
            openings=_openings(report),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """`open` shows the resident's words on this one answer; anything else is a step."""
        if request.POST.get("action") == "open":
            self.opened = open_person(self.report, request.user)
            return self.render_to_response(self.get_context_data())
        if not request.user.has_perm("reports.change_report"):
            raise PermissionDenied
        self.form = StepForm(request.POST)
        if not self.form.is_valid() or not self._step(request, self.form.cleaned_data):
            return self.render_to_response(self.get_context_data())
        return redirect("order", pk=pk)

    def _step(self, request: HttpRequest, said: dict[str, Any]) -> bool:
        with transaction.atomic():
            done = act(self.report, said["action"], request.user, said["reply"], said["note"], said["into"])
            if isinstance(done, NotAllowed):
                messages.error(request, SORRY[done.why])
                self.order = shown([self.report])[0]
                return False
            if said["promised"]:
                Report.objects.filter(pk=self.report.pk).update(due_at=said["promised"])
        messages.success(request, f"记下了：{done.get_status_display()}。")
        return True


def _days_ahead() -> list[tuple[str, str]]:
    """The days one can promise, said as people say them."""
    today = timezone.localdate()
    days = [today + timedelta(days=ahead) for ahead in range(PROMISE_DAYS)]
    near = ("今天", "明天", "后天")
    return [
        (day.isoformat(), f"{near[ahead] + ' ' if ahead < len(near) else ''}{date_format(day, 'n月j日 l')}")
        for ahead, day in enumerate(days)
    ]


def _path(report: Report) -> list[tuple[str, str]]:
    """The four stations with their state: done, now or later; a story that ended otherwise shows its own end."""
    reached = {event.status for event in report.events.all()} | {Status.FILED, report.status}
    stations = PATH if report.status in PATH or report.status == Status.REOPENED else (*PATH[:3], Status(report.status))
    if report.status == Status.REOPENED:
        stations = (*PATH[:3], Status.REOPENED)
    return [
        (
            station.label if not (station == Status.DONE and report.status == Status.EXPLAINED) else "说明原因",
            "now" if station == report.status else "done" if station in reached else "later",
        )
        for station in stations
    ]


def _similar(report: Report) -> list[Report]:
    same = Report.objects.filter(category=report.category, place=report.place, status__in=OPEN, merged_into=None)
    return list(same.exclude(pk=report.pk).order_by("received_at")[:SIMILAR_SHOWN]) if report.place else []


def _letters(report: Report) -> list[tuple[str, str, Any]]:
    """(label, address, letter) of the sealed things that came with or after the report."""
    from central_platform.reports.views.letters import KINDS

    return [
        (KINDS.get(letter.kind, letter.kind), reverse("letter_open", args=[letter.pk]), letter)
        for letter in report.letters.order_by("received_at")
    ]


def _openings(report: Report) -> list[AccessLog]:
    return list(AccessLog.objects.filter(act="open", about=str(report.pk)).order_by("-seq")[:10])
