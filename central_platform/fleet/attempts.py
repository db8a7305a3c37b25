"""Limits that hold across processes: tries are counted in the database, never what was tried."""

from datetime import timedelta

from django.utils import timezone

from central_platform.fleet.models import Attempt

WINDOW = timedelta(hours=1)


def count(kind: str, who: str | None = None) -> int:
    """How often this was tried within the hour, by one or by all."""
    rows = Attempt.objects.filter(kind=kind, at__gt=timezone.now() - WINDOW)
    return (rows if who is None else rows.filter(who=who)).count()


def add(kind: str, who: str, times: int = 1) -> None:
    Attempt.objects.bulk_create(Attempt(kind=kind, who=who) for _ in range(times))


def forget_old() -> None:
    Attempt.objects.filter(at__lt=timezone.now() - WINDOW).delete()
