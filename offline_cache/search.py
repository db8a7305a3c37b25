"""Finds services and places by a question in everyday words, in characters and in sounds. Asking needs one SQLite file.

The index lies in the same file as the content and is written in the same transaction: built whole from a snapshot,
service by service from a delta (index_writer.py). How it was chosen and measured: docs/search.md.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from offline_cache import question, sayings, verdict
from offline_cache.entries import ELSEWHERE, PLACES, SERVICES
from offline_cache.postings import Posting, Postings
from offline_cache.ranking import Ranked, ranked
from offline_cache.records import Answer, Heard, Text
from offline_cache.verdict import Evidence

SAYING_WEIGHT = 0.35
MOST_ELSEWHERE = 4
"""So many things done elsewhere may stand among the first."""
ASKS_THE_WAY = re.compile(
    r"在(哪|什么地方)|哪里(是|有)|怎么(走|去|找|到)|往哪|几楼|归(哪|谁)|属于|哪个社区|谁社区|where|how (do|can) i get"
)
_WAY_WORDS = re.compile(
    r"在?(哪里|哪儿|哪边|哪|什么地方)(走|去|啊)?|怎么(走|去|找|到)|往哪(走|边)?|几楼|归(哪个|哪|谁)|属于|哪个|谁|社区|管|"
    r"我(们)?(家|住)?|请问|是|去|找|到|where is|where|how do i get to|the|is"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may have been meant."""

    id: str
    slug: str
    name: Text
    score: float
    understood: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer and what it stands on: the services, best first; what was asked for and is not done here; the sayings
    of the lexicon that were in the question."""

    answer: Answer
    services: tuple[Candidate, ...]
    elsewhere: str | None = None
    sayings: tuple[str, ...] = ()
    evidence: Evidence | None = None


class Index:
    """Answers questions from one content file, or from an open connection to one."""

    def __init__(self, source: Path | sqlite3.Connection) -> None:
        self._source = source

    @staticmethod
    def built(db: sqlite3.Connection) -> bool:
        """True when `db` holds an index."""
        return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'postings'").fetchone() is not None

    def find(self, asked: str | Sequence[Heard], limit: int = 10) -> Ranking:
        """The best services, best first. Several texts are several ways one question may have been heard."""
        with self._opened() as db:
            wording = Wording(db, asked, Postings(db, SERVICES))
            best = _candidates(wording.postings, wording.ranked(), max(limit, 3) + MOST_ELSEWHERE)
        here = tuple(one for one in best if not one.id.startswith(ELSEWHERE))
        away = next((one for one in best if one.id.startswith(ELSEWHERE)), None)
        evidence = _evidence(here, away)
        answer = verdict.of(evidence) if evidence else "nothing"
        first_is_away = away is not None and (not here or away.score >= here[0].score)
        return Ranking(
            answer,
            here[:limit] if answer != "nothing" else (),
            away.id.removeprefix(ELSEWHERE) if away and first_is_away and answer == "nothing" else None,
            wording.said,
            evidence,
        )

    def nearest(self, asked: str | Sequence[Heard], limit: int) -> tuple[Candidate, ...]:
        """The best services, whatever the answer would be."""
        with self._opened() as db:
            wording = Wording(db, asked, Postings(db, SERVICES))
            best = _candidates(wording.postings, wording.ranked(), limit + MOST_ELSEWHERE)
        return tuple(one for one in best if not one.id.startswith(ELSEWHERE))[:limit]

    def places(self, asked: str | Sequence[Heard], limit: int = 6) -> tuple[Candidate, ...]:
        """The places a question asks the way to; none when it does not."""
        named = places_named(asked)
        if not named:
            return ()
        with self._opened() as db:
            wording = Wording(db, named, Postings(db, PLACES))
            best = _candidates(wording.postings, wording.ranked(), limit)
        return tuple(one for one in best if one.understood >= verdict.PLACE_UNDERSTOOD)

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


def places_named(asked: str | Sequence[Heard]) -> list[Heard]:
    """What is left of a question that asks the way, without the words for that; empty for other questions."""
    ways = [(question.cleaned(text), share) for text, share in _ways(asked)]
    if not any(ASKS_THE_WAY.search(text) for text, _ in ways):
        return []
    return [Heard(named, share) for text, share in ways if (named := _WAY_WORDS.sub("", text).strip())]


class Wording:
    """A question as it may have been heard, in features: what was said, and what the lexicon says that means.

    `weights` of all features, `core` of those that say how much was understood, `origin` of each: the piece of the
    question, and the saying it came through; `said` are the sayings, `found` the postings.
    """

    def __init__(self, db: sqlite3.Connection, asked: str | Sequence[Heard], postings: Postings) -> None:
        self.postings = postings
        self.weights: defaultdict[str, float] = defaultdict(float)
        self.core: defaultdict[str, float] = defaultdict(float)
        self.origin: dict[str, tuple[str, str | None]] = {}
        said: dict[str, None] = {}
        texts = [(question.cleaned(_simplified(db, text)), share) for text, share in _ways(asked)]
        self.readings = _readings(db, *(text for text, _ in texts))
        for text, share in texts:
            grams = question.asked(text, self.readings, self.postings.known)
            self._add(self.weights, grams, share)
            self._add(self.core, (gram for gram in grams if gram.core), share)
            for meant in sayings.meant(db, text, self.readings):
                said[meant.said] = None
                for phrase in meant.means:
                    more = question.asked(phrase, _readings(db, phrase), self.postings.known)
                    self._add(self.weights, more, share * meant.share * SAYING_WEIGHT, meant.said)
        self.said = tuple(said)
        self.found: dict[str, Posting] = postings.of(self.weights)

    def ranked(self) -> Ranked:
        """All entries that have anything of it."""
        return ranked(self.found, self.postings.alive(), self.weights, self.core)

    def _add(
        self, to: defaultdict[str, float], grams: Iterable[question.Gram], share: float, by: str | None = None
    ) -> None:
        heaviest: dict[str, question.Gram] = {}
        for gram in grams:
            if gram.feature not in heaviest or gram.weight > heaviest[gram.feature].weight:
                heaviest[gram.feature] = gram
        for feature, gram in heaviest.items():
            to[feature] += share * gram.weight
            self.origin.setdefault(feature, (by or gram.said, by))


def _evidence(here: Sequence[Candidate], away: Candidate | None) -> Evidence | None:
    if not here:
        return None
    first, second, third = ([one.score for one in here[:3]] + [0.0, 0.0])[:3]
    return Evidence(here[0].understood, first, 1 - second / first, away.score / first if away else 0.0, third / first)


def _ways(asked: str | Sequence[Heard]) -> list[tuple[str, float]]:
    """Each way with its share; the shares add up to 1."""
    if isinstance(asked, str):
        return [(asked, 1.0)]
    total = sum(way.score for way in asked) or 1.0
    return [(way.text, way.score / total) for way in asked]


def _candidates(postings: Postings, found: Ranked, limit: int) -> list[Candidate]:
    """The first `limit`; equals are ordered by id, so that the order of the content does not matter."""
    least = found.scores[limit - 1] if len(found.numbers) > limit else 0.0
    last = int((found.scores >= least).sum())
    named = postings.named(found.numbers[:last])
    some = [
        Candidate(one.id, one.slug, one.name, float(score), float(understood))
        for number, score, understood in zip(
            found.numbers[:last], found.scores[:last], found.understood[:last], strict=True
        )
        if (one := named[int(number)])
    ]
    return sorted(some, key=lambda one: (-one.score, one.id))[:limit]


def _readings(db: sqlite3.Connection, *texts: str) -> dict[str, tuple[str, ...]]:
    chars = {char for text in texts for part in question.parts(text) for char in part}
    query = "SELECT char, syllables FROM chars WHERE char IN (SELECT value FROM json_each(?))"
    return {char: tuple(syllables.split()) for char, syllables in db.execute(query, (_list(chars),))}


def _simplified(db: sqlite3.Connection, text: str) -> str:
    query = "SELECT char, simple FROM chars WHERE char IN (SELECT value FROM json_each(?)) AND simple <> char"
    return text.translate({ord(char): simple for char, simple in db.execute(query, (_list(set(text)),))})


def _list(chars: Iterable[str]) -> str:
    return json.dumps([char for char in chars if not 0xD800 <= ord(char) <= 0xDFFF and char != "\0"])
