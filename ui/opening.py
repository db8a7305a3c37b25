"""Is it open now, and until when, or when next? Pure: opening hours and a moment in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from offline_cache.records import Hours

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Opening:
    """`closes` when open; `days` from today, `weekday` (Monday 0) and `opens` of the next opening when closed."""

    now: Literal["open", "always", "closed", "unknown"]
    closes: str = ""
    opens: str = ""
    days: int = 0
    weekday: int = 0


def opening(hours: Sequence[Hours], at: datetime) -> Opening:
    """The state at `at`, a moment of the hall's own time."""
    if not hours:
        return Opening("unknown")
    clock = at.strftime("%H:%M")
    for span in _on(hours, at.weekday()):
        if span.opens == "00:00" and span.closes in ("24:00", "23:59", "00:00"):
            return Opening("always")
        if span.opens <= clock < span.closes:
            return Opening("open", closes=span.closes)
    for days in range(8):
        weekday = (at.weekday() + days) % 7
        later = sorted(span.opens for span in _on(hours, weekday) if days > 0 or span.opens > clock)
        if later:
            return Opening("closed", opens=later[0], days=days, weekday=weekday)
    return Opening("unknown")


def _on(hours: Sequence[Hours], weekday: int) -> list[Hours]:
    return [span for span in hours if DAYS[weekday] in span.days.split(",")]
