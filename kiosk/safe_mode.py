"""After three crashes in ten minutes: no voice, no ears, drawing by the processor alone; the screen works by touch."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kiosk.starts import Starts

LOOK_MS = 5_000
RENDERING = {"QT_QUICK_BACKEND": "software", "QT_XCB_GL_INTEGRATION": "none"}


def draw_safely() -> None:
    """Whatever the machine was set to draw with: no graphics driver. Before the first Qt object."""
    os.environ.update(RENDERING)


class SafeMode(QObject):
    """Lasts until half an hour was calm, or `kiosk doctor --repair` called it off; then `over` is called, once."""

    def __init__(self, starts: Starts, over: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._starts = starts
        self._over = over
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if not self._starts.safe:
            self._timer.stop()
            self._starts.calm()
            self._over()
