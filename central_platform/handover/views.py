"""转给…: the page on which an order is given to another department's system, and on which it is seen how that went."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator

from central_platform.content import spoken
from central_platform.handover import push
from central_platform.handover.models import Handover, Partner
from central_platform.reports.models import OPEN, Report
from central_platform.reports.opening import PERMISSION
from central_platform.reports.views.shown import shown
from central_platform.staff.pages import ConsolePage

SUMMARY_CHARACTERS = 200
TOLD = {
    Handover.State.SENT: "转过去了，对方收下了。",
    Handover.State.REFUSED: "对方没有收。请看下面写的原因。",
    Handover.State.UNSENT: "没有送出去，可以再送。",
    Handover.State.SENDING: "不知道对方收到没有。请看下面怎么办。",
}


class HandoverForm(forms.Form):
    """Where to, and what goes along: without a choice nothing a resident said."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label="转给谁",
        empty_label="请选一个",
        error_messages={"required": "请选一个。"},
    )
    summary = forms.CharField(
        label="对外怎么说这件事",
        max_length=SUMMARY_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="不写名字、电话和门牌。地点（到楼栋）和类别会自己带上。",
        error_messages={"required": "请写一句这是什么事。"},
    )
    with_words = forms.BooleanField(label="带上居民说的话和具体地点", required=False)
    with_contact = forms.BooleanField(label="带上居民的电话", required=False)

    def __init__(self, report: Report, may_open: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners_for(report)
        if not may_open:
            del self.fields["with_words"], self.fields["with_contact"]

    def clean_summary(self) -> str:
        summary = " ".join(self.cleaned_data["summary"].split())
        if spoken.names_somebody(summary):
            raise forms.ValidationError("里面有一长串数字，像电话或证件号。请删掉；要带电话，在下面打勾。")
        return summary


class HandoverPage(ConsolePage):
    """Not in one transaction: see `handover.push`."""

    permission = "reports.change_report"
    template_name = "handover/handover.html"
    page_title = "转给别的系统"
    header_icon = "redirect"
    above = (("orders", "报事单"),)
    form: HandoverForm | None = None

    @method_decorator(transaction.non_atomic_requests)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.report = get_object_or_404(Report.objects.select_related("department"), pk=kwargs["pk"])

    def _form(self, data: Any = None) -> HandoverForm:
        may_open = self.request.user.has_perm(PERMISSION) and hasattr(self.report, "person")
        order = shown([self.report])[0]
        return HandoverForm(
            self.report, may_open, data, initial={"summary": self.report.summary or f"{order.category}。"}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.report
        form = self.form or self._form()
        return super().get_context_data(
            order=shown([report])[0],
            report=report,
            rows=report.handovers.select_related("partner", "by"),
            form=form if report.status in OPEN and form.fields["partner"].queryset else None,
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        action = request.POST.get("action")
        if action == "send":
            self.form = self._form(request.POST)
            if not self.form.is_valid() or not self._send(self.form.cleaned_data):
                return self.render_to_response(self.get_context_data())
        else:
            row = get_object_or_404(self.report.handovers.select_related("partner"), pk=request.POST.get("row") or 0)
            self._after(row, action or "", request.POST.get("request_id", "").strip())
        return redirect("order_hand_over", pk=pk)

    def _send(self, said: dict[str, Any]) -> bool:
        parcel = push.Parcel(
            said["partner"], said["summary"], said.get("with_words", False), said.get("with_contact", False)
        )
        return self._tell(push.hand_over(self.report, parcel, self.request.user))

    def _after(self, row: Handover, action: str, request_id: str) -> None:
        """What can be done with one that has begun: again, or — when nobody knows whether it came — look, or say so."""
        unknown = row.state == Handover.State.SENDING
        if action == "again" and (row.may_send or unknown):
            parcel = push.Parcel(row.partner, row.summary, row.with_words, row.with_contact)
            self._tell(push.hand_over(self.report, parcel, self.request.user))
        elif action == "look" and unknown:
            self._tell(push.look(row))
        elif action == "came" and unknown and request_id:
            self._tell(push.settle_by_hand(row, request_id[:120], self.request.user))
        elif action == "never" and unknown:
            self._tell(push.never_came(row))
        else:
            messages.warning(self.request, "没有变化，请看看现在是什么样。")

    def _tell(self, done: Handover | str) -> bool:
        if isinstance(done, str):
            messages.error(self.request, done)
            return False
        show = messages.success if done.state == Handover.State.SENT else messages.warning
        show(self.request, TOLD[Handover.State(done.state)])
        return True


def partners_for(report: Report) -> Any:
    """Who takes this kind, and does not have this order yet."""
    rows = Partner.objects.filter(active=True, services__category__code=report.category)
    return rows.exclude(handovers__report=report).distinct()
