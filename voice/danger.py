"""Finds an emergency in what was said, wherever it stands, and tells it from talk about one. Pure.

In doubt it is one: a wrong call costs a minute. docs/words of the guards: voice/sentences.*.toml, [danger].
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from voice.manners import plain
from voice.sentences import dangers
from voice.sounds import sounds

SOUNDS_ENOUGH = 4
"""Syllables a sign must have to be known by its sound alone."""
LONGEST_SIGN = 9
"""Syllables of the longest sign that is known so."""

TOO_LIKE = frozenset({"police"})
"""Emergencies that ordinary things sound like: 有人敲门 is 有人撬门 without tones."""


def emergency(texts: Sequence[str], lang: str) -> str:
    """The name of the emergency ("fire", "gas", "sick", "police", "lift") in any of the ways it was heard, or ""."""
    for text in texts:
        said = plain(text, lang)
        found = _written(said, lang) if said else ""
        if found:
            return found
    return _by_sound(plain(texts[0], lang), lang) if texts and lang == "zh" else ""


def number(name: str, lang: str) -> str:
    """What to dial: "119", "110", "120", or "" when it depends."""
    return next((danger.number for danger in dangers(lang).kinds if danger.name == name), "")


def _written(said: str, lang: str) -> str:
    rules = _rules(lang)
    said = rules.harmless.sub("，", said)
    if rules.past.search(said) and not rules.now.search(said):
        return ""
    for name, signs in rules.signs:
        for found in signs.finditer(said):
            if not rules.before.search(said[: found.start()]) and not rules.after.match(said[found.end() :]):
                return name
    return ""


class _Rules:
    """The tables of a language as patterns."""

    def __init__(self, lang: str) -> None:
        table = dangers(lang)
        self.lang = lang
        order = ("lift", "gas", "fire", "sick", "police")
        kinds = {danger.name: danger for danger in table.kinds}
        self.signs = tuple((name, self._any(kinds[name].signs)) for name in order)
        self.harmless = self._any(table.harmless)
        self.past, self.now = self._any(table.past), self._any(table.now)
        ends = "|".join(map(re.escape, table.before))
        self.before = re.compile(rf"(?:{ends})$" if lang == "zh" else rf"(?:^|\s)(?:{ends})\s*$")
        self.after = re.compile(rf"\s*(?:{'|'.join(map(re.escape, table.after))})")

    def _any(self, words: Sequence[str]) -> re.Pattern[str]:
        """Any of the words, the longest first; in English whole words."""
        said = sorted({plain(word, self.lang) for word in words}, key=len, reverse=True)
        pattern = "|".join(map(re.escape, said))
        return re.compile(pattern if self.lang == "zh" else rf"\b(?:{pattern})\b")


@cache
def _rules(lang: str) -> _Rules:
    return _Rules(lang)


def _by_sound(said: str, lang: str) -> str:
    """A sign that was written down with other characters of the same sound: 船不上气."""
    heard = sounds(_rules(lang).harmless.sub("，", said))
    known = _sounding_signs(lang)
    for at in range(len(heard)):
        for length in range(SOUNDS_ENOUGH, min(LONGEST_SIGN, len(heard) - at) + 1):
            name = known.get(heard[at : at + length])
            if name is not None:
                return name
    return ""


@cache
def _sounding_signs(lang: str) -> dict[tuple[str, ...], str]:
    heard: dict[tuple[str, ...], str] = {}
    for danger in dangers(lang).kinds:
        if danger.name not in TOO_LIKE:
            for sign in danger.signs:
                if SOUNDS_ENOUGH <= len(sounds(sign)) <= LONGEST_SIGN:
                    heard.setdefault(sounds(sign), danger.name)
    return heard
