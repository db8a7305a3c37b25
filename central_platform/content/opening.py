"""What a kiosk says about opening hours at one moment: open until when, or closed until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from central_platform.content.hours import DAY_NAMES, DAYS, clock

ALWAYS_CLOSES = ("23:59", "24:00", "00:00")


@dataclass(frozen=True, slots=True)
class Said:
    """The big words, the line under them, and whether it is open."""

    zh: str
    line: str
    en: str
    line_en: str
    open: bool


def now(hours: Sequence[dict[str, Any]], at: datetime) -> Said | None:
    """What is said at `at` (the hall's own time) about feed rows of hours; None when nothing is known."""
    today, minute = DAYS[at.weekday()], f"{at:%H:%M}"
    for row in _on(hours, today):
        if row["opens"] == "00:00" and row["closes"] in ALWAYS_CLOSES:
            return Said("现在开着", "全天都开", "Open now", "All day", open=True)
        if row["opens"] <= minute < row["closes"]:
            closes = time.fromisoformat(row["closes"])
            return Said("现在开着", f"今天到{clock(closes)}", "Open now", f"Until {closes:%H:%M} today", open=True)
    for days in range(8):
        day = DAYS[(at.weekday() + days) % 7]
        later = sorted(row["opens"] for row in _on(hours, day) if days or row["opens"] > minute)
        if later:
            opens = time.fromisoformat(later[0])
            when = {0: "今天", 1: "明天"}.get(days, DAY_NAMES[day])
            when_en = {0: "today", 1: "tomorrow"}.get(days, day.title())
            line, line_en = f"{when}{clock(opens)}开", f"Opens {when_en} {opens:%H:%M}"
            return Said("现在关门了", line, "Closed now", line_en, open=False)
    return None


def _on(hours: Sequence[dict[str, Any]], day: str) -> list[dict[str, Any]]:
    return [row for row in hours if day in row["days"].split(",")]
