"""A question as it may have been heard, in features: what was said, and what the lexicon says that means."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from offline_cache import question, sayings
from offline_cache.postings import Posting, Postings
from offline_cache.ranking import Ranked, ranked, rarity
from offline_cache.records import Heard

SAYING_WEIGHT = 0.35


class Wording:
    """The features of a question and their postings on one shelf.

    `weights` of all features, `core` of those that say how much was understood, `origin` of each: the piece of the
    question, and the saying it came through; `said` are the sayings, `found` the postings.
    """

    def __init__(self, db: sqlite3.Connection, asked: str | Sequence[Heard], postings: Postings) -> None:
        self.postings = postings
        self.alive = postings.alive()
        self.origin: dict[str, tuple[str, str | None]] = {}
        self.weights: defaultdict[str, float] = defaultdict(float)
        self.core: defaultdict[str, float] = defaultdict(float)
        said: dict[str, None] = {}
        self.texts = [(question.cleaned(_simplified(db, text)), share) for text, share in ways(asked)]
        self.readings = _readings(db, *(text for text, _ in self.texts))
        for text, share in self.texts:
            grams = question.asked(text, self.readings, postings.known)
            self._add(self.weights, grams, share)
            self._add(self.core, (gram for gram in grams if gram.core), share)
            for meant in sayings.meant(db, text, self.readings):
                said[meant.said] = None
                for phrase in meant.means:
                    more = question.asked(phrase, _readings(db, phrase), postings.known)
                    self._add(self.weights, more, share * meant.share * SAYING_WEIGHT, meant.said)
        self.said = tuple(said)
        self.found: dict[str, Posting] = postings.of(self.weights)
        self.rarities = rarity(self.found, self.alive)

    def ranked(self) -> Ranked:
        """All entries that have anything of it."""
        return ranked(self.found, self.alive, self.rarities, self.weights, self.core)

    def clauses(self) -> list[Ranked]:
        """The same for each clause of the likeliest way it was heard, the last first; from the postings at hand."""
        likeliest = max(self.texts, key=lambda way: way[1], default=("", 0.0))[0]
        found = []
        for clause in reversed(question.clauses(likeliest)):
            weights: dict[str, float] = {}
            core: dict[str, float] = {}
            for gram in question.asked(clause, self.readings, lambda features: {}):
                weights[gram.feature] = max(gram.weight, weights.get(gram.feature, 0.0))
                if gram.core:
                    core[gram.feature] = gram.weight
            found.append(ranked(self.found, self.alive, self.rarities, weights, core))
        return found

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


def ways(asked: str | Sequence[Heard]) -> list[tuple[str, float]]:
    """Each way with its share; the shares add up to 1."""
    if isinstance(asked, str):
        return [(asked, 1.0)]
    total = sum(way.score for way in asked) or 1.0
    return [(way.text, way.score / total) for way in asked]


def _readings(db: sqlite3.Connection, *texts: str) -> dict[str, tuple[str, ...]]:
    chars = {char for text in texts for part in question.parts(text) for char in part}
    query = "SELECT char, syllables FROM chars WHERE char IN (SELECT value FROM json_each(?))"
    return {char: tuple(syllables.split()) for char, syllables in db.execute(query, (_list(chars),))}


def _simplified(db: sqlite3.Connection, text: str) -> str:
    query = "SELECT char, simple FROM chars WHERE char IN (SELECT value FROM json_each(?)) AND simple <> char"
    return text.translate({ord(char): simple for char, simple in db.execute(query, (_list(set(text)),))})


def _list(chars: Iterable[str]) -> str:
    return json.dumps([char for char in chars if not 0xD800 <= ord(char) <= 0xDFFF and char != "\0"])
