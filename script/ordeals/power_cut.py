"""What a disk may hold after the power went: the record of recorder.c played up to an instant, what was not synced kept,
dropped, or torn at sectors of 512 bytes."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

SECTOR = 512
HEAD = struct.Struct("<cHqI")
TORN_SHARE = 0.7
Policy = Literal["dropped", "kept", "cut", "torn"]
POLICIES: tuple[Policy, ...] = ("dropped", "kept", "cut", "torn")
"""Nothing that was not synced is there; all of it; the first part of it, its last write torn; any of its sectors."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, or one thing said."""

    kind: str
    path: str
    offset: int
    data: bytes


def entries(record: Path) -> Iterator[Entry]:
    """The record, entry by entry."""
    data, at = record.read_bytes(), 0
    while at + HEAD.size <= len(data):
        kind, name, offset, length = HEAD.unpack_from(data, at)
        at += HEAD.size
        path = data[at : at + name].decode()
        at += name
        carries = kind in (b"W", b"A", b"R")
        yield Entry(kind.decode(), path, offset, data[at : at + length] if carries else b"")
        at += length if carries else 0


@dataclass(slots=True, eq=False)
class File:
    """An inode: what is surely on the disk, and what may be."""

    sure: bytearray = field(default_factory=bytearray)
    maybe: list[tuple[str, int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        """All of it is on the disk now."""
        for change in self.maybe:
            _apply(self.sure, change)
        self.maybe.clear()

    def after(self, policy: Policy, chance: random.Random) -> bytes:
        """What is found when the power comes back."""
        if not self.maybe or policy == "dropped":
            return bytes(self.sure)
        found = bytearray(self.sure)
        for change in _survived(self.maybe, policy, chance):
            _apply(found, change)
        return bytes(found)


class Disk:
    """A folder on a disk that promises no more than POSIX: bytes are sure after fsync of the file, names after fsync of
    the folder; names survive in the order in which they changed."""

    def __init__(self, copy: Path, root: Path) -> None:
        """Begins with the files of `copy`, all of them sure, as if they lay in `root`."""
        self.sure: dict[str, File | None] = {}
        self.maybe: dict[str, list[tuple[str, File | None]]] = {}
        for path in copy.rglob("*"):
            name = str(root / path.relative_to(copy))
            self.sure[name] = File(bytearray(path.read_bytes())) if path.is_file() else None
        self.now = dict(self.sure)

    def play(self, entry: Entry) -> None:
        """Takes one change of the record."""
        match entry.kind:
            case "C":
                self._name(entry.path, File())
            case "M":
                self._name(entry.path, None)
            case "U":
                self._unname(entry.path)
            case "R":
                file = self.now.get(entry.data.decode())
                self._unname(entry.data.decode())
                self._name(entry.path, file)
            case "W" | "T":
                file = self.now.get(entry.path)
                if file is not None:  # else it was deleted, and somebody had it open still
                    file.maybe.append((entry.kind, entry.offset, entry.data))
            case "S":
                file = self.now.get(entry.path)
                if file is not None:
                    file.sync()
                else:
                    self._sync_names(entry.path)

    def after(self, policy: Policy, chance: random.Random) -> dict[str, bytes]:
        """The files found when the power comes back."""
        names = dict(self.sure)
        for changes in self.maybe.values():
            kept = {"dropped": 0, "kept": len(changes)}.get(policy, chance.randrange(len(changes) + 1))
            for path, file in changes[:kept]:
                _rename(names, path, file)
        there = {path for path, file in names.items() if file is None}
        return {
            path: file.after(policy, chance)
            for path, file in names.items()
            if file is not None and _parents_there(path, there, self.now)
        }

    def _name(self, path: str, file: File | None) -> None:
        self.now[path] = file
        self.maybe.setdefault(str(PurePosixPath(path).parent), []).append((path, file))

    def _unname(self, path: str) -> None:
        self.now.pop(path, None)
        self.maybe.setdefault(str(PurePosixPath(path).parent), []).append((path, GONE))

    def _sync_names(self, folder: str) -> None:
        for path, file in self.maybe.pop(folder, []):
            _rename(self.sure, path, file)


GONE = File()


def _rename(names: dict[str, File | None], path: str, file: File | None) -> None:
    if file is GONE:
        names.pop(path, None)
    else:
        names[path] = file


def _parents_there(path: str, there: set[str], now: dict[str, File | None]) -> bool:
    return all(str(parent) in there for parent in PurePosixPath(path).parents if str(parent) in now)


def _survived(
    changes: list[tuple[str, int, bytes]], policy: Policy, chance: random.Random
) -> Iterator[tuple[str, int, bytes]]:
    if policy == "cut":
        changes = changes[: chance.randrange(len(changes) + 1)]
        if changes and changes[-1][0] == "W" and chance.random() < TORN_SHARE:
            kind, offset, data = changes[-1]
            yield from changes[:-1]
            yield kind, offset, data[: chance.randrange(len(data) + 1) // SECTOR * SECTOR]
            return
    if policy != "torn":
        yield from changes
        return
    for kind, offset, data in changes:
        if kind == "T":
            yield kind, offset, data
        for start in range(0, len(data), SECTOR):
            if chance.random() < 0.5:
                yield kind, offset + start, data[start : start + SECTOR]


def _apply(image: bytearray, change: tuple[str, int, bytes]) -> None:
    kind, offset, data = change
    if len(image) < offset:
        image.extend(bytes(offset - len(image)))
    if kind == "T":
        del image[offset:]
    else:
        image[offset : offset + len(data)] = data
