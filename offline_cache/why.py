"""Why a service was found: which words or sounds of the question met which of its texts. For staff and for us."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence

from offline_cache import bodies, question
from offline_cache.entries import SERVICES
from offline_cache.postings import Postings
from offline_cache.records import Heard, Matched, Service
from offline_cache.search import Candidate, nearest
from offline_cache.wording import Wording

KINDS = {"c": "words", "f": "sounds", "e": "english", "i": "initials", "l": "letters"}
MOST = 12


def explained(
    db: sqlite3.Connection, asked: str | Sequence[Heard], limit: int
) -> list[tuple[Candidate, tuple[Matched, ...]]]:
    """The first `limit` services with what met in them, strongest first."""
    wording = Wording(db, asked, Postings(db, SERVICES))
    explanations = []
    for candidate in nearest(wording, limit):
        shares: dict[str, float] = {}
        for feature, rare in wording.rarities.items():
            posting = wording.found[feature]
            at = (posting.numbers == candidate.number).nonzero()[0]
            if len(at):
                shares[feature] = float(wording.weights[feature] * rare * posting.impacts[at[0]])
        (row,) = db.execute("SELECT body FROM items WHERE kind = 'service' AND id = ?", (candidate.id,)).fetchall()
        service = bodies.service(json.loads(row[0]))
        explanations.append((candidate, _matched(service, wording, shares)))
    return explanations


def _matched(service: Service, wording: Wording, shares: dict[str, float]) -> tuple[Matched, ...]:
    """The pieces of the question, each with its strongest kind of feature and the text that has most of it."""
    total = sum(shares.values()) or 1.0
    pieces: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    for feature in shares:
        pieces[wording.origin[feature]].append(feature)
    texts = [(field, text, question.told(text, wording.readings)) for field, text in _texts(service)]
    found = []
    for (said, by), features in pieces.items():
        strongest = max(features, key=lambda feature: shares[feature])
        field, text = next(
            ((field, text) for field, text, has in texts if strongest in has), ("typed", service.name.zh)
        )
        share = round(sum(shares[feature] for feature in features) / total, 3)
        found.append(Matched(said, KINDS[_kind(features)[0]], field, text, share, by))
    return tuple(sorted(found, key=lambda one: (-one.share, one.asked))[:MOST])


def _kind(features: Sequence[str]) -> str:
    """The most exact of the classes: the same characters before sounds that an accent mixes up."""
    order = "ceilf"
    return min((feature[0] for feature in features), key=order.index)


def _texts(service: Service) -> Iterator[tuple[str, str]]:
    yield "name", service.name.zh
    yield from (("alias", text) for text in service.aliases)
    yield from (("phrase", text) for text in service.phrases)
    yield from (("word", text) for text in service.words)
    yield "summary", service.summary.zh
    yield from (("more", text.zh) for text in (service.more, service.eligibility))
    yield from (("steps", text.zh) for text in (*service.steps, *service.papers))
    yield from (("english", text) for text in (service.name.en, service.summary.en))
