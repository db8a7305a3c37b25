"""A question of this visit with its answer, and the pages and counters that follow from it: plain values, no Qt."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from offline_cache.records import Found, Heard, Service

MARKS = "，。？！；,.?!; "


@dataclass(frozen=True)
class Question:
    """One question of this visit, as it may have been heard. The words are the resident's and die at rest.

    `typed`: letters from the letter board, no sentence. `ref` becomes the envelope's when the sentence is told.
    """

    number: int
    ways: tuple[Heard, ...] = field(repr=False)
    typed: bool = False
    ref: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def words(self) -> str:
        """What was most likely said."""
        return max(self.ways, key=lambda way: way.score).text if self.ways else ""


@dataclass(frozen=True)
class Answered:
    """A question with all that its pages show."""

    question: Question = field(repr=False)
    found: Found
    services: tuple[Service, ...]
    icons: Mapping[str, str]

    @property
    def way(self) -> tuple[tuple[str, str], ...]:
        """The pages to go through; behind the page of an answer lies the choice with the other answers."""
        number = str(self.question.number)
        which = ("which", number)
        if self.question.typed:
            return (which,)
        if len(self.found.places) == 1:
            return (which, ("place", f"{self.found.places[0].id}/{number}"))
        if self.found.places:
            return (which,)
        if self.found.term:
            term = ("term", self.found.term.id)
            return (which, term) if self.services else (term,)
        if not self.services:
            return (("none", number),)
        return (which, ("service", self.services[0].id)) if self.found.answer == "sure" else (which,)

    @property
    def counters(self) -> tuple[str, ...]:
        """What staff count of it: what the resident was shown, never what was said."""
        shown = self.way[-1][0]
        answer = {"which": "answer:which", "none": "answer:nothing"}.get(shown, "answer:sure")
        away = (f"elsewhere:{self.found.elsewhere.id}",) if self.found.elsewhere and shown == "none" else ()
        opened = (f"service:{self.services[0].slug}",) if shown == "service" else ()
        return (answer, *(f"saying:{said}" for said in self.found.sayings), *away, *opened)


def cleaned(text: str) -> str:
    """The words without what cannot be shown or sent, on one line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def pieces(text: str, most: int) -> list[str]:
    """A text in parts of at most `most` characters, cut after a mark or a space where there is one."""
    found = []
    while len(text) > most:
        room = text[:most]
        cut = max(room.rfind(mark) for mark in MARKS) + 1
        cut = cut if cut > most // 3 else most
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text] if text else found
