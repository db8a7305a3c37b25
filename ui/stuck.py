"""Signs that somebody is lost: in and back out again three times, the same miss again and again, a long silence.

Going back several pages in a row is the way home and no sign. It counts, and keeps nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable

BACKS = 3
MISSES = 3
WITHIN_SECONDS = 90.0
"""Signs older than this are no longer the same trouble."""
READ_SECONDS = 20.0
"""Whoever looked at a page for so long has read it: going back from it is no sign."""
SAME_PLACE_MM = 30.0
IDLE_SECONDS = 75.0
OFFERS = 2
"""Help is offered so often in one visit, then no more."""


class Stuck:
    """Told of what the hand does; `backs`, `misses` or `idle` are answered once each time help should be offered, else ""."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self.forget()

    def forget(self) -> None:
        """A visit ended."""
        self._offered = 0
        self._calm()

    def chose(self) -> None:
        """Something was chosen: a page opened."""
        self._misses = []
        self._chosen = self._arrived = self._now()
        self.touched()

    def went_back(self, nowhere: bool = False) -> str:
        """返回 was pressed; `nowhere`: there was nothing to go back to."""
        now = self._now()
        self.touched()
        wrong, self._chosen = self._chosen is not None or nowhere, None
        if now - self._arrived >= READ_SECONDS:
            self._backs = []
        elif wrong:
            self._backs = [at for at in self._backs if now - at <= WITHIN_SECONDS] + [now]
        self._arrived = now
        return self._offer("backs") if len(self._backs) >= BACKS else ""

    def missed(self, x_mm: float, y_mm: float) -> str:
        """A tap that hit nothing, at this place on the glass."""
        now = self._now()
        self.touched()
        near = [
            (at, x, y)
            for at, x, y in self._misses
            if now - at <= WITHIN_SECONDS and ((x - x_mm) ** 2 + (y - y_mm) ** 2) ** 0.5 <= SAME_PLACE_MM
        ]
        self._misses = [*near, (now, x_mm, y_mm)]
        return self._offer("misses") if len(self._misses) >= MISSES else ""

    def touched(self) -> None:
        """A hand is there."""
        self._touched = self._now()
        self._idled = False

    def waited(self) -> str:
        """Time passed; asked every second. While the kiosk speaks or listens `touched` is told instead."""
        if self._idled or self._now() - self._touched < IDLE_SECONDS:
            return ""
        self._idled = True
        return self._offer("idle")

    def _calm(self) -> None:
        self._backs: list[float] = []
        self._chosen: float | None = None
        self._misses: list[tuple[float, float, float]] = []
        self._arrived = self._touched = self._now()
        self._idled = False

    def _offer(self, sign: str) -> str:
        self._backs, self._misses = [], []
        if self._offered == OFFERS:
            return ""
        self._offered += 1
        return sign
