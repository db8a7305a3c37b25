"""What stands on the glass, by its pixels alone: pictures of known pages, taken once, and compared below the clock."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

import numpy as np
from stage import Screen

FROM_ROW = 0.2
"""Share of the height that is left out at the top: the clock, and a greeting that goes by the hour."""
ALIKE = 0.999
LOOK_S = 0.05
EACH = 3
"""Every third pixel of every third row tells one page from another."""


class Glass:
    """A virtual screen and the pages known on it."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._known: dict[str, np.ndarray] = {}

    def _below(self) -> np.ndarray:
        pixels = self.screen.pixels()
        return pixels[round(len(pixels) * FROM_ROW) :: EACH, ::EACH]

    def learn(self, page: str) -> None:
        """What is shown now is this page."""
        self._known[page] = self._below().copy()

    def shows(self, page: str) -> bool:
        """Whether this page is on the glass now."""
        return float((self._below() == self._known[page]).all(axis=2).mean()) >= ALIKE

    def seconds_until(
        self, page: str, since: float, most: float, meanwhile: Callable[[], object] = lambda: None
    ) -> float:
        """How long after `since` (time.monotonic()) the page stood on the glass; infinite when not within `most` seconds."""
        while time.monotonic() - since <= most:
            if self.shows(page):
                return time.monotonic() - since
            meanwhile()
            time.sleep(LOOK_S)
        return float("inf")

    def tap(self, across: float, down: float) -> None:
        """A press at this share of the width and the height."""
        height, width, _ = self.screen.pixels().shape
        env = {"DISPLAY": self.screen.display, "PATH": "/usr/bin:/bin"}
        where = ["mousemove", str(round(across * width)), str(round(down * height))]
        subprocess.run(["xdotool", *where, "click", "1"], env=env, check=True)
