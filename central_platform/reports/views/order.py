"""One order: its story, what can be done next, and — as an act that is written down — what the resident said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from central_platform.reports.models import OPEN, AccessLog, Report, Status, StatusEvent
from central_platform.reports.opening import PERMISSION, Closed, open_person
from central_platform.reports.transitions import TRANSITIONS, NotAllowed, act, allowed, give, say
from central_platform.reports.views import erasing
from central_platform.reports.views.shown import shown
from central_platform.reports.views.steps import SORRY, GiveForm, StepForm, templates_for
from central_platform.staff.pages import ConsolePage

PATH = (Status.FILED, Status.TAKEN, Status.STARTED, Status.DONE)
SIMILAR_SHOWN = 5
SIMILAR_DAYS = timedelta(days=14)
NOT_PRESSED = ("merge", "withdraw", "split")  # of a list, by the resident, by a button of its own
CLOSED = {"erased": "居民要求删掉，已经删了。", "key": "这台服务器上没有开这封信的钥匙。"}


class OrderPage(ConsolePage):
    permission = "reports.view_report"
    template_name = "reports/order.html"
    header_icon = "clipboard-list"
    above = (("orders", "报事单"),)
    opened: dict[str, Any] | Closed | None = None
    form: StepForm | None = None
    giving: GiveForm | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.report = get_object_or_404(
            Report.objects.select_related("kiosk__hall", "merged_into", "department"), pk=kwargs["pk"]
        )
        self.order = shown([self.report])[0]

    def get_page_title(self) -> str:
        return f"{self.order.category} {self.order.code}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = self.report, self.request.user
        may_act = user.has_perm("reports.change_report")
        steps = [(key, TRANSITIONS[key]) for key in allowed(report) if key not in NOT_PRESSED]
        return super().get_context_data(
            order=self.order,
            report=report,
            path=_path(report),
            events=list(report.events.select_related("by")),
            may_act=may_act,
            steps=steps if may_act else [],
            ready=templates_for(report) if may_act else [],
            joined=shown(report.joined.all()),
            giving=(self.giving or GiveForm(report)) if may_act and report.status in OPEN else None,
            form=self.form or StepForm(initial={"promised": report.due_at and timezone.localdate(report.due_at)}),
            similar=shown(similar_to(report)) if may_act and report.status in OPEN else [],
            may_open=user.has_perm(PERMISSION) and hasattr(report, "person"),
            may_erase=user.has_perm("reports.delete_report") and erasing.left(report),
            sealed_kinds=_letters(report),
            opened=self.opened if isinstance(self.opened, dict) else None,
            closed=CLOSED[self.opened.why] if isinstance(self.opened, Closed) else "",
            openings=_openings(report),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """`open` shows the resident's words on this one answer; `give` is for colleagues; anything else is a step."""
        action = request.POST.get("action")
        if action == "open":
            self.opened = open_person(self.report, request.user)
            return self.render_to_response(self.get_context_data())
        if not request.user.has_perm("reports.change_report"):
            raise PermissionDenied
        if action == "give":
            self.giving = GiveForm(self.report, request.POST)
            done = self.giving.is_valid() and self._give(self.giving.cleaned_data)
        else:
            self.form = StepForm(request.POST, request.FILES)
            done = self.form.is_valid() and self._step(self.form.cleaned_data)
        return redirect("order", pk=pk) if done else self.render_to_response(self.get_context_data())

    def _give(self, said: dict[str, Any]) -> bool:
        return self._told(give(self.report, said["department"], self.request.user, said["why"]), "交过去了。")

    def _step(self, said: dict[str, Any]) -> bool:
        user = self.request.user
        if said["action"] == "say":
            return self._told(say(self.report, user, said["reply"], said["note"]), "记下了。")
        with transaction.atomic():
            done = act(self.report, said["action"], user, said["reply"], said["note"], said["into"], said["picture"])
            if said["promised"] and isinstance(done, StatusEvent):
                Report.objects.filter(pk=self.report.pk).update(due_at=said["promised"])
        return self._told(done, "记下了：{}。")

    def _told(self, done: StatusEvent | NotAllowed, words: str) -> bool:
        if isinstance(done, NotAllowed):
            messages.error(self.request, SORRY[done.why])
            self.order = shown([self.report])[0]
            return False
        messages.success(self.request, words.format(done.get_status_display()))
        return True


def evidence(request: HttpRequest, pk: UUID, event: int) -> FileResponse:
    """The picture of what was done, for whoever may see the order."""
    if not request.user.has_perm("reports.view_report"):
        raise PermissionDenied
    line = get_object_or_404(StatusEvent.objects.exclude(picture=""), pk=event, report=pk)
    return FileResponse(line.picture.open(), content_type="image/jpeg", headers={"Cache-Control": "no-store"})


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


def similar_to(report: Report) -> list[Report]:
    """Likely the same trouble: same category and place, still open, told within a fortnight of each other."""
    if not report.place:
        return []
    near = (report.received_at - SIMILAR_DAYS, report.received_at + SIMILAR_DAYS)
    same = Report.objects.filter(category=report.category, place=report.place, status__in=OPEN, received_at__range=near)
    return list(same.exclude(pk=report.pk).order_by("received_at")[:SIMILAR_SHOWN])


def _letters(report: Report) -> list[tuple[str, str, Any]]:
    """(label, address, letter) of the sealed things that came with or after the report."""
    from central_platform.reports.views.letters import KINDS

    return [
        (KINDS.get(letter.kind, letter.kind), reverse("letter_open", args=[letter.pk]), letter)
        for letter in report.letters.order_by("received_at")
    ]


def _openings(report: Report) -> list[AccessLog]:
    return list(AccessLog.objects.filter(act="open", about=str(report.pk)).order_by("-seq")[:10])
