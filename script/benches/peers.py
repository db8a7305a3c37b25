"""The engines a search is measured beside: SQLite FTS5 by threes and by characters, and rapidfuzz. Same texts for all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from offline_cache.records import Service

Ask = Callable[[str], list[str]]
MOST = 10


def texts(service: Service) -> tuple[str, str]:
    """What a service is called, and the rest of what is said and written of it."""
    called = " ".join((service.name.zh, *service.aliases, service.name.en))
    rest = (service.summary.zh, service.more.zh, *service.phrases, *service.words)
    return called, " ".join((*rest, *(text.zh for text in (*service.steps, *service.papers))))


def fts5(db: sqlite3.Connection, services: Sequence[Service], trigram: bool) -> Ask:
    """A plain full-text index, names four times the rest; by threes of characters, or each character a word."""
    tokens = "trigram" if trigram else "unicode61"
    db.execute(f"CREATE VIRTUAL TABLE t USING fts5(slug UNINDEXED, called, rest, tokenize='{tokens}')")
    rows = ((one.slug, *(text if trigram else " ".join(text) for text in texts(one))) for one in services)
    db.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)

    def ask(text: str) -> list[str]:
        width = 3 if trigram else 1
        words = {text[at : at + width] for at in range(len(text) - width + 1)}
        query = " OR ".join(f'"{word}"' for word in words if word.isalnum())
        if not query:
            return []  # two characters have no three
        found = db.execute("SELECT slug FROM t WHERE t MATCH ? ORDER BY bm25(t, 0, 4, 1) LIMIT ?", (query, MOST))
        return [row[0] for row in found]

    return ask


def rapidfuzz(services: Sequence[Service]) -> Ask:
    """The nearest name, alias or phrase by edit distance."""
    known = [(text, one.slug) for one in services for text in (one.name.zh, *one.aliases, *one.phrases)]
    choices = [text for text, _ in known]

    def ask(text: str) -> list[str]:
        near = process.extract(text, choices, scorer=fuzz.WRatio, limit=MOST * 4)
        return list(dict.fromkeys(known[at][1] for _, _, at in near))[:MOST]

    return ask
