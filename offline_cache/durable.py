"""Files that are whole or not there: temporary name, fsync, rename, fsync of the directory."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEMPORARY = ".writing-"


def make_directory(path: Path, mode: int = 0o700) -> None:
    """Makes `path` and its missing parents, and makes the entries themselves durable."""
    if path.is_dir():
        return
    make_directory(path.parent, mode)
    path.mkdir(mode=mode, exist_ok=True)
    sync_directory(path.parent)


def write(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Writes `data` so that after any power cut `path` holds the old bytes or all of the new ones."""
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def put(temporary: Path, path: Path) -> None:
    """Gives a file that somebody else has written its name, so that `path` is the old file or all of the new one."""
    handle = os.open(temporary, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    temporary.replace(path)
    sync_directory(path.parent)


def append(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Appends `data` and waits until the disk has it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, mode)
    with os.fdopen(handle, "ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_directory(path.parent)


def remove(path: Path) -> None:
    """Removes `path` if it is there; the removal is not waited for (coming back after a power cut does no harm)."""
    path.unlink(missing_ok=True)


def sync_directory(path: Path) -> None:
    """Makes the names in a directory durable."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Holds a lock among all processes that use `directory`; the kernel lets go of it when a process dies."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
