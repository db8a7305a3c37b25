"""办得怎么样: one page of figures for a span of weeks, and the same as a sheet of paper for the meeting on Monday."""

from __future__ import annotations

from typing import Any

from central_platform.fleet.counters import FEW, told
from central_platform.insight import figures
from central_platform.insight.charts import Group, bars
from central_platform.insight.figures import Funnel, Span
from central_platform.staff.pages import ConsolePage

SPANS = ((7, "这一周"), (28, "四个星期"), (91, "三个月"), (365, "一年"))
WEEKS_SHOWN = 12
SHEET_DAYS = 7


class InsightPage(ConsolePage):
    permission = "reports.view_insight"
    template_name = "insight/insight.html"
    page_title = "办得怎么样"
    header_icon = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = _days(self.request.GET.get("days"))
        span = Span.of_days(days)
        funnel, halls = figures.funnel(span), figures.halls(span)
        return super().get_context_data(
            spans=SPANS,
            days=days,
            span=span,
            funnel=funnel,
            path=_path(funnel),
            ends=_ends(funnel),
            weeks=_weeks(),
            kinds=funnel.kinds,
            halls=halls,
            gave_up=[(label, told(count)) for label, count in halls.gave_up],
            nothing=told(halls.nothing),
            asked=told(halls.asked),
            few=FEW,
            **kwargs,
        )


class WeekSheet(ConsolePage):
    """One page of A4: last week, beside the week before."""

    permission = "reports.view_insight"
    template_name = "insight/sheet.html"
    page_title = "每周小结"
    header_icon = "doc-full"
    above = (("insight", "办得怎么样"),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        span = Span.of_days(SHEET_DAYS)
        now, before = figures.funnel(span), figures.funnel(span.before())
        halls, halls_before = figures.halls(span), figures.halls(span.before())
        rows = [
            (label, getattr(now, name), getattr(before, name))
            for name, label in (
                ("filed", "新报的事"), ("handled", "有了结果"), ("reopened", "又打开的"), ("overdue", "超时的"),
                ("waiting", "还没人接"), ("confirmed", "居民说行"), ("unhappy", "居民说没修好"),
            )
        ]  # fmt: skip
        rows.append(("按了“叫人”", halls.calls, halls_before.calls))
        return super().get_context_data(span=span, rows=rows, kinds=now.kinds[:8], funnel=now, **kwargs)


def _days(said: str | None) -> int:
    known = {str(days): days for days, _ in SPANS}
    return known.get(said or "", 28)


def _path(funnel: Funnel) -> list[tuple[str, int, int]]:
    """(station, how many came so far, percent of the filed)."""
    stations = (
        ("报上来", funnel.filed),
        ("接了单", funnel.taken),
        ("有了结果", funnel.handled),
        ("居民说行", funnel.confirmed),
    )
    whole = max(1, funnel.filed)
    return [(label, count, round(100 * count / whole)) for label, count in stations]


def _ends(funnel: Funnel) -> list[tuple[str, int]]:
    """Where every one of them is now; together they are the filed."""
    return [
        ("等人接", funnel.waiting), ("正在办", funnel.working), ("办好了", funnel.done), ("说明了原因", funnel.explained),
        ("和别人的一起办", funnel.merged), ("居民撤回了", funnel.withdrawn),
    ]  # fmt: skip


def _weeks() -> Any:
    groups = [
        Group(f"{monday.month}月{monday.day}日", (filed, handled))
        for monday, filed, handled in figures.by_week(WEEKS_SHOWN)
    ]
    return bars("每个星期", ("报上来", "有了结果"), groups)
