"""A visit ends: warned, extendable, then everything personal is forgotten."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from ui.view_models.app import AppViewModel

IDLE_SECONDS = 120
REPORT_IDLE_SECONDS = 180
WARNING_SECONDS = 60
TICK_MS = 500


@dataclass(frozen=True)
class RestTimes:
    """How long nobody may touch anything before 您还在吗 is asked, and how long that is asked."""

    idle: float = IDLE_SECONDS
    in_report: float = REPORT_IDLE_SECONDS
    warning: float = WARNING_SECONDS


class Rest(QObject):
    """Counts the time since the last touch or key. The clock stands still while the kiosk speaks."""

    def __init__(
        self,
        app: AppViewModel,
        speaking: Callable[[], bool],
        times: RestTimes = RestTimes(),
        now: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._speaking = speaking
        self.times = times
        self._now = now
        self._looked = now()
        self._quiet = 0.0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def touched(self) -> None:
        """Somebody is here; without end."""
        self._looked = self._now()  # what passed before this touch is no silence after it
        self._quiet = 0.0
        self._app.stay()

    def tick(self) -> None:
        """Looks at the clock: nothing, the question, or the end of the visit."""
        page, now = self._app.stops[-1].page, self._now()
        passed, self._looked = now - self._looked, now
        if page == "rest":
            self._quiet = 0.0
        if page == "rest" or self._speaking():
            return
        self._quiet += passed
        quiet = self._quiet
        limit = self.times.in_report if page.startswith("report") else self.times.idle
        if quiet >= limit + self.times.warning:
            self._app.end()
        elif quiet >= limit:
            self._app.ask(True)
            self._app.warned(1 - (quiet - limit) / self.times.warning)
