"""Opens outboxes as a starting kiosk does, one a line: the folder in, `{"kept": {ref: receipt}}` or `{"unreadable": why}` out.

The one place of the ordeals that calls the kiosk's code itself: a process for each of 20,000 states would take a day. It
says what is there; whether that is enough is judged by what `report pipe` had acknowledged.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from offline_cache.catalogue import Catalogue
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox


def kept(folder: Path) -> dict[str, str]:
    """What a kiosk that starts there has in its outbox."""
    rows = Ledger(Outbox(folder, Catalogue(folder))).rows()
    return {row.envelope.ref: row.envelope.receipt or "" for row in rows}


def serve() -> None:
    logging.disable()
    for line in sys.stdin:
        try:
            said = {"kept": kept(Path(line.rstrip("\n")))}
        except Exception as error:  # noqa: BLE001 - whatever it is, the outbox cannot be read
            said = {"unreadable": repr(error)}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    serve()
