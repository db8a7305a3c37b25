"""The screen waits for its children: each wish blocks the event loop until the child has answered."""

from kiosk import helpers
from kiosk.__main__ import main

PATIENCE_MS = 5_000

if __name__ == "__main__":
    tell = helpers.Child.tell

    def tell_and_wait(self: helpers.Child, **what: object) -> bool:
        told = tell(self, **what)
        return told and self._process.waitForReadyRead(PATIENCE_MS)

    helpers.Child.tell = tell_and_wait
    main()
