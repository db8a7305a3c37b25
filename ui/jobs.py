"""A lane: one background worker whose results come back on the GUI thread, in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot


class Lane(QObject):
    """Runs one piece of work at a time off the GUI thread. A bug in the work is raised again on the GUI thread."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Runs `work` on the lane, then `done(result)` on the GUI thread."""

        def job() -> None:
            try:
                result = work()
            except BaseException as bug:  # noqa: BLE001 - carried to the GUI thread, where it crashes like any bug
                self._finished.emit(lambda bug=bug: _raise(bug))
            else:
                self._finished.emit(lambda: done(result))

        self._open += 1
        self._pool.start(job)

    @property
    def busy(self) -> bool:
        """True while work is done or its result is on the way."""
        return self._open > 0

    def close(self) -> None:
        """Waits for the work in hand; nothing is delivered afterwards."""
        self._finished.disconnect(self._deliver)
        self._pool.waitForDone()

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        self._open -= 1
        call()


def _raise(bug: BaseException) -> None:
    raise bug
