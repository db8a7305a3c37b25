"""The figures of a span of days, by plain queries: every report filed in it, and what has become of each since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, Min
from django.utils import timezone

from central_platform.fleet import counters
from central_platform.reports import categories
from central_platform.reports.models import CallEvent, Letter, Report, ReportQuerySet, Status, StatusEvent

HANDLED = ("done", "explain")  # the two ways a report is answered for good
GAVE_UP = (("stuck:backs", "来回按返回"), ("stuck:misses", "按不到地方"), ("stuck:idle", "停着不动"))


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days, both ends included, in the hall's own time."""

    first: date
    last: date

    @classmethod
    def of_days(cls, days: int, last: date | None = None) -> Span:
        last = last or timezone.localdate()
        return cls(last - timedelta(days=days - 1), last)

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def ends(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time.min))

    def before(self) -> Span:
        """The span of the same length just before this one."""
        days = (self.last - self.first).days + 1
        return Span(self.first - timedelta(days=days), self.first - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Funnel:
    """Reports filed in a span, by how far they have come; every one of them is in exactly one of the last six."""

    filed: int
    taken: int
    handled: int
    confirmed: int
    unhappy: int
    reopened: int
    done: int
    explained: int
    merged: int
    withdrawn: int
    waiting: int
    working: int
    overdue: int
    median_days: float | None

    @property
    def adds_up(self) -> bool:
        ends = self.done + self.explained + self.merged + self.withdrawn + self.waiting + self.working
        return self.filed == ends


def filed_in(span: Span) -> ReportQuerySet:
    return Report.objects.filter(received_at__gte=span.begins, received_at__lt=span.ends)


def funnel(span: Span) -> Funnel:
    """What became of the reports of these days."""
    rows = filed_in(span)
    now = Counter(dict(rows.values_list("status").annotate(count=Count("pk")).order_by()))
    return Funnel(
        filed=sum(now.values()),
        taken=rows.stepped("take").count(),
        handled=rows.stepped(*HANDLED).count(),
        confirmed=rows.faced(Letter.Face.GOOD, Letter.Face.FAIR).count(),
        unhappy=rows.faced(Letter.Face.BAD).count(),
        reopened=rows.stepped("reopen").count(),
        done=now[Status.DONE],
        explained=now[Status.EXPLAINED],
        merged=now[Status.MERGED],
        withdrawn=now[Status.WITHDRAWN],
        waiting=now[Status.FILED] + now[Status.REOPENED],
        working=now[Status.TAKEN] + now[Status.STARTED],
        overdue=rows.overdue().count(),
        median_days=_median_days(rows),
    )


def _median_days(rows: ReportQuerySet) -> float | None:
    """From being received to the first answer that closed it; reports still open are not in it."""
    closed = StatusEvent.objects.filter(report__in=rows, action__in=HANDLED)
    pairs = closed.values("report").annotate(at=Min("at")).values_list("at", "report__received_at")
    days = [(at - received).total_seconds() / 86400 for at, received in pairs]
    return median(days) if days else None


@dataclass(frozen=True, slots=True)
class Kind:
    """One category of a span; `reopen_percent` stands beside `handled`, for one is worth nothing without the other."""

    code: str
    name: str
    filed: int
    handled: int
    reopen_percent: int
    overdue: int


def by_category(span: Span) -> list[Kind]:
    """The categories by how much was filed."""
    rows = filed_in(span)
    count = lambda chosen: Counter(dict(chosen.values_list("category").annotate(n=Count("pk")).order_by()))  # noqa: E731
    filed, handled = count(rows), count(rows.stepped(*HANDLED))
    reopened = count(rows.stepped("reopen"))
    overdue = count(rows.overdue())
    return [
        Kind(code, categories.name(code), n, handled[code], _percent(reopened[code], handled[code]), overdue[code])
        for code, n in filed.most_common()
    ]


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def by_week(weeks: int) -> list[tuple[date, int, int]]:
    """(Monday, filed, handled) of each of the last weeks, this one too."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    spans = [Span(first, first + timedelta(days=6)) for first in _mondays(monday, weeks)]
    return [
        (
            span.first,
            filed_in(span).count(),
            StatusEvent.objects.filter(action__in=HANDLED, at__gte=span.begins, at__lt=span.ends)
            .values("report")
            .distinct()
            .count(),
        )
        for span in spans
    ]


def _mondays(last: date, weeks: int) -> Iterable[date]:
    return (last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1))


@dataclass(frozen=True, slots=True)
class Halls:
    """What kiosks counted: help calls, where residents gave up, questions without an answer."""

    calls: int
    gave_up: tuple[tuple[str, int], ...]
    asked: int
    nothing: int
    told: int


def halls(span: Span) -> Halls:
    counted = counters.between(span.first, span.last)
    answers = ("answer:sure", "answer:which", "answer:nothing")
    return Halls(
        calls=CallEvent.objects.filter(called_at__gte=span.begins, called_at__lt=span.ends).count(),
        gave_up=tuple((label, counted.get(name, 0)) for name, label in GAVE_UP),
        asked=sum(counted.get(name, 0) for name in answers),
        nothing=counted.get("answer:nothing", 0),
        told=Letter.objects.filter(kind="question", received_at__gte=span.begins, received_at__lt=span.ends).count(),
    )
