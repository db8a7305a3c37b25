"""The schemas of the kiosk's two databases, as numbered steps; each upgrade is one transaction including its number.

The number stands twice in the file's header, as user_version and in application_id: a flipped bit in one of them must not
make a whole file look like the work of a newer program, or of an older one.
"""

from __future__ import annotations

import sqlite3

from offline_cache.faults import StoreBroken

Migration = tuple[str, ...]

OURS = 0x4C530000
"""The upper half of application_id: "LS"; the lower half is the schema's number."""

OUTBOX: tuple[Migration, ...] = (
    (
        """CREATE TABLE envelopes (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            ref TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            about TEXT,
            receipt TEXT UNIQUE,
            category TEXT,
            place TEXT,
            private INTEGER NOT NULL,
            filed_at TEXT NOT NULL,
            clock_ok INTEGER NOT NULL,
            consent TEXT,
            assisted TEXT,
            entrance TEXT NOT NULL,
            lang TEXT NOT NULL,
            sealing_key_id TEXT NOT NULL,
            sealed_sha256 TEXT NOT NULL,
            sealed BLOB,
            state TEXT NOT NULL,
            why TEXT,
            epoch INTEGER,
            delivered_at TEXT,
            too_large INTEGER NOT NULL DEFAULT 0,
            row_sha256 TEXT NOT NULL
        )""",
        "CREATE INDEX envelopes_by_state ON envelopes (state, seq)",
        "CREATE TABLE answers (ref TEXT PRIMARY KEY, answer TEXT NOT NULL)",
        """CREATE TABLE statuses (
            receipt TEXT PRIMARY KEY, status TEXT NOT NULL, at TEXT NOT NULL, row_sha256 TEXT NOT NULL
        )""",
    ),
)

CONTENT: tuple[Migration, ...] = (
    (
        """CREATE TABLE items (
            kind TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, sha256 TEXT NOT NULL,
            PRIMARY KEY (kind, id)
        ) WITHOUT ROWID""",
        "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    ),
)


def migrate(db: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    """Brings `db` up to the last of `migrations`; a kill in the middle leaves the old schema whole."""
    if version(db) == len(migrations):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        now = version(db)  # another process may have been faster
        if now > len(migrations):
            # A later version of the program wrote this file: it is whole, only not ours to write into.
            raise StoreBroken("newer", f"schema {now}, this program knows {len(migrations)}")
        for statement in (statement for step in migrations[now:] for statement in step):
            db.execute(statement)
        db.execute(f"PRAGMA user_version={len(migrations)}")
        db.execute(f"PRAGMA application_id={OURS + len(migrations)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def version(db: sqlite3.Connection) -> int:
    """How many steps `db` has taken; 0 for a new file. StoreBroken when its two numbers do not agree."""
    taken, ours = (int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("user_version", "application_id"))
    if ours != (OURS + taken if taken else 0):
        raise StoreBroken("damaged", "the schema's number")
    return taken
