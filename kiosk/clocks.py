"""The two times of a running kiosk: the hall's (opening hours) and the machine's (rest). Tests may move both."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from offline_cache.clock import Clock


class Time:
    """Real time, which `forward` moves only where a script is played with `--fake-clock`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead = 0.0

    def now(self) -> datetime:
        """The hall's time."""
        return self._clock.now().at + timedelta(seconds=self._ahead)

    def ticks(self) -> float:
        """Seconds that only grow."""
        return time.monotonic() + self._ahead

    def forward(self, seconds: float) -> None:
        """Lets time pass at once."""
        self._ahead += seconds
