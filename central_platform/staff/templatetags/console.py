"""Small words of the console's templates: how long ago, and what a kiosk is called."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from central_platform.fleet.models import Kiosk

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
