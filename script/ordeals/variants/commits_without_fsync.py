"""The outbox commits without waiting for the disk: synchronous=NORMAL."""

import sqlite3
from pathlib import Path

from offline_cache import database

connected = database._connect


def hasty(path: Path) -> sqlite3.Connection:
    db = connected(path)
    db.execute("PRAGMA synchronous=NORMAL")
    return db


database._connect = hasty
