"""The inverted index in SQLite: which entries have a feature, and how much of it.

Nothing in here depends on the collection as a whole: how rare a feature is, is counted when somebody asks. So one entry
can be taken out and put in again without touching the others, and the result equals an index built anew. An entry that
changes gets a new number; its old one is dead until the next build.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offline_cache.faults import StoreBroken
from offline_cache.records import Text

Numbers = NDArray[np.uint32]
Impacts = NDArray[np.float16]
BUILT, FRESH = 0, 1
"""What a build wrote, and what was put in since: two rows of a feature, so that a change rewrites short ones only."""

SCHEMA = (
    "DROP TABLE IF EXISTS entries",
    "DROP TABLE IF EXISTS postings",
    "DROP TABLE IF EXISTS alive",
    "CREATE TABLE entries (shelf TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, slug TEXT NOT NULL, "
    "zh TEXT NOT NULL, en TEXT NOT NULL, PRIMARY KEY (shelf, id))",
    "CREATE UNIQUE INDEX entries_by_number ON entries (shelf, number)",
    "CREATE TABLE postings (shelf TEXT NOT NULL, feature TEXT NOT NULL, part INTEGER NOT NULL, "
    "numbers BLOB NOT NULL, impacts BLOB NOT NULL, PRIMARY KEY (shelf, feature, part)) WITHOUT ROWID",
    "CREATE TABLE alive (shelf TEXT PRIMARY KEY, flags BLOB NOT NULL) WITHOUT ROWID",  # one byte a number
)
MANY_DEAD = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found, how much each feature says about it, and what a hit shows of it."""

    id: str
    impacts: Mapping[str, float]
    slug: str
    name: Text


@dataclass(frozen=True, slots=True)
class Named:
    """What a hit shows."""

    id: str
    slug: str
    name: Text


@dataclass(frozen=True, slots=True)
class Posting:
    """All entries that have one feature; `impacts` run along `numbers`."""

    numbers: Numbers
    impacts: Impacts


class Postings:
    """One shelf of the index in `db`; who calls a method that writes holds the transaction."""

    def __init__(self, db: sqlite3.Connection, shelf: str) -> None:
        self._db = db
        self._shelf = shelf

    @staticmethod
    def clear(db: sqlite3.Connection) -> None:
        """Makes empty tables."""
        for statement in SCHEMA:
            db.execute(statement)

    def put(self, entries: Iterable[Entry], part: int = FRESH) -> None:
        """Adds entries; one with a known id takes its place."""
        found = list(entries)
        self.drop(entry.id for entry in found)
        alive = self.alive()
        self._db.executemany(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)",
            [
                (self._shelf, entry.id, number, entry.slug, entry.name.zh, entry.name.en)
                for number, entry in enumerate(found, len(alive))
            ],
        )
        self._db.executemany(
            "INSERT INTO postings VALUES (?, ?, ?, ?, ?) ON CONFLICT (shelf, feature, part) DO UPDATE SET "
            "numbers = CAST(numbers || excluded.numbers AS BLOB), impacts = CAST(impacts || excluded.impacts AS BLOB)",
            ((self._shelf, feature, part, *blobs) for feature, blobs in _packed(found, len(alive))),
        )
        self._write(np.concatenate([alive, np.ones(len(found), bool)]))

    def drop(self, ids: Iterable[str]) -> None:
        """Takes entries out; unknown ids do not matter."""
        delete = "DELETE FROM entries WHERE shelf = ? AND id = ? RETURNING number"
        gone = [row[0] for id_ in ids for row in self._db.execute(delete, (self._shelf, id_)).fetchall()]
        if gone:
            alive = self.alive()
            alive[gone] = False
            self._write(alive)

    def alive(self) -> NDArray[np.bool_]:
        """Whether each number stands for an entry still."""
        row = self._db.execute("SELECT flags FROM alive WHERE shelf = ?", (self._shelf,)).fetchone()
        return np.frombuffer(row[0] if row else b"", bool).copy()

    def begun(self, prefix: str) -> NDArray[np.bool_]:
        """Which numbers stand for an entry whose id begins so."""
        flags = np.zeros(len(self.alive()), bool)
        query = "SELECT number FROM entries WHERE shelf = ? AND id >= ? AND id < ?"
        rows = self._db.execute(query, (self._shelf, prefix, f"{prefix}\U0010ffff")).fetchall()
        flags[[row[0] for row in rows]] = True
        return flags

    def of(self, features: Iterable[str]) -> dict[str, Posting]:
        """The postings of those features that anything on the shelf has."""
        query = (
            "SELECT feature, numbers, impacts FROM postings WHERE shelf = ? AND feature IN "
            "(SELECT value FROM json_each(?)) ORDER BY feature, part"
        )
        found: dict[str, Posting] = {}
        entries = len(self.alive())
        for feature, numbers, impacts in self._db.execute(query, (self._shelf, json.dumps(list(features)))):
            posting = Posting(np.frombuffer(numbers, np.uint32), np.frombuffer(impacts, np.float16))
            if len(posting.numbers) != len(posting.impacts) or posting.numbers.max(initial=0) >= entries:
                raise StoreBroken("damaged", "a posting")  # one flipped bit, and a table of 2**32 rows would be made
            known = found.get(feature)
            found[feature] = posting if known is None else _joined(known, posting)
        return found

    def known(self, features: Collection[str]) -> dict[str, int]:
        """How many entries have each of some features, the dead counted in; those nobody has are left out."""
        query = (
            "SELECT feature, sum(length(numbers)) / 4 FROM postings WHERE shelf = ? AND feature IN "
            "(SELECT value FROM json_each(?)) GROUP BY feature"
        )
        return dict(self._db.execute(query, (self._shelf, json.dumps(list(features)))).fetchall())

    def named(self, numbers: Iterable[int]) -> dict[int, Named]:
        """The entries by number."""
        query = "SELECT number, id, slug, zh, en FROM entries WHERE shelf = ? AND number IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(query, (self._shelf, json.dumps([int(number) for number in numbers])))
        return {number: Named(id_, slug, Text(zh, en)) for number, id_, slug, zh, en in rows}

    def worn(self) -> bool:
        """True when so much has changed since the build that building anew pays."""
        alive = self.alive()
        return int((~alive).sum()) > max(MANY_DEAD, len(alive) // 20)

    def _write(self, alive: NDArray[np.bool_]) -> None:
        self._db.execute("INSERT OR REPLACE INTO alive VALUES (?, ?)", (self._shelf, alive.tobytes()))


def _packed(entries: Sequence[Entry], first: int) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    """Each feature of the entries, numbered from `first`, with the bytes of its numbers and impacts; in table order."""
    if not entries:
        return
    features = sorted({feature for entry in entries for feature in entry.impacts})
    rank = {feature: at for at, feature in enumerate(features)}
    ranks = np.concatenate([np.array([rank[feature] for feature in entry.impacts], np.int32) for entry in entries])
    impacts = np.concatenate([np.array(list(entry.impacts.values()), np.float16) for entry in entries])
    numbers = np.repeat(np.arange(first, first + len(entries), dtype=np.uint32), [len(e.impacts) for e in entries])
    order = np.argsort(ranks, kind="stable")
    all_numbers, all_impacts = numbers[order].tobytes(), impacts[order].tobytes()
    ends = np.bincount(ranks, minlength=len(features)).cumsum().tolist()
    start = 0
    for feature, end in zip(features, ends, strict=True):
        yield feature, (all_numbers[4 * start : 4 * end], all_impacts[2 * start : 2 * end])
        start = end


def _joined(one: Posting, two: Posting) -> Posting:
    return Posting(np.concatenate([one.numbers, two.numbers]), np.concatenate([one.impacts, two.impacts]))
