"""The watchdog is fed by a thread: it lives on while the event loop is blocked."""

import signal
import threading
import time

from kiosk import watchdog
from kiosk.__main__ import main
from ordeals.variants.blocks import block


def ready(self: watchdog.Watchdog, status: str) -> None:
    supervisor = self._supervisor
    supervisor.tell("READY=1", f"STATUS={status}")

    def feed_for_ever() -> None:
        while True:
            supervisor.tell("WATCHDOG=1")
            time.sleep(supervisor.patience_ms / 2000)

    threading.Thread(target=feed_for_ever, daemon=True).start()


if __name__ == "__main__":
    watchdog.Watchdog.ready = ready
    signal.signal(signal.SIGUSR1, block)
    main()
