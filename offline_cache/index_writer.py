"""Writes the search index of a content file: whole, or only what a delta has changed. Needs pypinyin and OpenCC."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Any

from offline_cache import bodies, entries, question, sayings, sounds_like
from offline_cache.postings import BUILT, FRESH, Entry, Postings

_CHARS = (
    "CREATE TABLE IF NOT EXISTS chars (char TEXT PRIMARY KEY, syllables TEXT NOT NULL, simple TEXT NOT NULL) "
    "WITHOUT ROWID"
)
SHELVES = {"service": entries.SERVICES, "elsewhere": entries.SERVICES, "place": entries.PLACES}
KINDS = frozenset({*SHELVES, "saying", "reading"})
"""The kinds of items the index is made of."""


def build(db: sqlite3.Connection) -> None:
    """Builds the index of all items in `db` anew; the caller holds the transaction."""
    db.execute(_CHARS)
    if db.execute("SELECT 1 FROM chars LIMIT 1").fetchone() is None:
        db.executemany("INSERT INTO chars VALUES (?, ?, ?)", sounds_like.readings())
    Postings.clear(db)
    sayings.clear(db)
    reader = _reader(db)
    for shelf, kinds in ((entries.SERVICES, ("service", "elsewhere")), (entries.PLACES, ("place",))):
        found = [_entry(kind, body, reader) for kind in kinds for body in _bodies(db, kind)]
        Postings(db, shelf).put(found, BUILT)
    sayings.put(db, (bodies.saying(body) for body in _bodies(db, "saying")), _readings())


def change(db: sqlite3.Connection, changed: Sequence[tuple[str, str]]) -> None:
    """Brings the index up to date after the items `changed` (kind, id) were put or deleted in the same transaction."""
    wanted = {kind: [id_ for one, id_ in changed if one == kind] for kind in KINDS}
    for kind, id_ in _read_otherwise(db, wanted["reading"]):
        wanted[kind].append(id_)
    reader = _reader(db)
    for kind, shelf in SHELVES.items():
        postings = Postings(db, shelf)
        postings.drop(_entry_id(kind, id_) for id_ in wanted[kind])
        found = [_entry(kind, body, reader) for body in _bodies(db, kind, wanted[kind])]
        if found:
            postings.put(found, FRESH)
    sayings.drop(db, wanted["saying"])
    sayings.put(db, (bodies.saying(body) for body in _bodies(db, "saying", wanted["saying"])), _readings())
    if any(Postings(db, shelf).worn() for shelf in {*SHELVES.values()}):
        build(db)


def _read_otherwise(db: sqlite3.Connection, readings: Sequence[str]) -> list[tuple[str, str]]:
    """The items (kind, id) with one of those words (ids of `reading` items) in their texts."""
    if not readings:
        return []
    query = "SELECT kind, id FROM items WHERE kind IN (SELECT value FROM json_each(?))"
    values = [json.dumps(list(SHELVES))]
    words = [body["word"] for body in _bodies(db, "reading", readings)]
    if len(words) == len(readings):  # a reading that was deleted names no word any more: all may have been read by it
        query += " AND (" + " OR ".join("instr(body, ?)" for _ in words) + ")"
        values += words
    return [(kind, id_) for kind, id_ in db.execute(query, values)]


def _entry(kind: str, body: dict[str, Any], reader: entries.Reader) -> Entry:
    match kind:
        case "service":
            return entries.of_service(bodies.service(body), reader)
        case "elsewhere":
            return entries.of_elsewhere(bodies.elsewhere(body), reader)
    return entries.of_place(bodies.place(body), reader)


def _entry_id(kind: str, id_: str) -> str:
    return entries.ELSEWHERE + id_ if kind == "elsewhere" else id_


def _bodies(db: sqlite3.Connection, kind: str, ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
    query, values = "SELECT body FROM items WHERE kind = ?", [kind]
    if ids is not None:
        query, values = f"{query} AND id IN (SELECT value FROM json_each(?))", [kind, json.dumps(ids)]
    return [json.loads(row[0]) for row in db.execute(f"{query} ORDER BY id", values)]


def _reader(db: sqlite3.Connection) -> entries.Reader:
    return entries.Reader(_readings(), [bodies.reading(body) for body in _bodies(db, "reading")])


@cache
def _readings() -> question.Readings:
    return {char: tuple(syllables.split()) for char, syllables, _ in sounds_like.readings()}
