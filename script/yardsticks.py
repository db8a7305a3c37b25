"""What the same machine needs at least for a pile of envelopes: to store them bare, and to verify and sign each once."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

BATCH = 100


def inserted(things: Sequence[dict[str, Any]], file: Path) -> float:
    """Seconds to insert these envelopes into a bare SQLite table, a batch a transaction, WAL and FULL as everywhere."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE envelopes (ref TEXT PRIMARY KEY, receipt TEXT UNIQUE, signed TEXT, sig TEXT, sealed TEXT)")
    began = time.perf_counter()
    for start in range(0, len(things), BATCH):
        db.execute("BEGIN IMMEDIATE")
        for thing in things[start : start + BATCH]:
            said = json.loads(thing["signed"])
            row = (said["ref"], said["receipt"], thing["signed"], thing["sig"], thing["sealed"])
            db.execute("INSERT INTO envelopes VALUES (?, ?, ?, ?, ?)", row)
        db.execute("COMMIT")
    took = time.perf_counter() - began
    db.close()
    return took


def verified_and_signed(things: Sequence[dict[str, Any]]) -> float:
    """CPU seconds for the least cryptography there must be: one signature verified and one made for each envelope."""
    device, platform = SigningKey.generate(), SigningKey.generate()
    texts = [f"linsheng/envelope/1\n{thing['signed']}".encode() for thing in things]
    signatures = [device.sign(text).signature for text in texts]
    began = time.process_time()
    for text, signature in zip(texts, signatures, strict=True):
        device.verify_key.verify(text, signature)
        platform.sign(text)
    return time.process_time() - began
