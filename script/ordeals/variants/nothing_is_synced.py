"""Nothing waits for the disk: synchronous=OFF, and files and folders are not synced either."""

import os
import sqlite3
from pathlib import Path

from offline_cache import database

connected = database._connect


def hasty(path: Path) -> sqlite3.Connection:
    db = connected(path)
    db.execute("PRAGMA synchronous=OFF")
    return db


database._connect = hasty
os.fsync = lambda _: None
