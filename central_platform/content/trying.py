"""What would a resident find? The kiosk's own search over the published feed, and over a draft as if it were published.

The index is a file beside the database that any process may lose: it is made of the feed when somebody first asks, and
follows the feed change by change from then on. A draft is put into it inside a transaction that is always rolled back.
Nothing of what was asked is kept.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from central_platform.feed import changes
from central_platform.feed.models import Epoch, FeedChange, FeedHead
from central_platform.fleet.models import Publication
from offline_cache import index_writer, migrations
from offline_cache.search import Index

log = logging.getLogger(__name__)

FILE = "search.sqlite3"
MOST = 3  # as many as a kiosk offers after one question
LONGEST = 120  # characters of a question
WAIT_SECONDS = 30  # for another process that makes the index

Item = tuple[str, str, dict[str, Any]]  # kind, id, body


@dataclass(frozen=True, slots=True)
class Answer:
    """What a kiosk would do: `kind` sure (opens the first), which (asks which of them), nothing (offers a person)."""

    kind: str
    services: tuple[tuple[str, str], ...]  # (feed id, name), best first
    elsewhere: str = ""  # what was asked for and is done somewhere else, with where
    sayings: tuple[str, ...] = ()  # of the lexicon, that were in the question


@dataclass(frozen=True, slots=True)
class Tried:
    """The answer of the published content, and with the draft in it (None without a draft)."""

    published: Answer
    draft: Answer | None


def ask(sentence: str, draft: Item | None = None) -> Tried:
    """What a resident who says this would be shown, now and with `draft`. Under a second once the index is there."""
    sentence = sentence.strip()[:LONGEST]
    with _index() as db:
        return Tried(_answer(db, sentence), _with(db, sentence, draft) if draft else None)


def make_ready() -> None:
    """Bring the index up to the feed: seconds the first time, then milliseconds a change."""
    with _index():
        pass


def _answer(db: sqlite3.Connection, sentence: str) -> Answer:
    found = Index(db).find(sentence, MOST)
    away = db.execute("SELECT body FROM items WHERE kind = 'elsewhere' AND id = ?", (found.elsewhere,)).fetchone()
    return Answer(
        found.answer,
        tuple((one.id, one.name.zh) for one in found.services),
        _where(json.loads(away[0])) if away else "",
        found.sayings,
    )


def _where(body: dict[str, Any]) -> str:
    return "：".join(part for part in (body["name"]["zh"], body["advice"]["zh"]) if part)


def _with(db: sqlite3.Connection, sentence: str, draft: Item) -> Answer:
    db.execute("BEGIN IMMEDIATE")
    try:
        _put(db, [(*draft[:2], 0, draft[2])])
        index_writer.change(db, [draft[:2]])
        return _answer(db, sentence)
    finally:
        db.execute("ROLLBACK")


@contextmanager
def _index() -> Iterator[sqlite3.Connection]:
    """The index, as new as the feed."""
    path = Path(settings.DATA_DIR) / FILE
    try:
        db = _opened(path)
    except (sqlite3.DatabaseError, ValueError, LookupError) as damaged:
        log.warning("the search index is made anew: %s", damaged)
        path.unlink(missing_ok=True)
        db = _opened(path)
    with closing(db):
        yield db


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    try:
        db.execute("PRAGMA synchronous=OFF")  # it can be made again
        migrations.migrate(db, migrations.CONTENT)
        _follow(db)
    except BaseException:
        db.close()
        raise
    return db


def _follow(db: sqlite3.Connection) -> None:
    publication = changes.main() or Publication()
    head = FeedHead.objects.filter(publication=publication.pk).values_list("seq", flat=True).first() or 0
    epoch = Epoch.objects.order_by("-number").values_list("number", flat=True).first() or 0
    wanted = {"publication": publication.slug, "epoch": str(epoch), "head": str(head)}
    if _state(db) == wanted:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        known = _state(db)  # another process may have been faster
        rows = FeedChange.objects.filter(publication=publication.pk, latest=True, kind__in=index_writer.KINDS)
        if known | {"head": ""} == wanted | {"head": ""} and int(known["head"]) <= head:
            changed = list(rows.filter(seq__gt=int(known["head"])).values_list("kind", "item_id", "seq", "body"))
            _put(db, changed)
            if changed:
                index_writer.change(db, [row[:2] for row in changed])
        else:
            db.execute("DELETE FROM items")
            _put(db, list(rows.values_list("kind", "item_id", "seq", "body")))
            index_writer.build(db)
        db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", wanted.items())
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _state(db: sqlite3.Connection) -> dict[str, str]:
    return {row["name"]: row["value"] for row in db.execute("SELECT name, value FROM state")}


def _put(db: sqlite3.Connection, rows: Sequence[tuple[str, str, int, dict[str, Any] | None]]) -> None:
    """Rows (kind, id, seq, body) of the feed into `items`; no body = gone."""
    for kind, id_, seq, body in rows:
        if body is None:
            db.execute("DELETE FROM items WHERE kind = ? AND id = ?", (kind, id_))
        else:
            row = (kind, id_, seq, json.dumps(body, ensure_ascii=False), "")
            db.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?)", row)
