"""A deadline for a whole HTTP exchange: requests has none, and one byte of a header now and then keeps it waiting for ever.

Each connection shows its socket here, and a timer cuts it.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _Sockets(threading.local):
    last: socket.socket | None = None


_sockets = _Sockets()


def waits_for(connection: socket.socket | None) -> None:
    """This thread waits for what comes through `connection` now."""
    _sockets.last = connection


@contextmanager
def cut_after(seconds: float) -> Iterator[None]:
    """Ends whatever connection this thread still waits for, so many seconds from now."""
    _sockets.last = None
    cutter = threading.Timer(seconds, _cut, (_sockets.__dict__,))
    cutter.daemon = True
    cutter.start()
    try:
        yield
    finally:
        cutter.cancel()


def _cut(seen: dict[str, Any]) -> None:
    opened = seen.get("last")
    if opened is not None:
        try:
            opened.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # already closed: nothing was waiting
