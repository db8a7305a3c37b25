"""The two times of a running kiosk: the hall's (opening hours) and the machine's (rest). Tests may move both."""

from __future__ import annotations

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

from offline_cache.clock import Clock, Stamp


class Time:
    """Real time, which `forward` moves only where a script is played with `--fake-clock`."""

    def __init__(self, clock: Clock, zone: str) -> None:
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self._ahead = 0.0

    def now(self) -> Stamp:
        """The hall's time, and whether it may be trusted to say what is open."""
        stamp = self._clock.now()
        return Stamp(stamp.at.astimezone(self._zone) + timedelta(seconds=self._ahead), stamp.ok)

    def ticks(self) -> float:
        """Seconds that only grow."""
        return time.monotonic() + self._ahead

    def forward(self, seconds: float) -> None:
        """Lets time pass at once."""
        self._ahead += seconds
