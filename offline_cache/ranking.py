"""Ranks the entries of a shelf for a question: the rarer a feature and the more an entry has of it, the better."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offline_cache.postings import Posting

DECIMALS = 4
"""Scores are compared to so many places: the order in which numbers were added must not decide."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Entry numbers, best first, with their scores (from 0 up) and the share of the question each understands."""

    numbers: NDArray[np.intp]
    scores: NDArray[np.float64]
    understood: NDArray[np.float64]

    def only(self, wanted: NDArray[np.bool_]) -> Ranked:
        """Those whose number is `wanted`, in the same order."""
        kept = wanted[self.numbers]
        return Ranked(self.numbers[kept], self.scores[kept], self.understood[kept])


def rarity(found: Mapping[str, Posting], alive: NDArray[np.bool_]) -> dict[str, float]:
    """BM25's idf of each feature that a living entry has, counted over living entries only."""
    count = int(alive.sum())
    all_alive = count == len(alive)
    rarities = {}
    for feature, posting in found.items():
        holders = len(posting.numbers) if all_alive else int(alive[posting.numbers].sum())
        if holders:
            rarities[feature] = math.log(1 + (count - holders + 0.5) / (holders + 0.5))
    return rarities


def unknown(alive: NDArray[np.bool_]) -> float:
    """The rarity of a feature that no entry has."""
    return math.log(1 + 2 * max(1, int(alive.sum())))


def ranked(
    found: Mapping[str, Posting],
    alive: NDArray[np.bool_],
    rarities: Mapping[str, float],
    weights: Mapping[str, float],
    core: Mapping[str, float],
) -> Ranked:
    """All living entries that have anything of the question.

    `weights` are the question's features; `core` those that say how much of it was understood; `rarities` those of
    `found`.
    """
    nowhere = unknown(alive)
    scores = _sum(found, {f: w * rarities[f] for f, w in weights.items() if f in rarities}, len(alive), impacts=True)
    known = _sum(found, {f: w * rarities[f] for f, w in core.items() if f in rarities}, len(alive), impacts=False)
    whole = sum(weight * rarities.get(feature, nowhere) for feature, weight in core.items()) or 1.0
    numbers = np.flatnonzero((scores > 0) & alive)
    shares = np.round(scores[numbers] / whole, DECIMALS)
    best_first = np.argsort(-shares, kind="stable")
    numbers = numbers[best_first]
    return Ranked(numbers, shares[best_first], known[numbers] / whole)


def _sum(
    found: Mapping[str, Posting], weights: Mapping[str, float], count: int, *, impacts: bool
) -> NDArray[np.float64]:
    """Per entry the sum of the weights of the features it has, times their impact if wanted."""
    if not weights:
        return np.zeros(count)
    postings = [found[feature] for feature in weights]
    numbers = np.concatenate([posting.numbers for posting in postings])
    amounts = np.repeat(np.array(list(weights.values())), [len(posting.numbers) for posting in postings])
    if impacts:
        amounts = amounts * np.concatenate([posting.impacts for posting in postings])
    return np.bincount(numbers, amounts, count).astype(np.float64)
