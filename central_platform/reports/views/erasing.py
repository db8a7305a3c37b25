"""删掉居民的话: when a resident asks for it; the row and its story stay, the words go and do not come back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from central_platform.reports import audit, erasure
from central_platform.reports.models import OPEN, Report
from central_platform.reports.views.shown import shown
from central_platform.staff.pages import ConsolePage

REASONS = {
    "self": "居民本人要求",
    "family": "家里人替居民要求",
    "mistake": "写了不该写的（别人的电话、证件号）",
    "law": "主管部门要求",
}


class EraseForm(forms.Form):
    """Why; fixed reasons, so that nothing of the resident gets into the log."""

    reason = forms.ChoiceField(
        label="为什么要删",
        choices=list(REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个原因。", "invalid_choice": "请选一个原因。"},
    )


class ErasePage(ConsolePage):
    permission = "reports.delete_report"
    template_name = "reports/erase.html"
    page_title = "删掉居民的话"
    header_icon = "bin"
    above = (("orders", "报事单"),)
    form: EraseForm | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.report = get_object_or_404(Report.objects.select_related("person"), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            order=shown([self.report])[0],
            unfinished=self.report.status in OPEN,
            gone=not left(self.report),
            letters=self.report.letters.filter(erased_at=None).count(),
            form=self.form or EraseForm(),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Written down with its reason, then gone; kiosks drop their copy at their next hello."""
        self.form = EraseForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        if left(self.report):
            with transaction.atomic():
                audit.append(request.user, "erase", f"{self.report.pk} {self.form.cleaned_data['reason']}")
                erasure.erase(self.report)
            messages.success(request, "居民的话删掉了，不能恢复。")
        return redirect("order", pk=pk)


def left(report: Report) -> bool:
    """Whether anything a resident said is still kept."""
    person = getattr(report, "person", None)
    return bool(person and person.erased_at is None) or report.letters.filter(erased_at=None).exists()
