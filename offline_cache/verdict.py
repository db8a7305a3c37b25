"""The three answers: sure (open the page), which (ask back), nothing (a person). Fitted by `script/calibrate`."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from offline_cache.records import Answer

LEAD_AT_LEAST = 0.1
CROWD = 0.85
"""However good the first is: with the second this close (医保), or the third this near to it (补贴), the resident is asked."""
PLACE_UNDERSTOOD = 0.6
"""So much of what is left of a question, the words for "where" taken out, must be the name of a place."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the answer is decided by.

    `understood`: share of the question that the best service has anywhere; `score`: its score; `lead`: how far it is
    before the second, as a share of its own score; `away`: the score of the best thing done elsewhere, as a share of it;
    `third`: the score of the third service, as a share of it.
    """

    understood: float
    score: float
    lead: float
    away: float
    third: float = 0.0

    def numbers(self) -> tuple[float, float, float, float]:
        """The evidence as the regression sees it."""
        return min(self.understood, 1.0), math.log1p(self.score), self.lead, min(self.away, 2.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Two logistic regressions (a constant, then a weight for each number of the evidence) and their thresholds."""

    fits: tuple[float, ...]
    right: tuple[float, ...]
    nothing_below: float
    sure_from: float


@cache
def calibration() -> Calibration:
    """What `script/calibrate` wrote down."""
    said = json.loads(files("offline_cache").joinpath("calibration.json").read_text("utf-8"))
    return Calibration(tuple(said["fits"]), tuple(said["right"]), said["nothing_below"], said["sure_from"])


def of(evidence: Evidence) -> Answer:
    """The answer: nothing here fits, the first is it, or one of the first is."""
    known = calibration()
    if evidence.understood == 0 or chance(known.fits, evidence) < known.nothing_below:
        return "nothing"
    alone = evidence.lead >= LEAD_AT_LEAST and evidence.third < CROWD
    sure = alone and chance(known.right, evidence) >= known.sure_from
    return "sure" if sure else "which"


def chance(weights: Sequence[float], evidence: Evidence) -> float:
    """The chance that a regression gives."""
    constant, *rest = weights
    return 1 / (1 + math.exp(-constant - sum(w * n for w, n in zip(rest, evidence.numbers(), strict=True))))
