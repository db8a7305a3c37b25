"""Not bad by itself: SIGUSR1 blocks the event loop for good, and the file named by BLOCKED tells since when."""

import os
import signal
import time
from pathlib import Path

from kiosk.__main__ import main


def block(*_: object) -> None:
    Path(os.environ["BLOCKED"]).write_text(str(time.monotonic()))
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, block)
    main()
