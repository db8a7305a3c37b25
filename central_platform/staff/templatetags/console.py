"""Small words of the console's templates: how long ago, what a kiosk is called, and that one hall has another text."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.timesince import timesince

from central_platform.content import trials
from central_platform.content.models import AtOnce, InFeed
from central_platform.fleet.models import Kiosk
from central_platform.people import name_of

register = template.Library()
JUST_NOW = timedelta(minutes=1)


@register.filter
def ago(moment: datetime) -> str:
    """刚刚, or the largest unit that fits: 5 分钟前, 3 天前."""
    return "刚刚" if timezone.now() - moment < JUST_NOW else f"{timesince(moment, depth=1)}前"


@register.filter
def kiosk_name(kiosk: Kiosk) -> str:
    """Where it stands, or that nobody has said so yet."""
    return kiosk.name or f"没起名的自助机（{str(kiosk.pk)[:4]}）"


@register.inclusion_tag("content/trial_banner.html", takes_context=True)
def trial_banner(context: Context) -> dict[str, Any]:
    """On every page of an item (its `object`) that a hall tries another version of."""
    item = context.get("object")
    trial = trials.of(item) if isinstance(item, InFeed) and item.pk else None
    if trial is None:
        return {}
    return {
        "trial": trial,
        "hall": trials.place(trial.hall.slug),
        "by": name_of(trial.by),
        "effect": "在这里按保存，会发到所有大厅，试的就结束了。"
        if isinstance(item, AtOnce)
        else "发布别的版本，试的就结束了。",
    }
