"""Opens SQLite files the one way they may be opened, and writes in one transaction or not at all."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from offline_cache import durable
from offline_cache.faults import StoreBroken, faults_of
from offline_cache.migrations import Migration, migrate, version

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table

log = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 20_000


@contextmanager
def opened(path: Path, migrations: tuple[Migration, ...], precious: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection for one unit of work: WAL, synchronous=FULL, newest schema. Raises StoreBroken.

    What is `precious` is copied before its schema changes.
    """
    with faults_of(path), closing(_connect(path)) as db:
        if precious and 0 < (taken := version(db)) < len(migrations):
            _copy_before(db, path, taken)
        migrate(db, migrations)
        yield db


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes nothing, not even a lock file when the disk is read-only. Raises StoreBroken."""
    with faults_of(path), closing(_connect_to_read(path)) as db:
        yield db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """One act: takes the write lock first, commits at the end, leaves nothing behind when anything goes wrong."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def rows_of(db: sqlite3.Connection) -> Database:
    """`db` as sqlite-utils sees it: rows are dicts. Inside `transaction` its writes are part of that one act.

    Loaded at the first use: 0.3 s and 25 MB that the screen, a search and a filing do without (docs/adr/0006-sqlite.md).
    """
    from sqlite_utils import Database

    return Database(db, recursive_triggers=False, execute_plugins=False)


def table(db: sqlite3.Connection, name: str) -> Table:
    """One table of `db`, to write rows into. To read, use `rows_of(db).query`: it tells when the table is missing."""
    return rows_of(db).table(name)


def sound(db: sqlite3.Connection, migrations: tuple[Migration, ...]) -> bool:
    """SQLite's own check, and whether the schema is word for word ours. It notices torn pages, hardly ever a flipped bit:
    that is what the row hashes are for."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        migrate(new, migrations)
        ours = set(new.execute("SELECT name, sql FROM sqlite_master").fetchall())
    try:
        there = {tuple(row) for row in db.execute("SELECT name, sql FROM sqlite_master")}
        checked = [tuple(row) for row in db.execute("PRAGMA integrity_check(1)")]
    except sqlite3.DatabaseError:
        return False
    return ours <= there and checked == [("ok",)]


def copied(db: sqlite3.Connection, path: Path) -> Path:
    """Writes all that is in `db` into a temporary file beside `path`, for the caller to check and put in its place."""
    temporary = path.with_name(f"{durable.TEMPORARY}{os.getpid()}-{path.name}")
    temporary.unlink(missing_ok=True)
    try:
        db.execute("VACUUM INTO ?", (str(temporary),))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def before(path: Path) -> Path:
    """Where the copy from before the last change of schema lies."""
    return path.with_name(f"{path.name}.before")


def wrecks(path: Path) -> list[Path]:
    """What was kept of a database for an engineer to look at: a damaged file, the copy from before a change of schema."""
    return sorted(path.parent.glob(f"{path.name}.damaged*")) + [one for one in [before(path)] if one.exists()]


def set_aside(path: Path) -> None:
    """Renames a damaged database and its companions out of the way; one earlier wreck is kept, not more."""
    with faults_of(path):
        for suffix in ("", "-wal", "-shm"):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.replace(path.with_name(f"{path.name}.damaged{suffix}"))


def _copy_before(db: sqlite3.Connection, path: Path, taken: int) -> None:
    """Without it an upgrade goes on all the same: it is one transaction, and every envelope has its copy in the spool."""
    try:
        with faults_of(path):
            copy = copied(db, path)
            with closing(_connect_to_read(copy)) as written:
                fresh = version(written) == taken  # another process may have been faster with the upgrade
            if fresh:
                durable.put(copy, before(path))
            copy.unlink(missing_ok=True)
    except StoreBroken as broken:
        log.warning("no copy before the change of schema: %s", broken)


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    try:
        db.row_factory = sqlite3.Row
        db.text_factory = _text
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")  # a property of the connection, not of the file: set on every one
        db.execute("PRAGMA secure_delete=ON")  # what is cleared away is overwritten, not only unlinked
        db.execute("PRAGMA foreign_keys=ON")
    except BaseException:
        db.close()
        raise
    return db


def _connect_to_read(path: Path) -> sqlite3.Connection:
    last: sqlite3.Error | None = None
    for mode in ("mode=ro", "mode=ro&immutable=1"):  # immutable: the only way into a WAL file on a read-only disk
        db = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=1, isolation_level=None)
        try:
            db.row_factory = sqlite3.Row
            db.text_factory = _text
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            db.close()
            last = error
        else:
            return db
    assert last is not None
    raise last


def _text(data: bytes) -> str:
    """Damaged text is told by a row's hash, not by an exception on the way."""
    return data.decode("utf-8", "replace")
