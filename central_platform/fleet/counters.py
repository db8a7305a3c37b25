"""What halls were asked, added up by day: words the content knows and how often; never a device, never a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from central_platform.content.models import Saying
from central_platform.fleet.models import DayCount

NAME_CAP = 100  # characters
COUNT_CAP = 10_000  # of one name in one hello
NAMES_CAP = 1000  # in one hello
FEW = 5  # k-anonymity: what residents did at kiosks is never said of fewer
KEPT = timedelta(days=400)  # a year and a month, to compare with
PLAIN = frozenset(
    {"answer:sure", "answer:which", "answer:nothing", "none-of-these", "stuck:backs", "stuck:misses", "stuck:idle"}
)
CODED = re.compile(r"(?:service|elsewhere):[-a-zA-Z0-9_]+")
SAYING = "saying:"


def add(counters: Mapping[object, object]) -> None:
    """Add what one hello counted to today. Names of another form than docs/wire.md's are dropped."""
    counted = _known(dict(islice(counters.items(), NAMES_CAP)))
    if not counted:
        return
    today = timezone.localdate()
    with transaction.atomic():
        for name, count in sorted(counted.items()):  # one order for every writer: no deadlock on PostgreSQL
            row = DayCount.objects.filter(day=today, name=name)
            if not row.update(count=F("count") + count):
                DayCount.objects.get_or_create(day=today, name=name)
                row.update(count=F("count") + count)


def forget_old() -> None:
    """What is older than what we compare with."""
    DayCount.objects.filter(day__lt=timezone.localdate() - KEPT).delete()


def since(day: date) -> dict[str, int]:
    """name -> how often since `day`, that day included."""
    return between(day, date.max)


def between(first: date, last: date) -> dict[str, int]:
    """name -> how often from one day to another, both included."""
    rows = DayCount.objects.filter(day__gte=first, day__lte=last).values("name").annotate(all=Sum("count"))
    return {row["name"]: row["all"] for row in rows}


def told(count: int) -> str:
    """A number that may be told, or that it is too small to be."""
    return str(count) if count >= FEW else f"不到{FEW}"


def _known(counters: Mapping[object, object]) -> dict[str, int]:
    """The counters that may be kept. A saying is free text, so it must be one of the lexicon's, word for word."""
    found = {
        name: min(count, COUNT_CAP)
        for name, count in counters.items()
        if isinstance(name, str) and len(name) <= NAME_CAP and type(count) is int and count > 0
    }
    said = {name.removeprefix(SAYING) for name in found if name.startswith(SAYING)}
    known = set(Saying.objects.filter(said__in=said).values_list("said", flat=True)) if said else set()
    return {
        name: count
        for name, count in found.items()
        if name in PLAIN or CODED.fullmatch(name) or (name.startswith(SAYING) and name.removeprefix(SAYING) in known)
    }
