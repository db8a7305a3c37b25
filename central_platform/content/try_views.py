"""The test box beside the forms: what a resident would find now, and with the form as it stands, saved or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.panels import get_edit_handler

from central_platform.content import models, trying
from central_platform.content.models import Drafted, InFeed

MODELS: dict[str, type[InFeed]] = {
    model._meta.model_name: model for model in (models.Service, models.Saying, models.Reading, models.Elsewhere)
}
SUGGESTED, SUGGESTED_DAYS = 8, 28
ANSWERS = {
    "sure": "自助机直接打开这一项：",
    "which": "自助机会问一句：“您要的是哪一个？”",
    "nothing": "自助机会说没找到，请人来帮忙。",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer for the page; `ours` is the feed id of the row that is being edited."""

    title: str
    answer: trying.Answer
    ours: str

    @property
    def words(self) -> str:
        return "这里不办，自助机会告诉居民去哪里。" if self.answer.elsewhere else ANSWERS[self.answer.kind]


@never_cache
@require_POST
def try_out(request: HttpRequest, model: str, pk: int | None = None) -> HttpResponse:
    """Answer one question; what was asked is in this answer's page and nowhere else. Empty = only get the index ready."""
    kind = MODELS.get(model)
    if kind is None:
        raise Http404
    if not request.user.has_perm(f"content.view_{model}"):
        raise PermissionDenied
    sentence = request.POST.get("asked", "").strip()
    if not sentence:
        trying.make_ready()
        return HttpResponse(status=204)
    row = _row(kind, pk)
    draft, why = _draft(request, kind, row)
    tried = trying.ask(sentence, draft)
    answers = [Shown("现在（已经发布的）", tried.published, row.feed_id if row.pk else "")]
    if tried.draft:
        answers.append(Shown("照这一页改了以后", tried.draft, row.feed_id))
    return render(request, "content/tried.html", {"answers": answers, "why": why})


def suggestions() -> list[str]:
    """Words residents used most lately, none of them said by fewer than five."""
    from central_platform.fleet import counters

    counted = counters.since(timezone.localdate() - timedelta(days=SUGGESTED_DAYS))
    said = {
        name.removeprefix(counters.SAYING): count
        for name, count in counted.items()
        if name.startswith(counters.SAYING) and count >= counters.FEW
    }
    return sorted(said, key=lambda one: (-said[one], one))[:SUGGESTED]


def _row(kind: type[InFeed], pk: int | None) -> InFeed:
    if pk is None:
        return kind()
    row = get_object_or_404(kind, pk=pk)
    return row.get_latest_revision_as_object() if isinstance(row, Drafted) else row


def _draft(request: HttpRequest, kind: type[InFeed], row: InFeed) -> tuple[trying.Item | None, list[str]]:
    """The row as the form has it, as a feed item; or None with what is wrong in the form. Nothing is saved."""
    form = get_edit_handler(kind).get_form_class()(request.POST, instance=row, for_user=request.user)
    form.defer_required_fields()
    if not form.is_valid():
        return None, _errors(form)
    form.save(commit=False)
    try:
        return (kind.feed_kind, row.feed_id, row.body()), []
    except ObjectDoesNotExist:
        return None, ["先选好小类、在哪里办和哪家机构，才能试改了以后的样子。"]


def _errors(form: Any) -> list[str]:
    found = [message for messages in form.errors.values() for message in messages]
    parts = [one for formset in form.formsets.values() for one in formset.forms] if hasattr(form, "formsets") else []
    found += [message for part in parts for messages in part.errors.values() for message in messages]
    return [str(message) for message in dict.fromkeys(found)] or ["这一页还有没填好的地方。"]
