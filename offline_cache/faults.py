"""A broken environment of this floor: full disk, read-only disk, damaged file, a file of a newer program. One exception
class, four words."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

Fault = Literal["disk-full", "read-only", "damaged", "newer"]

FULL_BELOW_BYTES = 64 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR}


class StoreBroken(Exception):
    """The disk under the cache does not do what a disk should; `why` is the word for it."""

    def __init__(self, why: Fault, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else why)
        self.why: Fault = why


@contextmanager
def faults_of(where: Path) -> Iterator[None]:
    """Turns what SQLite and the system raise about the disk below `where` into StoreBroken; other errors pass."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreBroken(_of_sqlite(error, where), str(error)) from error
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise StoreBroken("damaged", str(error)) from error
    except OSError as error:
        raise StoreBroken(_of_system(error), error.strerror or "") from error


def _of_system(error: OSError) -> Fault:
    if error.errno in _FULL:
        return "disk-full"
    return "read-only" if error.errno in _READ_ONLY else "damaged"


def _of_sqlite(error: sqlite3.OperationalError, where: Path) -> Fault:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_FULL":
        return "disk-full"
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _nearly_full(where):
        return "disk-full"  # the shared-memory file could not grow: SQLite calls that an I/O error
    if name.startswith("SQLITE_READONLY") and _writable(where):
        return "damaged"  # a damaged header says that this SQLite may not write
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PERM")):
        return "read-only"
    if name.startswith(("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return "damaged"
    if str(error).startswith(("no such table", "unsupported file format")):
        return "damaged"  # an empty or half-made file, a damaged header
    raise error  # our own SQL is wrong: a bug, and bugs crash


def _writable(where: Path) -> bool:
    """False on a read-only disk, for root too."""
    return os.access(where if where.is_dir() else where.parent, os.W_OK)


def _nearly_full(where: Path) -> bool:
    while not where.exists() and where != where.parent:
        where = where.parent
    return shutil.disk_usage(where).free < FULL_BELOW_BYTES
