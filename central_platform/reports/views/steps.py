"""The form under an order: words for the resident on one side, words for colleagues on the other, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from central_platform.content import plain, uploads
from central_platform.content.models import Department
from central_platform.reports.models import REPLY_CHARACTERS, ReplyTemplate, Report
from central_platform.reports.transitions import TRANSITIONS
from voice.wording import for_the_ear

DAY_ENDS = time(17, 0)  # a promise for a day means by the end of its office hours
PROMISE_DAYS = 31
NOTE_CHARACTERS = 500
PICTURE_BYTES = 10 * 2**20
SORRY = {
    "status": "别人刚刚动过这张单，请看看现在的进度。",
    "reply": "请先写一句给居民的答复。",
    "evidence": "办好了要说一句怎么办好的，或者放一张照片。",
    "into": "请选一张要并进去的单，还没办完的。",
    "note": "请写一句话。",
    "department": "这张单已经在那个部门，或者已经办完了。",
}


class StepForm(forms.Form):
    """What goes with a step."""

    action = forms.ChoiceField(
        choices=[("say", "只留话"), *((key, step.label) for key, step in TRANSITIONS.items())],
        widget=forms.HiddenInput,
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
        max_length=NOTE_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    picture = forms.FileField(
        label="办好的照片",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="办好了，可以放一张照片作证明。不要拍到人。",
    )
    into = forms.UUIDField(label="并到哪一张", required=False, widget=forms.HiddenInput)

    public = ("reply", "promised")
    inside = ("note", "picture")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promised"].widget.choices = [("", "先不说"), *_days_ahead()]

    @property
    def sides(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """(class, heading, fields): what residents get to know, and what they do not."""
        return [
            ("ls-public", "居民看得到、听得到", [self[name] for name in self.public]),
            ("ls-inside", "只有同事看得到", [self[name] for name in self.inside]),
        ]

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

    def clean_picture(self) -> UploadedFile | None:
        """The picture written anew: nothing of where and when it was taken stays in it."""
        given = self.cleaned_data["picture"]
        if given is None:
            return None
        data = uploads.anew(given.read()) if given.size <= PICTURE_BYTES else None
        if data is None:
            raise forms.ValidationError(uploads.CANNOT)
        return SimpleUploadedFile("evidence.jpg", data, "image/jpeg")


class GiveForm(forms.Form):
    """Another department, and why; only colleagues read it."""

    department = forms.ModelChoiceField(
        Department.objects.none(),
        label="交给哪个部门",
        empty_label="请选一个",
        error_messages={"required": "请选一个部门。"},
    )
    why = forms.CharField(
        label="为什么",
        max_length=NOTE_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="居民看不到。答应居民的日子不变。",
        error_messages={"required": "请写一句为什么，接手的同事要看。"},
    )

    def __init__(self, report: Report, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(active=True).exclude(pk=report.department_id)


@require_POST
def heard(request: HttpRequest) -> JsonResponse:
    """`{"said": …, "hard": […]}`: a reply worded as the kiosk will say it, and what in it could not be sent."""
    if not request.user.has_perm("reports.change_report"):
        raise PermissionDenied
    reply = request.POST.get("reply", "")[:REPLY_CHARACTERS]
    return JsonResponse({"said": for_the_ear(reply, plain.language(reply)).text, "hard": plain.refused(reply)})


def templates_for(report: Report) -> Sequence[tuple[str, str]]:
    """(title, words) of the ready replies that fit this order, in the language it was filed in."""
    rows = ReplyTemplate.objects.fitting(report.category)
    return [(row.title, (report.lang == "en" and row.words_en) or row.words_zh) for row in rows]


def _days_ahead() -> list[tuple[str, str]]:
    """The days one can promise, said as people say them."""
    today = timezone.localdate()
    days = [today + timedelta(days=ahead) for ahead in range(PROMISE_DAYS)]
    near = ("今天", "明天", "后天")
    return [
        (day.isoformat(), f"{near[ahead] + ' ' if ahead < len(near) else ''}{date_format(day, 'n月j日 l')}")
        for ahead, day in enumerate(days)
    ]
