"""Holds the platform against a replayed season: its figures, the end of every report, the evidence of every end."""

from __future__ import annotations

from typing import Any

from season import Season


def judged(season: Season, span: Any) -> list[str]:
    """What on the platform is not as it must be after a season: figures, ends without evidence, stories without end."""
    from dataclasses import asdict

    from central_platform.insight import figures
    from central_platform.reports.models import Report, StatusEvent
    from central_platform.reports.statuses import story

    expected = season.expected()
    kinds = expected.pop("kinds")
    funnel = figures.funnel(span)
    found = asdict(funnel)
    wrong = [
        f"{name}: {found[name]} instead of {value}" for name, value in expected.items() if not _same(found[name], value)
    ]
    for kind in funnel.kinds:
        if kinds.pop(kind.code, None) != (kind.filed, kind.handled):
            wrong.append(f"{kind.code}: {kind.filed} filed, {kind.handled} handled")
    wrong += [f"{kind} is not told of" for kind in kinds]
    closing = StatusEvent.objects.filter(action__in=("done", "explain"))
    closing = closing.exclude(
        report__person__erased_at__isnull=False
    )  # a picture goes with what the resident took back
    wrong += [
        f"{event.report_id} was closed without a word or a picture" for event in closing.filter(reply="", picture="")
    ]
    wrong += [f"{ref}: its double was not offered" for ref in season.missed]
    rows = Report.objects.select_related("merged_into").prefetch_related("events", "merged_into__events")
    for report in rows.iterator(1000):
        if (status := story(report)["status"]) not in ("done", "explained", "withdrawn"):
            wrong.append(f"{report.receipt} has no end: {status}")
    return wrong


def _same(found: float | None, value: float | None) -> bool:
    """Counts to the unit, days to the second."""
    if found is None or value is None:
        return found is value
    return abs(found - value) < 1e-5
