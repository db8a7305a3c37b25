"""The screen waits for its children: whether one lives is asked in the event loop, which stands still until the answer."""

from kiosk import helpers
from kiosk.__main__ import main

PATIENCE_MS = 5_000

if __name__ == "__main__":
    ping = helpers.Child._ping

    def ping_and_wait(self: helpers.Child) -> None:
        ping(self)
        self._process.waitForReadyRead(PATIENCE_MS)

    helpers.Child._ping = ping_and_wait
    main()
