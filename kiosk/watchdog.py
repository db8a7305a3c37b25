"""Tells the supervisor that the kiosk lives: READY=1 with the first picture, WATCHDOG=1 from the loop that answers touches."""

from __future__ import annotations

import os
import socket
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer


def supervised() -> bool:
    """True when somebody waits for our words, and starts the kiosk again when it ends."""
    return "NOTIFY_SOCKET" in os.environ


def notify(*lines: str) -> None:
    """Sends `NAME=value` lines to NOTIFY_SOCKET (sd_notify(3)); never waits, and nobody there is no error."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address[:1] not in ("/", "@"):
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
        out.setblocking(False)
        out.sendto("\n".join(lines).encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)


class Watchdog(QObject):
    """Fed by a timer of the GUI thread: a loop that answers no touch feeds nobody.

    WATCHDOG_PID is not looked at: it names cage, the unit's main process, and NotifyAccess=all lets its child speak.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: notify("WATCHDOG=1"))

    def ready(self, status: str) -> None:
        """The first picture is on the glass; from now on the supervisor may count."""
        notify("READY=1", "WATCHDOG=1", f"STATUS={status}")
        patience_us = os.environ.get("WATCHDOG_USEC", "")
        if patience_us.isdecimal() and int(patience_us):
            self._timer.start(int(patience_us) // 2000)  # twice as often as needed, in ms

    def status(self, words: str) -> None:
        """What `systemctl status` shows."""
        notify(f"STATUS={words}")

    def stopping(self) -> None:
        """The kiosk ends by itself, or was asked to."""
        self._timer.stop()
        notify("STOPPING=1")
