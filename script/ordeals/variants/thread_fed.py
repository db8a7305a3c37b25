"""The watchdog is fed by a thread: it lives on while the event loop is blocked."""

import os
import signal
import threading
import time

from kiosk import watchdog
from kiosk.__main__ import main
from ordeals.variants.blocks import block


def feed_for_ever() -> None:
    while True:
        watchdog.notify("WATCHDOG=1")
        time.sleep(int(os.environ["WATCHDOG_USEC"]) / 2e6)


def ready(self: watchdog.Watchdog, status: str) -> None:
    watchdog.notify("READY=1", f"STATUS={status}")
    threading.Thread(target=feed_for_ever, daemon=True).start()


if __name__ == "__main__":
    watchdog.Watchdog.ready = ready
    signal.signal(signal.SIGUSR1, block)
    main()
