"""The kiosk's time: the system's, corrected by the platform's last signed time and never before it.

Only opening hours, scheduled notices, `filed_at` and `expires` look here; identity, order and retry never do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from offline_cache import durable

MAX_OFF = timedelta(minutes=10)


def system_time() -> datetime:
    """The system's time, with its own zone."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment and whether it can be trusted."""

    at: datetime
    ok: bool

    @property
    def text(self) -> str:
        """ISO 8601 with zone, to the second."""
        return self.at.isoformat(timespec="seconds")


class Clock:
    """Reads the last correction from `path`, which sync writes."""

    def __init__(self, path: Path, system: Callable[[], datetime] = system_time) -> None:
        self._path = path
        self._system = system

    def now(self) -> Stamp:
        """The corrected time. Not ok: never corrected, more than 10 minutes off, or behind the platform's last word."""
        system = self._system()
        try:
            kept = json.loads(self._path.read_bytes())
            told, offset = datetime.fromisoformat(kept["told"]), timedelta(seconds=float(kept["offset_s"]))
            corrected = system + offset
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return Stamp(system, ok=False)
        if corrected < told:
            return Stamp(told.astimezone(system.tzinfo), ok=False)
        return Stamp(corrected, ok=abs(offset) <= MAX_OFF)

    def correct(self, told: datetime) -> None:
        """Takes a time the platform has signed."""
        offset = (told - self._system()).total_seconds()
        durable.write(self._path, json.dumps({"told": told.isoformat(), "offset_s": offset}).encode())
