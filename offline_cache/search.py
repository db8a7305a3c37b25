"""Finds services by a question in everyday words: fielded BM25 over characters and sounds, precomputed in SQLite.

The index lies in the same file as the content it was built from and is written in the same transaction. Asking needs
nothing but that file; building needs pypinyin. A better engine replaces this module behind `Index`.
"""

from __future__ import annotations

import math
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from offline_cache import question, sounds_like
from offline_cache.records import Answer, Found, Hit, Service, Text

K1 = 1.2
B = 0.6
NAME, ALIASES, SUMMARY, MORE, STEPS, ENGLISH = 4.0, 4.0, 1.0, 0.6, 0.45, 3.0
HEARD_AGAIN = 0.95  # each further way a question may have been heard counts a little less

# The rule of the three answers. `understood` = the share of the question's weight (rarer features weigh more) that the
# best service accounts for; `ahead` = how far it is before the second, as a share of its own score.
NOTHING_BELOW = 0.12
SURE_FROM = 0.45
SURE_AHEAD = 0.15

_SCHEMA = (
    "DROP TABLE IF EXISTS documents",
    "DROP TABLE IF EXISTS postings",
    "CREATE TABLE documents (doc INTEGER PRIMARY KEY, id TEXT NOT NULL, slug TEXT NOT NULL, zh TEXT NOT NULL, "
    "en TEXT NOT NULL)",
    "CREATE TABLE postings (feature TEXT PRIMARY KEY, idf REAL NOT NULL, docs BLOB NOT NULL, impacts BLOB NOT NULL) "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS readings (char TEXT PRIMARY KEY, syllables TEXT NOT NULL) WITHOUT ROWID",
)
_SQL_VARIABLES = 500


@dataclass(frozen=True, slots=True)
class _Scored:
    doc: int
    score: float
    understood: float


class Index:
    """Answers questions from one content file, or from an open connection to one."""

    def __init__(self, source: Path | sqlite3.Connection) -> None:
        self._source = source

    @staticmethod
    def built(db: sqlite3.Connection) -> bool:
        """True when `db` holds an index."""
        return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'postings'").fetchone() is not None

    @staticmethod
    def build(db: sqlite3.Connection, services: Iterable[Service]) -> None:
        """Writes the index of `services` into `db`; the caller holds the transaction."""
        for statement in _SCHEMA:
            db.execute(statement)
        if db.execute("SELECT 1 FROM readings LIMIT 1").fetchone() is None:
            db.executemany("INSERT INTO readings VALUES (?, ?)", sounds_like.readings())
        documents = [document for service in services for document in _documents(service)]
        db.executemany(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
            (
                (number, service.id, service.slug, service.name.zh, service.name.en)
                for number, (service, _) in enumerate(documents)
            ),
        )
        db.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", _postings([fields for _, fields in documents]))

    def find(self, asked: str | tuple[str, ...], limit: int = 10) -> Found:
        """The best services, best first. Several texts are several ways one question may have been heard."""
        ways = (asked,) if isinstance(asked, str) else asked
        with self._opened() as db:
            best: dict[int, _Scored] = {}
            for number, way in enumerate(ways):
                for scored in self._scored(db, way, HEARD_AGAIN**number):
                    if scored.doc not in best or scored.score > best[scored.doc].score:
                        best[scored.doc] = scored
            ranked = self._by_service(db, sorted(best.values(), key=lambda one: -one.score), limit + 1)
        if not ranked:
            return Found("nothing")
        hits = tuple(hit for hit, _ in ranked)
        answer = _answer(ranked[0][1], hits)
        return Found(answer) if answer == "nothing" else Found(answer, hits[:limit])

    def _scored(self, db: sqlite3.Connection, text: str, share: float) -> list[_Scored]:
        features = question.asked(text, lambda chars: _readings(db, chars), lambda one: bool(_fetched(db, [one])))
        scores: defaultdict[int, float] = defaultdict(float)
        understood: defaultdict[int, float] = defaultdict(float)
        asked = 0.0
        found = _fetched(db, features.weights)
        rarest = math.log(1 + 2 * _count(db))
        for feature, weight in features.weights.items():
            row = found.get(feature)
            if feature in features.core:
                asked += weight * (row[0] if row else rarest)
            if row is None:
                continue
            idf, docs, impacts = row
            for doc, impact in zip(docs, impacts, strict=True):
                scores[doc] += weight * impact
                if feature in features.core:
                    understood[doc] += weight * idf
        total = asked or 1.0
        return [_Scored(doc, share * score, understood[doc] / total) for doc, score in scores.items()]

    def _by_service(self, db: sqlite3.Connection, ranked: list[_Scored], limit: int) -> list[tuple[Hit, _Scored]]:
        """The best document of each service stands for it: a chatty service must not win by its sum."""
        found: dict[str, tuple[Hit, _Scored]] = {}
        for scored in ranked:
            row = db.execute("SELECT id, slug, zh, en FROM documents WHERE doc = ?", (scored.doc,)).fetchone()
            if row[0] not in found:
                found[row[0]] = (Hit(row[0], row[1], Text(row[2], row[3]), round(scored.score, 4)), scored)
            if len(found) == limit:
                break
        return list(found.values())

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if isinstance(self._source, sqlite3.Connection):
            yield self._source
            return
        db = sqlite3.connect(f"{self._source.absolute().as_uri()}?mode=ro", uri=True)
        try:
            yield db
        finally:
            db.close()


def _answer(best: _Scored, hits: tuple[Hit, ...]) -> Answer:
    if best.understood < NOTHING_BELOW:
        return "nothing"
    second = hits[1].score if len(hits) > 1 else 0.0
    ahead = (hits[0].score - second) / hits[0].score
    return "sure" if best.understood >= SURE_FROM and ahead >= SURE_AHEAD else "which"


def _documents(service: Service) -> Iterator[tuple[Service, dict[str, float]]]:
    """A service is one document of weighted fields, and each of its spoken phrases is a small one of its own."""
    fields = (
        (NAME, [service.name.zh]),
        (ALIASES, list(service.aliases)),
        (SUMMARY, [service.summary.zh]),
        (MORE, [service.more.zh, service.eligibility.zh]),
        (STEPS, [text.zh for text in (*service.steps, *service.papers)]),
        (ENGLISH, [service.name.en, service.summary.en, service.slug.replace("-", " ")]),
    )
    counted: Counter[str] = Counter()
    weighted: defaultdict[str, float] = defaultdict(float)
    for weight, texts in fields:
        counted.clear()
        for text in texts:
            counted.update(question.told(text, sounds_like.read_aloud))
        for feature, times in counted.items():
            weighted[feature] += weight * times
    for name in (service.name.zh, *service.aliases):
        for feature in question.initials(name, sounds_like.read_aloud):
            weighted[feature] = max(weighted[feature], NAME)
    yield service, dict(weighted)
    for phrase in service.phrases:
        yield service, {f: ALIASES * n for f, n in Counter(question.told(phrase, sounds_like.read_aloud)).items()}


def _postings(documents: list[dict[str, float]]) -> Iterator[tuple[str, float, bytes, bytes]]:
    """BM25 impacts by feature: what a document adds to the score of a question that has the feature."""
    lengths = [sum(fields.values()) for fields in documents]
    average = sum(lengths) / len(lengths) if lengths else 1.0
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, fields in enumerate(documents):
        for feature in fields:
            holders[feature].append(number)
    for feature, numbers in holders.items():
        idf = math.log(1 + (len(documents) - len(numbers) + 0.5) / (len(numbers) + 0.5))
        impacts = array("f")
        for number in numbers:
            times = documents[number][feature] / (1 - B + B * lengths[number] / average)
            impacts.append(idf * times * (K1 + 1) / (times + K1))
        yield feature, idf, array("I", numbers).tobytes(), impacts.tobytes()


def _fetched(db: sqlite3.Connection, features: Iterable[str]) -> dict[str, tuple[float, array[int], array[float]]]:
    wanted = list(features)
    found: dict[str, tuple[float, array[int], array[float]]] = {}
    for start in range(0, len(wanted), _SQL_VARIABLES):
        some = wanted[start : start + _SQL_VARIABLES]
        marks = ",".join("?" * len(some))
        query = f"SELECT feature, idf, docs, impacts FROM postings WHERE feature IN ({marks})"
        for feature, idf, docs, impacts in db.execute(query, some):
            found[feature] = (idf, array("I", docs), array("f", impacts))
    return found


def _readings(db: sqlite3.Connection, chars: Iterable[str]) -> dict[str, tuple[str, ...]]:
    wanted = sorted(chars)
    marks = ",".join("?" * len(wanted))
    rows = db.execute(f"SELECT char, syllables FROM readings WHERE char IN ({marks})", wanted)
    return {char: tuple(syllables.split()) for char, syllables in rows}


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
