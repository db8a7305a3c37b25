"""Makes the stores of one kiosk out of its settings; the command line's counterpart of kiosk/app.py."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from kiosk.settings import Settings
from offline_cache.catalogue import Catalogue
from offline_cache.faults import StoreBroken
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox


@dataclass(frozen=True, slots=True)
class Stores:
    """What a kiosk knows and keeps."""

    catalogue: Catalogue
    outbox: Outbox
    ledger: Ledger


def stores(settings: Settings) -> Stores:
    """The stores below the data directory."""
    catalogue = Catalogue(settings.data_dir)
    outbox = Outbox(settings.data_dir, catalogue)
    return Stores(catalogue, outbox, Ledger(outbox))


def prepared(settings: Settings, thorough: bool = False) -> Catalogue:
    """The catalogue, with its file made when it can be; a disk that takes nothing does not keep anybody from asking."""
    catalogue = Catalogue(settings.data_dir)
    with suppress(StoreBroken):  # told in the log; the packaged snapshot answers from memory
        catalogue.prepare(thorough)
    return catalogue
