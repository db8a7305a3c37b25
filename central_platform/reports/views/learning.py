"""记成一句常说的话: what a resident asked teaches the kiosk, once staff have taken everything personal out of it."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from central_platform.content import phrases, spoken
from central_platform.content.models import Service
from central_platform.reports import audit, opening
from central_platform.reports.models import Letter

TOLD = {
    "published": "记下了。自助机马上就听得懂这句话。",
    "submitted": "记下了，已经提交审核。批准以后，自助机就听得懂这句话。",
    "drafted": "记进草稿了：这项服务还有没发布的修改，会和它们一起发布。",
}
NOT_NOW = {
    "known": "这项服务已经有这句话了，不用再记。",
    "busy": "这项服务正在审核，或者锁着。等弄完了，再来记这句话。",
}


class PhraseForm(forms.Form):
    service = forms.ModelChoiceField(
        Service.objects.none(),
        label="这句话问的是哪项服务",
        empty_label="请选一项",
        error_messages={"required": "请选一项服务。"},
    )
    sentence = forms.CharField(
        label="这句话",
        max_length=spoken.PHRASE_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=f"最多{spoken.PHRASE_CHARACTERS}个字，一句话。姓名、电话、住在哪里都要删掉：这句话会送到每一台自助机。",
        error_messages={"required": "请写一句话。", "max_length": f"太长了，最多{spoken.PHRASE_CHARACTERS}个字。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.filter(live=True)
        self.fields["service"].choices = _by_category()

    def clean_sentence(self) -> str:
        sentence = " ".join(self.cleaned_data["sentence"].split())
        if len(sentence) < spoken.SAID_CHARACTERS:
            raise forms.ValidationError("太短了，请写完整的一句话。")
        if spoken.names_somebody(sentence):
            raise forms.ValidationError("里面有一长串数字，像电话或证件号。请删掉再记。")
        return sentence


def _by_category() -> list[tuple[str, Any]]:
    rows = Service.objects.filter(live=True).select_related("category").order_by("category__order", "category", "order")
    groups = groupby(rows, key=lambda row: row.category.name_zh)
    return [("", "请选一项"), *((name, [(row.pk, row.name_zh) for row in found]) for name, found in groups)]


def may_learn(letter: Letter, user: AbstractUser) -> bool:
    """A question this person may read, of which something may be kept."""
    kept = letter.kind == "question" and letter.erased_at is None
    return kept and user.has_perm(opening.PERMISSION) and phrases.may_add(user)


def form_for(letter: Letter, user: AbstractUser, words: str) -> PhraseForm | None:
    """The form under an opened question, with the resident's sentence in it to be edited."""
    return PhraseForm(initial={"sentence": " ".join(words.split())}) if may_learn(letter, user) else None


@never_cache
def learn(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep an edited sentence; the letter itself stays sealed here, and is not opened again."""
    letter = get_object_or_404(Letter, pk=pk)
    if letter.seen_at is None or not may_learn(letter, request.user):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("letters")
    form = PhraseForm(request.POST)
    if form.is_valid():
        service = form.cleaned_data["service"]
        with transaction.atomic():
            done = phrases.add(service, form.cleaned_data["sentence"], request.user)
            if done in TOLD:
                audit.append(request.user, "phrase", str(letter.pk))
        if done in TOLD:
            messages.success(request, f"“{service}”{TOLD[done]}")
            return redirect("letters")
        form.add_error("service", NOT_NOW[done])
    context = {"letter": letter, "form": form, "page_title": "来信", "header_title": "来信", "header_icon": "mail"}
    return render(request, "reports/learn.html", context)
