"""The colloquial lexicon at work: what people say also asks for what it is called. Matches sounds, needs no pypinyin."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from offline_cache import question, sounds_like
from offline_cache.records import Saying

SCHEMA = (
    "DROP TABLE IF EXISTS sayings",
    "CREATE TABLE sayings (id TEXT PRIMARY KEY, sounds TEXT NOT NULL, said TEXT NOT NULL, means TEXT NOT NULL) "
    "WITHOUT ROWID",
    "CREATE INDEX sayings_by_sound ON sayings (sounds)",
)
LONGEST = 8  # characters of a saying
AS_WRITTEN, AS_HEARD = 1.0, 0.7


@dataclass(frozen=True, slots=True)
class Meant:
    """A saying found in a question: what it stands for, and how surely (1 as written, less when only the sound fits)."""

    said: str
    means: tuple[str, ...]
    share: float


def clear(db: sqlite3.Connection) -> None:
    """Makes an empty table."""
    for statement in SCHEMA:
        db.execute(statement)


def put(db: sqlite3.Connection, sayings: Iterable[Saying], readings: question.Readings) -> None:
    """Adds sayings; one with a known id takes its place. What cleaning a question turns into its meaning anyway (啥子) is
    left out: it would be found in every 什么."""
    rows = [(one, question.cleaned(one.said)) for one in sayings]
    db.executemany(
        "INSERT OR REPLACE INTO sayings VALUES (?, ?, ?, ?)",
        [
            (one.id, _sounds(cleaned, readings), one.said, json.dumps(one.means, ensure_ascii=False))
            for one, cleaned in rows
            if cleaned not in one.means
        ],
    )


def drop(db: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Takes sayings out; unknown ids do not matter."""
    db.executemany("DELETE FROM sayings WHERE id = ?", [(id_,) for id_ in ids])


def meant(db: sqlite3.Connection, cleaned: str, readings: question.Readings) -> list[Meant]:
    """The sayings in a cleaned question, longest first; one inside a longer one that was found is not counted."""
    pieces: dict[str, list[str]] = {}
    for run in question.chinese_runs(cleaned):
        folds = _folds(run, readings)
        for start in range(len(run)):
            for end in range(start + 2, min(len(run), start + LONGEST) + 1):
                pieces.setdefault(" ".join(folds[start:end]), []).append(run[start:end])
    query = "SELECT sounds, said, means FROM sayings WHERE sounds IN (SELECT value FROM json_each(?))"
    found: dict[str, Meant] = {}
    for sounds, said, means in db.execute(query, (json.dumps(list(pieces)),)):
        as_written = question.cleaned(said) in pieces[sounds]
        if as_written or len(said) > 2:  # two syllables alone sound like too many other things
            found[sounds] = Meant(said, tuple(json.loads(means)), AS_WRITTEN if as_written else AS_HEARD)
    whole = sorted(found, key=len, reverse=True)
    kept = [one for at, one in enumerate(whole) if not any(f" {one} " in f" {longer} " for longer in whole[:at])]
    return [found[one] for one in kept]


def _sounds(text: str, readings: question.Readings) -> str:
    return " ".join(fold for run in question.chinese_runs(text) for fold in _folds(run, readings))


def _folds(run: str, readings: question.Readings) -> Sequence[str]:
    return [sounds_like.folded(readings.get(char, (char,))[0]) for char in run]
