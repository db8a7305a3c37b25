"""Finds services and places by a question in everyday words, in characters and in sounds. Asking needs one SQLite file.

The index lies in the same file as the content and is written in the same transaction: built whole from a snapshot,
service by service from a delta (index_writer.py). How it was chosen and measured: docs/search.md.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from offline_cache import question, verdict
from offline_cache.entries import ELSEWHERE, PLACES, SERVICES
from offline_cache.postings import Postings
from offline_cache.ranking import Ranked
from offline_cache.records import Answer, Heard, Text
from offline_cache.verdict import Evidence
from offline_cache.wording import Wording, ways

ASKS_THE_WAY = re.compile(
    r"在(哪|什么地方)|哪里(是|有)|怎么(走|去|找|到)|往哪|几楼|归(哪|谁)|属于|哪个社区|谁社区|where|how (do|can) i get"
)
_WAY_WORDS = re.compile(
    r"在?(哪里|哪儿|哪边|哪|什么地方)(走|去|啊)?|怎么(走|去|找|到)|往哪(走|边)?|几楼|归(哪个|哪|谁)|属于|哪个|谁|社区|管|"
    r"我(们)?(家|住)?|请问|是|去|找|到|where is|where|how do i get to|the|is"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may have been meant; `number` is its place in the index."""

    number: int
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

    def find(self, asked: str | Sequence[Heard], limit: int = 10) -> Ranking:
        """The best services, best first. Several texts are several ways one question may have been heard."""
        with self._opened() as db:
            postings = Postings(db, SERVICES)
            wording = Wording(db, asked, postings)
            away = postings.begun(ELSEWHERE)
            whole = _Judged.of(wording.ranked(), away)
            if whole.answer != "nothing":
                services = _candidates(postings, whole.here, limit)
                return Ranking(whole.answer, services, None, wording.said, whole.evidence)
            if services := _core(postings, wording, away, limit):
                return Ranking("which", services, None, wording.said, whole.evidence)
            elsewhere = _candidates(postings, whole.away, 1) if whole.is_away else ()
            where = elsewhere[0].id.removeprefix(ELSEWHERE) if elsewhere else None
            return Ranking("nothing", (), where, wording.said, whole.evidence)

    def nearest(self, asked: str | Sequence[Heard], limit: int) -> tuple[Candidate, ...]:
        """The best services, whatever the answer would be."""
        with self._opened() as db:
            return nearest(Wording(db, asked, Postings(db, SERVICES)), limit)

    def places(self, asked: str | Sequence[Heard], limit: int = 6) -> tuple[Candidate, ...]:
        """The places a question asks the way to; none when it does not."""
        named = places_named(asked)
        if not named:
            return ()
        with self._opened() as db:
            postings = Postings(db, PLACES)
            best = _candidates(postings, Wording(db, named, postings).ranked(), limit)
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


def nearest(wording: Wording, limit: int) -> tuple[Candidate, ...]:
    """The best services for a question, those done elsewhere left out."""
    return _candidates(wording.postings, wording.ranked().only(~wording.postings.begun(ELSEWHERE)), limit)


def places_named(asked: str | Sequence[Heard]) -> list[Heard]:
    """What is left of a question that asks the way, without the words for that; empty for other questions."""
    texts = [(question.cleaned(text), share) for text, share in ways(asked)]
    if not any(ASKS_THE_WAY.search(text) for text, _ in texts):
        return []
    return [Heard(named, share) for text, share in texts if (named := _WAY_WORDS.sub("", text).strip())]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was found, apart in services (`here`) and things done elsewhere (`away`), with the answer it makes."""

    here: Ranked
    away: Ranked
    evidence: Evidence | None
    answer: Answer

    @classmethod
    def of(cls, found: Ranked, is_away: NDArray[np.bool_]) -> _Judged:
        here, away = found.only(~is_away), found.only(is_away)
        if not len(here.scores):
            return cls(here, away, None, "nothing")
        first, second, third = (*here.scores[:3].tolist(), 0.0, 0.0)[:3]
        best_away = float(away.scores[0]) if len(away.scores) else 0.0
        understood = float(here.understood[0])
        evidence = Evidence(understood, first, 1 - second / first, best_away / first, third / first)
        return cls(here, away, evidence, verdict.of(evidence))

    @property
    def is_away(self) -> bool:
        """True when a thing done elsewhere fits better than every service."""
        return len(self.away.scores) > 0 and (not len(self.here.scores) or self.away.scores[0] >= self.here.scores[0])


def _core(postings: Postings, wording: Wording, is_away: NDArray[np.bool_], limit: int) -> tuple[Candidate, ...]:
    """The core of a telling that was not understood as a whole: what single clauses ask for beyond doubt, the last first,
    then what came near in them."""
    judged = [_Judged.of(clause, is_away) for clause in wording.clauses()]
    certain = [_candidates(postings, one.here, 3) for one in judged if one.answer == "sure"]
    in_order = [found[0] for found in certain] + [one for found in certain for one in found[1:]]
    return tuple({one.id: one for one in reversed(in_order)}.values())[::-1][:limit]


def _candidates(postings: Postings, found: Ranked, limit: int) -> tuple[Candidate, ...]:
    """The first `limit`; equals are ordered by id, so that the order of the content does not matter."""
    least = found.scores[limit - 1] if len(found.numbers) > limit else 0.0
    last = int((found.scores >= least).sum())
    named = postings.named(found.numbers[:last])
    some = [
        Candidate(int(number), one.id, one.slug, one.name, float(score), float(understood))
        for number, score, understood in zip(
            found.numbers[:last], found.scores[:last], found.understood[:last], strict=True
        )
        if (one := named[int(number)])
    ]
    return tuple(sorted(some, key=lambda one: (-one.score, one.id))[:limit])
