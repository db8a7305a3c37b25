"""The sentences people say to the kiosk, read from `sentences.zh.toml` and `sentences.en.toml`. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

EVERYWHERE = "everywhere"
PAGES = (
    "everywhere", "rest", "home", "results", "service", "report", "place", "words", "check", "receipt", "digits",
    "status", "notice", "still", "free",
)  # fmt: skip
MOST_SENTENCES = 1024
"""Sentences one pattern may stand for."""


class BadPattern(ValueError):
    """A pattern in a table of sentences cannot be read: a bracket is open, or it stands for too many sentences."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something the kiosk can be told to do. `say` is listened for; `also` is understood, but not listened for."""

    name: str
    pages: tuple[str, ...]
    say: tuple[str, ...]
    also: tuple[str, ...] = ()
    sends: bool = False

    def known_on(self, page: str) -> bool:
        """True when the command can be given on that page."""
        return page in self.pages or EVERYWHERE in self.pages


@dataclass(frozen=True, slots=True)
class Danger:
    """An emergency: `signs` are found as parts of what is said, `number` is to be dialled ("" when that depends)."""

    name: str
    number: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dangers:
    """The emergencies, and what makes a sentence with a sign in it an ordinary one.

    `harmless` words are taken out before signs are looked for; `before` and `after` a sign it is none (怕着火, 着火险);
    `past` makes it a memory unless `now` is in the sentence as well.
    """

    kinds: tuple[Danger, ...]
    harmless: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    past: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manners:
    """What is said around a command without changing it, and words that say nothing at all."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    fillers: tuple[str, ...]
    wanting: tuple[str, ...]
    """Said before or after a choice: "I want the … one"."""


def sentences(lang: str) -> Mapping[str, Command]:
    """All commands of a language by name, their sentences written out."""
    return _tables(lang)[0]


def dangers(lang: str) -> Dangers:
    """The emergencies of a language."""
    return _tables(lang)[1]


def manners(lang: str) -> Manners:
    """The polite words of a language."""
    return _tables(lang)[2]


@cache
def listened_for(page: str, lang: str) -> Mapping[str, str]:
    """Whole sentences of the grammar of a page, each with the name of its command."""
    return _by_sentence(page, lang, listening=True)


@cache
def understood(page: str, lang: str) -> Mapping[str, str]:
    """What a page understands: the sentences listened for, and those only understood."""
    return _by_sentence(page, lang, listening=False)


def expanded(pattern: str) -> tuple[str, ...]:
    """All sentences a pattern stands for: "[请]退(回|出)去" → 退回去, 退出去, 请退回去, 请退出去."""
    found, _ = _alternatives(pattern, 0, "")
    if len(found) > MOST_SENTENCES:
        raise BadPattern(f"{pattern!r} stands for {len(found)} sentences")
    return tuple(dict.fromkeys(" ".join(one.split()) for one in found))


def _alternatives(pattern: str, at: int, close: str) -> tuple[list[str], int]:
    """The sentences from `at` to the bracket `close`, and where that stands."""
    found: list[str] = []
    parts: list[list[str]] = []
    while at < len(pattern):
        char = pattern[at]
        if char in "[(":
            inner, at = _alternatives(pattern, at + 1, "]" if char == "[" else ")")
            parts.append(["", *inner] if char == "[" else inner)
        elif char == close:
            return found + _joined(parts), at + 1
        elif char == "|":
            found += _joined(parts)
            parts = []
            at += 1
        elif char in "])":
            raise BadPattern(f"{char!r} was never opened in {pattern!r}")
        else:
            parts.append([char])
            at += 1
    if close:
        raise BadPattern(f"{close!r} is missing in {pattern!r}")
    return found + _joined(parts), at


def _joined(parts: list[list[str]]) -> list[str]:
    size = 1
    for part in parts:
        size *= len(part)
    if size > MOST_SENTENCES:
        raise BadPattern(f"a pattern stands for {size} sentences")
    return ["".join(one) for one in product(*parts)]


@cache
def _tables(lang: str) -> tuple[Mapping[str, Command], Dangers, Manners]:
    file = Path(__file__).with_name(f"sentences.{lang}.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    commands = {
        name: Command(
            name,
            tuple(one["pages"]),
            tuple(dict.fromkeys(said for pattern in one["say"] for said in expanded(pattern))),
            tuple(one.get("also", ())),
            one.get("sends", False),
        )
        for name, one in table["commands"].items()
    }
    danger = table["danger"]
    kinds = tuple(
        Danger(name, one["number"], tuple(sign for pattern in one["signs"] for sign in expanded(pattern)))
        for name, one in danger.items()
        if isinstance(one, dict)
    )
    guards = {name: _all(danger[name]) for name in ("harmless", "before", "after", "past", "now")}
    polite = {name: _all(table["manners"][name]) for name in ("before", "after", "fillers", "wanting")}
    return commands, Dangers(kinds, **guards), Manners(**polite)


def _all(patterns: list[str]) -> tuple[str, ...]:
    """Every sentence of some patterns, the longest first."""
    return tuple(sorted({said for pattern in patterns for said in expanded(pattern)}, key=len, reverse=True))


def _by_sentence(page: str, lang: str, listening: bool) -> Mapping[str, str]:
    """A page's own sentences win over those of everywhere, and what is listened for over what is only understood."""
    found: dict[str, str] = {}
    known = [one for one in sentences(lang).values() if one.known_on(page)]
    own = [one for one in known if page in one.pages]
    for commands in (own, [one for one in known if one not in own]):
        for listened in (True, False):
            for one in commands:
                for said in one.say if listened else one.also * (not listening):
                    found.setdefault(said, one.name)
    return found
