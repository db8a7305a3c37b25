"""The three answers: sure (open the page), which (ask back), nothing (a person). Fitted by `script/calibrate`."""

from __future__ import annotations

import math
from collections.abc import Sequence

from offline_cache.records import Answer

SURE_FROM = 0.5
NOTHING_BELOW = 0.1
PLACE_UNDERSTOOD = 0.6
"""So much of what is left of a question, the words for "where" taken out, must be the name of a place."""

FITS = (-2.0, 3.0, 3.0, 0.0)
RIGHT = (-2.0, 3.0, 3.0, 3.0)
"""Weights of a logistic regression: constant, understood, score, lead of the first over the second."""


def of(candidates: Sequence[tuple[float, float]], *, elsewhere: bool) -> Answer:
    """The answer for the best candidates' (score, understood), best first.

    `elsewhere`: something that is not done here fits better than all of them.
    """
    if not candidates or elsewhere or fits(candidates) < NOTHING_BELOW:
        return "nothing"
    return "sure" if right(candidates) >= SURE_FROM else "which"


def fits(candidates: Sequence[tuple[float, float]]) -> float:
    """The chance that anything here answers the question."""
    return _chance(FITS, candidates)


def right(candidates: Sequence[tuple[float, float]]) -> float:
    """The chance that the first candidate answers it."""
    return _chance(RIGHT, candidates)


def measures(candidates: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """What the chances are made of: understood, score, lead."""
    score, understood = candidates[0]
    second = candidates[1][0] if len(candidates) > 1 else 0.0
    return understood, score, (score - second) / score


def _chance(weights: tuple[float, ...], candidates: Sequence[tuple[float, float]]) -> float:
    constant, *rest = weights
    return 1 / (1 + math.exp(-constant - sum(w * m for w, m in zip(rest, measures(candidates), strict=True))))
