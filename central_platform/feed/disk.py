"""Files that are whole or absent: written beside, fsynced, renamed, the directory fsynced."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE = 0o600
PUBLIC = 0o644


def write(path: Path, data: bytes, mode: int = PUBLIC) -> None:
    """Put `data` at `path`; after this returns it survives a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            _younger(file.fileno(), path)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def _younger(descriptor: int, path: Path) -> None:
    """Web servers tell versions of a file apart by size and second of change: two of one second must not look alike."""
    if path.exists() and (before := int(path.stat().st_mtime)) >= int(os.fstat(descriptor).st_mtime):
        os.utime(descriptor, (before + 1, before + 1))


def append(path: Path, line: str) -> None:
    """Add one line to a private file, durably. What a power cut left half written stays alone on its line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE)
    with os.fdopen(descriptor, "ab") as file:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        file.write(b"\n" * torn + line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if made:
        sync_directory(path.parent)


def read_lines(path: Path) -> list[dict]:
    """The JSON objects of a file written by `append`; a line torn by a power cut, never acknowledged, is left out."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict):
            found.append(value)
    return found


def sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process and thread at a time (the lock dies with its holder)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
