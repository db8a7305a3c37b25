"""Tells the supervisor that the kiosk lives: READY=1 with the first picture, WATCHDOG=1 from the loop that answers touches."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Whoever started us, watches us and starts us again; without an address there is nobody."""

    address: str = ""
    patience_ms: int = 0
    """After so long without a word it ends us; 0: it does not count."""

    def tell(self, *lines: str) -> None:
        """Sends `NAME=value` lines (sd_notify(3)); never waits, and nobody there is no error."""
        if self.address[:1] not in ("/", "@"):
            return
        name = "\0" + self.address[1:] if self.address[0] == "@" else self.address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.setblocking(False)
            out.sendto("\n".join(lines).encode(), name)


def claimed() -> Supervisor:
    """The supervisor named by NOTIFY_SOCKET and WATCHDOG_USEC, which no child gets to see: before Qt is started.

    The D-Bus daemon that Qt's accessibility may start says READY=1 to whatever NOTIFY_SOCKET it finds. WATCHDOG_PID is not
    looked at: it names cage, the unit's main process, and NotifyAccess=all lets its child speak.
    """
    address, patience_us = os.environ.pop("NOTIFY_SOCKET", ""), os.environ.pop("WATCHDOG_USEC", "")
    return Supervisor(address, int(patience_us) // 1000 if patience_us.isdecimal() else 0)


class Watchdog(QObject):
    """Fed by a timer of the GUI thread: a loop that answers no touch feeds nobody."""

    def __init__(self, supervisor: Supervisor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._supervisor = supervisor
        self._timer = QTimer(self, interval=max(1, supervisor.patience_ms // 2))
        self._timer.timeout.connect(lambda: supervisor.tell("WATCHDOG=1"))

    def ready(self, status: str) -> None:
        """The first picture is on the glass; from now on the supervisor may count."""
        self._supervisor.tell("READY=1", "WATCHDOG=1", f"STATUS={status}")
        if self._supervisor.patience_ms:
            self._timer.start()

    def status(self, words: str) -> None:
        """What `systemctl status` shows."""
        self._supervisor.tell(f"STATUS={words}")

    def stopping(self) -> None:
        """The kiosk ends by itself, or was asked to."""
        self._timer.stop()
        self._supervisor.tell("STOPPING=1")
