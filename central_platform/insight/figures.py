"""The figures of a span of days, by plain queries: every report filed in it, and what has become of each since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from central_platform.fleet import counters
from central_platform.reports import categories
from central_platform.reports.models import CallEvent, Letter, Report, Status, StatusEvent
from central_platform.reports.transitions import OPEN

FEW = 5  # k-anonymity: below this no number is told
HANDLED = (Status.DONE, Status.EXPLAINED)
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


def filed_in(span: Span) -> QuerySet[Report]:
    return Report.objects.filter(received_at__gte=span.begins, received_at__lt=span.ends)


def funnel(span: Span) -> Funnel:
    """What became of the reports of these days."""
    rows = filed_in(span)
    now = Counter(dict(rows.values_list("status").annotate(count=Count("pk")).order_by()))
    stepped = lambda *actions: rows.filter(  # noqa: E731
        Exists(StatusEvent.objects.filter(report=OuterRef("pk"), action__in=actions))
    ).count()
    said = lambda *faces: rows.filter(Exists(Letter.objects.filter(report=OuterRef("pk"), face__in=faces))).count()  # noqa: E731
    return Funnel(
        filed=sum(now.values()),
        taken=stepped("take"),
        handled=stepped("done", "explain"),
        confirmed=said(Letter.Face.GOOD, Letter.Face.FAIR),
        unhappy=said(Letter.Face.BAD),
        reopened=stepped("reopen"),
        done=now[Status.DONE],
        explained=now[Status.EXPLAINED],
        merged=now[Status.MERGED],
        withdrawn=now[Status.WITHDRAWN],
        waiting=now[Status.FILED] + now[Status.REOPENED],
        working=now[Status.TAKEN] + now[Status.STARTED],
        overdue=rows.filter(status__in=OPEN, due_at__lt=timezone.now()).count(),
        median_days=_median_days(rows),
    )


def _median_days(rows: QuerySet[Report]) -> float | None:
    """From being received to the first answer that closed it; reports still open are not in it."""
    closed = StatusEvent.objects.filter(report__in=rows, status__in=HANDLED)
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
    with_step = lambda *actions: rows.filter(  # noqa: E731
        Exists(StatusEvent.objects.filter(report=OuterRef("pk"), action__in=actions))
    )
    filed, handled = count(rows), count(with_step("done", "explain"))
    reopened = count(with_step("reopen"))
    overdue = count(rows.filter(status__in=OPEN, due_at__lt=timezone.now()))
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
            StatusEvent.objects.filter(status__in=HANDLED, at__gte=span.begins, at__lt=span.ends)
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


def told(count: int) -> str:
    """A number that may be told: what residents did at kiosks is never said of fewer than five."""
    return str(count) if count >= FEW else f"不到{FEW}"
