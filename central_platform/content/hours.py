"""Opening hours: the days field staff tick, and the sentence that says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.db import models

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = dict(zip(DAYS, ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期天"), strict=True))
DAY_NAMES_EN = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
NOON_HOUR, EVENING_HOUR = 12, 18


class DaysFormField(forms.MultipleChoiceField):
    """Seven boxes to tick; its value is the feed's "MO,TU"."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return value.split(",") if isinstance(value, str) and value else value

    def clean(self, value: Any) -> str:
        ticked = super().clean(value)
        return ",".join(day for day in DAYS if day in ticked)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class DaysField(models.CharField):
    """Days of the week as "MO,TU"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 20
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return DaysFormField(choices=list(DAY_NAMES.items()), label=self.verbose_name, help_text=self.help_text)


def clock(at: time) -> str:
    """A time of day as people say it: 上午9点, 下午5点半."""
    half = "上午" if at.hour < NOON_HOUR else "下午" if at.hour < EVENING_HOUR else "晚上"
    hour = at.hour if at.hour <= NOON_HOUR else at.hour - NOON_HOUR
    return f"{half}{hour}点" + {0: "", 30: "半"}.get(at.minute, f"{at.minute}分")


def _days(days: str, names: dict[str, str], to: str, every: str, comma: str) -> str:
    picked = [DAYS.index(day) for day in days.split(",")]
    if len(picked) == len(DAYS):
        return every
    runs: list[list[int]] = []
    for day in picked:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = (names[DAYS[run[0]]] + (to + names[DAYS[run[-1]]] if len(run) > 1 else "") for run in runs)
    return comma.join(said)


def spoken(hours: Sequence[tuple[str, time, time]]) -> dict[str, str]:
    """The sentence for rows of (days, opens, closes), in both languages; empty when there are none."""
    if not hours:
        return {"zh": "", "en": ""}
    chinese = [
        f"{_days(days, DAY_NAMES, '到', '天天开', '、')}，{clock(opens)}到{clock(closes)}"
        for days, opens, closes in hours
    ]
    english = [
        f"{_days(days, DAY_NAMES_EN, ' to ', 'Every day', ', ')}, {opens:%H:%M} to {closes:%H:%M}"
        for days, opens, closes in hours
    ]
    return {"zh": "；".join(chinese) + "。", "en": "; ".join(english) + "."}
