"""The figures of a span of days, by plain queries: every report filed in it, and what has become of each since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, FloatField, Func, Min
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
class Kind:
    """One category of a span; `reopen_percent` stands beside `handled`, for one is worth nothing without the other."""

    code: str
    name: str
    filed: int
    handled: int
    reopen_percent: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """Reports filed in a span, by how far they have come; every one of them is in exactly one of the six ends.

    `kinds` are the categories by how much was filed, `median_days` the days from being received to the first answer
    that closed a report; reports still open are not in it.
    """

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
    kinds: tuple[Kind, ...]

    @property
    def adds_up(self) -> bool:
        ends = self.done + self.explained + self.merged + self.withdrawn + self.waiting + self.working
        return self.filed == ends


class Days(Func):
    """A moment as days since the database's own beginning: of tens of thousands, Python would have to read each first."""

    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, function="julianday")

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="(EXTRACT(EPOCH FROM %(expressions)s)::float8 / 86400)")


def filed_in(span: Span) -> ReportQuerySet:
    return Report.objects.filter(received_at__gte=span.begins, received_at__lt=span.ends)


def funnel(span: Span) -> Funnel:
    """What became of the reports of these days."""
    rows = filed_in(span)
    filed = rows.values_list("category", "status").annotate(count=Count("pk")).order_by()
    kinds, ends = Counter[str](), Counter[str]()
    for category, status, count in filed:
        kinds[category] += count
        ends[status] += count
    closed = _closed(span)
    handled = Counter(category for category, _ in closed)
    reopened, overdue = _by_category(rows.stepped("reopen")), _by_category(rows.overdue())
    return Funnel(
        filed=ends.total(),
        taken=rows.stepped("take").count(),
        handled=len(closed),
        confirmed=rows.faced(Letter.Face.GOOD, Letter.Face.FAIR).count(),
        unhappy=rows.faced(Letter.Face.BAD).count(),
        reopened=reopened.total(),
        done=ends[Status.DONE],
        explained=ends[Status.EXPLAINED],
        merged=ends[Status.MERGED],
        withdrawn=ends[Status.WITHDRAWN],
        waiting=ends[Status.FILED] + ends[Status.REOPENED],
        working=ends[Status.TAKEN] + ends[Status.STARTED],
        overdue=overdue.total(),
        median_days=median(days for _, days in closed) if closed else None,
        kinds=tuple(
            Kind(code, categories.name(code), n, handled[code], _percent(reopened[code], handled[code]), overdue[code])
            for code, n in kinds.most_common()
        ),
    )


def _closed(span: Span) -> list[tuple[str, float]]:
    """(category, days until then) of each report that was answered, by the first answer.

    The days are asked for again, not `report__in` what was filed: so SQLite goes by their index.
    """
    closed = StatusEvent.objects.filter(
        report__received_at__gte=span.begins, report__received_at__lt=span.ends, action__in=HANDLED
    )
    first = closed.values("report").annotate(days=Days(Min("at")) - Days("report__received_at"))
    return list(first.values_list("report__category", "days"))


def _by_category(rows: ReportQuerySet) -> Counter[str]:
    return Counter(dict(rows.values_list("category").annotate(count=Count("pk")).order_by()))


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
