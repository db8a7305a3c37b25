"""Writes feed files into content.db: the order of states, the shape of every body, and the search index, in one act."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from offline_cache import bodies


class Rejected(Exception):
    """A feed file that must not be taken; the last good content stays. The text is for staff."""


@dataclass(frozen=True, slots=True)
class Item:
    """One change of the feed."""

    kind: str
    id: str
    seq: int
    deleted: bool
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """An unpacked feed file; `start` 0 makes it a snapshot."""

    publication: str
    epoch: int
    start: int
    end: int
    items: tuple[Item, ...]

    @classmethod
    def read(cls, said: dict[str, Any]) -> Feed:
        """The file's records, every body tried; Rejected when one has another form. Unknown kinds are passed over."""
        try:
            items = tuple(_item(entry) for entry in said["items"] if entry["kind"] in bodies.KINDS)
            feed = cls(str(said["publication"]), _whole(said["epoch"]), _whole(said["from"]), _whole(said["to"]), items)
        except bodies.MALFORMED as error:
            raise Rejected(f"an item of another form: {error!r}") from error
        for item in items:
            if not feed.start < item.seq <= feed.end or (item.deleted and feed.start == 0):
                raise Rejected(f"{item.kind} {item.id} does not belong into this file")
        return feed


def write(db: sqlite3.Connection, chain: Iterable[Feed], anew: bool = False) -> None:
    """Applies verified feed files in order; the caller holds the transaction. Rejected undoes all of them. `anew`: a
    snapshot may be older than what is here."""
    from offline_cache import index_writer  # brings numpy, for which the screen must not wait

    whole, changed = False, dict[tuple[str, str], None]()
    for feed in chain:
        epoch, head = order(db)
        same = publication(db) == feed.publication
        if feed.start == 0:
            if same and not anew and (feed.epoch, feed.end) < (epoch, head):
                raise Rejected(f"the snapshot {feed.epoch}/{feed.end} is older than {epoch}/{head}")
            replace_all(db, feed, index=False)
            whole = True
        else:
            if not same or feed.epoch != epoch or feed.start != head or feed.end <= head:
                raise Rejected(f"the delta {feed.epoch}/{feed.start}-{feed.end} does not follow {epoch}/{head}")
            _change(db, feed)
        changed |= {(item.kind, item.id): None for item in feed.items if item.kind in index_writer.KINDS}
    if whole or not indexed(db):
        index_writer.build(db)
    elif changed:
        index_writer.change(db, list(changed))
    remember(db, content_sha256=_content_hash(db))


def replace_all(db: sqlite3.Connection, feed: Feed, index: bool = True) -> None:
    """Puts a snapshot in the place of everything."""
    db.execute("DELETE FROM items")
    _change(db, feed)
    if index:
        from offline_cache import index_writer

        index_writer.build(db)
        remember(db, content_sha256=_content_hash(db))


def indexed(db: sqlite3.Connection) -> bool:
    """True when `db` holds a search index."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'postings'").fetchone() is not None


def order(db: sqlite3.Connection) -> tuple[int, int]:
    """The (epoch, head) of what is here."""
    known = dict(tuple(row) for row in db.execute("SELECT name, value FROM state WHERE name IN ('epoch', 'head')"))
    return int(known.get("epoch", 0)), int(known.get("head", 0))


def publication(db: sqlite3.Connection) -> str:
    """The publication that what is here belongs to; "packaged" before the first feed."""
    row = db.execute("SELECT value FROM state WHERE name = 'publication'").fetchone()
    return str(row[0]) if row else ""


def remember(db: sqlite3.Connection, **state: str) -> None:
    """Writes down facts about the whole (where it comes from, how new it is, its hash), and the hash of these facts."""
    db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", state.items())
    db.execute("INSERT OR REPLACE INTO state VALUES ('sha256', ?)", (_state_hash(db),))


def state_whole(db: sqlite3.Connection) -> bool:
    """True when the facts about the whole are there and undamaged."""
    kept = db.execute("SELECT value FROM state WHERE name = 'sha256'").fetchone()
    return kept is not None and kept[0] == _state_hash(db)


def whole(db: sqlite3.Connection) -> bool:
    """True when every item and every part of the index is what was written."""
    kept = db.execute("SELECT value FROM state WHERE name = 'content_sha256'").fetchone()
    return kept is not None and kept[0] == _content_hash(db)


def _change(db: sqlite3.Connection, feed: Feed) -> None:
    for item in feed.items:
        if item.deleted:
            db.execute("DELETE FROM items WHERE kind = ? AND id = ?", (item.kind, item.id))
        else:
            db.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?)", _row(item))
    remember(db, publication=feed.publication, epoch=str(feed.epoch), head=str(feed.end))


def body_hash(body: object) -> str:
    """What an item's row says its body hashes to; of whatever stands there, if a damaged file holds something else."""
    return hashlib.sha256(str(body).encode("utf-8", "replace")).hexdigest()


def _state_hash(db: sqlite3.Connection) -> str:
    rows = db.execute("SELECT name, value FROM state WHERE name != 'sha256' ORDER BY name")
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def _content_hash(db: sqlite3.Connection) -> str:
    """Over the schema and all rows but the facts about the whole; a fifth of a second for 120,000 rows."""
    said = hashlib.sha256()
    schema = [tuple(row) for row in db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name")]
    said.update(repr(schema).encode())
    for table in (name for kind, name, _ in schema if kind == "table" and name != "state"):
        for row in db.execute(f'SELECT * FROM "{table}"'):
            said.update(repr(tuple(row)).encode())
    return said.hexdigest()


def _row(item: Item) -> tuple[object, ...]:
    body = json.dumps(item.body, ensure_ascii=False)
    return item.kind, item.id, item.seq, body, body_hash(body)


def _item(entry: Any) -> Item:
    deleted = entry["deleted"]
    item = Item(entry["kind"], entry["id"], _whole(entry["seq"]), deleted is True, {} if deleted else entry["body"])
    if not isinstance(item.id, str):
        raise TypeError("id")
    if not item.deleted:
        bodies.READERS[item.kind](item.body)
        json.dumps(item.body, ensure_ascii=False).encode()  # a lone surrogate cannot be stored
        if item.body["id"] != item.id:
            raise ValueError(f"{item.kind} {item.id} calls itself otherwise")
    return item


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("whole number expected")
    return value
