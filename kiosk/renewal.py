"""Once a day, when nobody has been there for an hour, a supervised kiosk ends, to be started afresh: a belt, no cure.

No timer of the machine: only the kiosk knows that nobody stands before it, and the wall clock is not asked.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

OLD_SECONDS = 20 * 3600
QUIET_SECONDS = 3600
LOOK_MS = 60_000


class Renewal(QObject):
    """Calls `end` when the kiosk is old and has long been at rest. `ticks`: seconds that only grow."""

    def __init__(
        self,
        at_rest: Callable[[], bool],
        end: Callable[[], None],
        ticks: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._at_rest, self._end, self._ticks = at_rest, end, ticks
        self._began = self._busy = ticks()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Old and quiet enough?"""
        now = self._ticks()
        if not self._at_rest():
            self._busy = now
        elif now - self._began >= OLD_SECONDS and now - self._busy >= QUIET_SECONDS:
            self._timer.stop()
            self._end()
