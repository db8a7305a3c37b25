"""How long after a touch the picture changes: stamps the frames of a window, for measurements."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQuick import QQuickWindow

CLOCK_TICKS_PER_SECOND = 100  # of /proc, whatever the machine
PAGE_BYTES = 4096


def rss_mb() -> float:
    """Resident memory of this process in MiB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES / 2**20


def alive_ms() -> float:
    """Milliseconds since this process was started, by the kernel's clock (10 ms steps)."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / CLOCK_TICKS_PER_SECOND) * 1000


def at_first_frame() -> dict[str, float]:
    """What this process has cost until now; to be asked when the first picture is on the glass."""
    return {
        "first_frame_ms": round(alive_ms()),
        "first_frame_cpu_ms": round(time.process_time() * 1000),
        "first_frame_rss_mb": round(rss_mb(), 1),
    }


class Frames(QObject):
    """Watches one thing at a time: `begin`, then `seen` tells what the frames since then have shown."""

    def __init__(self, window: QQuickWindow, page_changed: Signal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._began = self._cpu = 0.0
        self._turned = False
        self._seen: dict[str, float] = {}
        page_changed.connect(self._page_changed)
        window.frameSwapped.connect(self._swapped, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """From now on."""
        self._turned = False
        self._seen = {}
        self._began, self._cpu = time.perf_counter(), time.process_time()

    def seen(self) -> dict[str, Any]:
        """`frame_ms`, `frame_cpu_ms` of the first frame; `page_ms`, `page_cpu_ms` of the first with another page."""
        return {name: round(value, 2) for name, value in self._seen.items()}

    @Slot()
    def _page_changed(self) -> None:
        self._turned = True

    @Slot()
    def _swapped(self) -> None:
        self._stamp("frame")
        if self._turned:
            self._stamp("page")

    def _stamp(self, name: str) -> None:
        if self._began and f"{name}_ms" not in self._seen:
            self._seen[f"{name}_ms"] = (time.perf_counter() - self._began) * 1000
            self._seen[f"{name}_cpu_ms"] = (time.process_time() - self._cpu) * 1000


class Pulse(QObject):
    """Beats in the event loop: what keeps it from beating keeps the screen from answering."""

    BEAT_MS = 5

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = time.perf_counter()
        self._longest = 0.0
        self._timer = QTimer(self, interval=self.BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def longest(self) -> float:
        """Milliseconds of the longest pause since the last call."""
        longest, self._longest = self._longest, 0.0
        return round(max(0.0, longest * 1000 - self.BEAT_MS), 1)

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now
