"""Question sets and what an engine makes of them: recall at 1 and 3, wrong refusals, wrong certainty."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from offline_cache.catalogue import Catalogue
from offline_cache.records import Found

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
CHANNELS = ("clean", "homophone", "accent", "noisy")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the slugs that answer it (none: out of scope), and the kind of speaker or wording."""

    text: str
    slugs: tuple[str, ...]
    kind: str


@dataclass
class Tally:
    """Counts over one set."""

    asked: int = 0
    first: int = 0
    among_three: int = 0
    nothing: int = 0
    sure: int = 0
    sure_and_right: int = 0
    missed: list[tuple[str, tuple[str, ...], list[str]]] = field(default_factory=list)

    def count(self, question: Question, found: Found) -> None:
        """Adds one answer."""
        got = [hit.slug for hit in found.hits]
        self.asked += 1
        self.first += bool(got) and got[0] in question.slugs
        self.among_three += any(slug in question.slugs for slug in got[:3])
        self.nothing += found.answer == "nothing"
        self.sure += found.answer == "sure"
        self.sure_and_right += found.answer == "sure" and got[0] in question.slugs
        if question.slugs and not any(slug in question.slugs for slug in got[:3]):
            self.missed.append((question.text, question.slugs, got[:3]))

    def share(self, name: str) -> float:
        """One count as a share of all."""
        return getattr(self, name) / self.asked if self.asked else 0.0


def read(name: str, channel: str = "clean") -> list[Question]:
    """The questions of `tests/data/<name>.json` as heard through a channel."""
    rows = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return [Question(row["tracks"][channel], tuple(row["slugs"]), row["kind"]) for row in rows]


def asked(catalogue: Catalogue, questions: Iterable[Question]) -> Tally:
    """Asks them all."""
    tally = Tally()
    for question in questions:
        tally.count(question, catalogue.find(question.text))
    return tally


def by_kind(catalogue: Catalogue, questions: Sequence[Question]) -> dict[str, Tally]:
    """A tally for each kind of question."""
    return {
        kind: asked(catalogue, [question for question in questions if question.kind == kind])
        for kind in sorted({question.kind for question in questions})
    }
