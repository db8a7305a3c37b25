"""Fits the three answers: asks a catalogue that has a third of its wording hidden, and writes the calibration (3 min).

In scope: the development questions in four channels and a sample of the hidden aliases and phrases. Out of scope: the
development questions and the phrases of things done elsewhere whose topic is hidden. Three folds, each third hidden
once. Two logistic regressions on the evidence; `nothing_below` keeps wrong refusals within NOTHING_WRONGLY, `sure_from`
keeps wrong certainty within SURE_WRONGLY. What that costs is measured on the folds and written down beside the numbers.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import findings
import hidden
import mishear
import numpy as np
import questions
from numpy.typing import NDArray

from offline_cache.catalogue import Catalogue
from offline_cache.content_file import packaged_feed
from offline_cache.content_writer import Item
from offline_cache.search import Index
from offline_cache.verdict import Evidence, chance

TARGET = Path(__file__).resolve().parents[2] / "offline_cache" / "calibration.json"
NOTHING_WRONGLY = 0.015
SURE_WRONGLY = 0.2
SAMPLE = 400  # hidden phrases asked in each fold and channel


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked: the evidence (None: nothing found at all), in scope or not, the first hit right or not."""

    evidence: Evidence | None
    in_scope: bool
    right: bool


def cases(fold: int) -> list[Case]:
    """Asks one fold."""

    def hide(item: Item, field: str, text: str) -> bool:
        if item.kind == "elsewhere":
            return hidden.third(item.id if field == "topic" else text, fold)
        return hidden.third(text, fold)

    chance_ = random.Random(fold)
    asked = [
        question
        for name in ("dev_questions", "dev_out_of_scope")
        for channel in questions.CHANNELS
        for question in questions.read(name, channel)
    ]
    for channel in ("clean", "noisy"):
        for kind, in_scope in (("service", True), ("elsewhere", False)):
            texts = [
                questions.Question(
                    mishear.CHANNELS[channel](text, chance_), (item.body["slug"],) if in_scope else (), ""
                )
                for item in packaged_feed().items
                if item.kind == kind and (in_scope or hide(item, "topic", item.id))
                for text in (*item.body.get("aliases", ()), *item.body["phrases"])
                if hide(item, "phrases", text) or not in_scope
            ]
            asked += chance_.sample(texts, min(SAMPLE, len(texts)))
    with hidden.catalogue(hide) as catalogue:
        return [_case(catalogue, question) for question in asked]


def _case(catalogue: Catalogue, question: questions.Question) -> Case:
    ranking = Index(catalogue.at.content).find(question.text, 1)
    near = Index(catalogue.at.content).nearest(question.text, 1)
    service = catalogue.service(near[0].id) if near else None
    return Case(ranking.evidence, bool(question.slugs), service is not None and service.slug in question.slugs)


def fitted(evidence: NDArray[np.float64], true: NDArray[np.bool_], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, slightly damped; a constant comes first."""
    rows = np.column_stack([np.ones(len(evidence)), evidence])
    answer = np.zeros(rows.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-rows @ answer))
        slope = rows.T @ (weights * (true - chances)) - 1e-3 * answer
        curve = (rows * (weights * chances * (1 - chances))[:, None]).T @ rows + 1e-3 * np.eye(len(answer))
        answer = answer + np.linalg.solve(curve, slope)
    return answer


def main() -> None:
    findings.begin(3, "Calibrating the three answers")
    found = []
    for fold in range(3):
        found += cases(fold)
        findings.progress(f"fold {fold + 1} of 3: {len(found)} questions asked")
    told = [case for case in found if case.evidence is not None]
    evidence = np.array([case.evidence.numbers() for case in told])
    in_scope = np.array([case.in_scope for case in told])
    right = np.array([case.right and case.in_scope for case in told])
    even = np.where(in_scope, 0.5 / in_scope.mean(), 0.5 / (1 - in_scope.mean()))  # both sides weigh the same
    fits, certain = fitted(evidence, in_scope, even), fitted(evidence, right, even)
    fit = np.array([chance(fits.tolist(), case.evidence) for case in told])
    sure = np.array([chance(certain.tolist(), case.evidence) for case in told])
    nothing_below = float(np.quantile(fit[in_scope], NOTHING_WRONGLY))
    kept = fit >= nothing_below
    outside = int(sum(not case.in_scope for case in found))
    strangers = np.sort(sure[~in_scope & kept])[::-1]
    sure_from = float(strangers[min(len(strangers) - 1, int(SURE_WRONGLY * outside))])
    is_sure = kept & (sure > sure_from)
    expected = {
        "questions": len(found),
        "in scope, answered nothing": _share(in_scope & ~kept, in_scope),
        "in scope, answered sure": _share(in_scope & is_sure, in_scope),
        "sure, and the first is right": _share(right & is_sure, in_scope & is_sure),
        "out of scope, answered nothing": 1 - round(int((~in_scope & kept).sum()) / outside, 3),
        "out of scope, answered sure": round(int((~in_scope & is_sure).sum()) / outside, 3),
        "auc": _auc(fit, in_scope),
    }
    said = {
        "fits": [round(weight, 4) for weight in fits],
        "right": [round(weight, 4) for weight in certain],
        "nothing_below": round(nothing_below, 4),
        "sure_from": round(sure_from, 4),
        "expected": expected,
    }
    TARGET.write_text(json.dumps(said, indent=1) + "\n", "utf-8")
    print(json.dumps(said, indent=1))
    print(f"written to {TARGET.relative_to(TARGET.parents[1])}")


def _share(some: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
    return round(int(some.sum()) / max(1, int(of.sum())), 3)


def _auc(scores: NDArray[np.float64], true: NDArray[np.bool_]) -> float:
    """The chance that a question in scope gets a higher score than one out of scope."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    positive = int(true.sum())
    negative = len(true) - positive
    return round(float((ranks[true].sum() - positive * (positive + 1) / 2) / (positive * negative)), 4)


if __name__ == "__main__":
    main()
