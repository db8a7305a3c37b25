"""What residents sent besides reports: questions, ratings, corrections, voice notes. Opening one is written down."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from central_platform.content.models import Service
from central_platform.reports.models import Letter
from central_platform.reports.opening import PERMISSION, Closed, open_letter
from central_platform.reports.views import learning
from central_platform.reports.views.order import CLOSED
from central_platform.staff.pages import ConsolePage

A_PAGE = 30
KINDS = {
    "voice-note": "录音",
    "feedback": "评价",
    "correction": "更正",
    "vote": "我也遇到了",
    "question": "问题",
    "withdraw": "撤回",
}
LABELS = {"words": "说的话", "contact": "电话", "place": "地点", "rating": "评价"}

WRONG = {
    "phone": "电话不对",
    "address": "地址不对",
    "hours": "时间不对",
    "papers": "要带的东西不对",
    "other": "别的不对",
}
"""What a correction says is wrong (docs/wire.md)."""


class LettersPage(ConsolePage):
    permission = "reports.view_letter"
    template_name = "reports/letters.html"
    page_title = "来信"
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Letter.objects.select_related("kiosk", "report", "seen_by")
        page = Paginator(rows.order_by(F("seen_at").asc(nulls_first=True), "-received_at"), A_PAGE).get_page(
            self.request.GET.get("p")
        )
        names = services(page.object_list)
        letters = [(KINDS.get(one.kind, one.kind), one, names.get(one.pk, "")) for one in page.object_list]
        may_open = self.request.user.has_perm("reports.open_person")
        return super().get_context_data(page=page, letters=letters, may_open=may_open, **kwargs)


def services(letters: Iterable[Letter]) -> dict[UUID, str]:
    """Letter pk -> name of the service that a correction is about."""
    about: dict[UUID, UUID] = {}
    for letter in letters:
        if letter.kind == "correction" and letter.report_id is None:
            with suppress(ValueError):  # a kiosk may say anything
                about[letter.pk] = UUID(letter.about)
    names = dict(Service.objects.filter(uid__in=about.values()).values_list("uid", "name_zh")) if about else {}
    return {pk: names[uid] for pk, uid in about.items() if uid in names}


@never_cache
def open_(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open one letter; a voice note comes as sound."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("letters")
    letter = get_object_or_404(Letter, pk=pk)
    found = open_letter(letter, request.user)
    if not isinstance(found, Closed) and letter.seen_at is None:
        Letter.objects.filter(pk=letter.pk).update(seen_at=timezone.now(), seen_by=request.user)
    if isinstance(found, bytes):
        return HttpResponse(found, content_type="audio/wav", headers={"Content-Disposition": "inline"})
    said = (
        [] if isinstance(found, Closed) else [(LABELS.get(key, "内容"), value) for key, value in found.items() if value]
    )
    words = "" if isinstance(found, Closed) else found.get("words")
    if letter.kind == "correction":
        said = [(label, WRONG.get(value, value) if isinstance(value, str) else value) for label, value in said]
    form = learning.form_for(letter, request.user, words) if isinstance(words, str) and words else None
    return render(
        request,
        "reports/letter.html",
        {
            "letter": letter,
            "kind": KINDS.get(letter.kind, letter.kind),
            "service": services([letter]).get(letter.pk, ""),
            "said": said,
            "form": form,
            "closed": CLOSED[found.why] if isinstance(found, Closed) else "",
            "page_title": "来信",
            "header_title": "来信",
            "header_icon": "mail",
        },
    )
