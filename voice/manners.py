"""What a speaker says around the words that matter: punctuation nobody says, polite words, fillers. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from functools import cache

from voice.sentences import manners
from voice.sounds import sounds

MOST_FORMS = 240
"""Ways of taking the polite words off one utterance that are tried."""
LONGEST_COMMAND = 40
"""Characters beyond which nothing is a command, however polite."""
_SILENT = re.compile(r"\[unk]|<unk>|[^\w\s']|_")


def plain(text: str, lang: str = "zh") -> str:
    """As it sounds: no punctuation, one width, small letters; Chinese without spaces, other words with one between.

    Not cached, like all that looks at what was said: a resident's words are gone with the visit.
    """
    words = _SILENT.sub(" ", unicodedata.normalize("NFKC", text).lower()).split()
    return ("" if lang == "zh" else " ").join(words)


def stripped(text: str, lang: str) -> Iterator[str]:
    """A plain text, then what is left of it when polite words are taken off its ends, the fullest first."""
    if not text or len(text) > LONGEST_COMMAND * (1 if lang == "zh" else 3):
        yield from filter(None, (text,))
        return
    before, after = _ends(lang)
    waiting, seen = deque((text,)), {text}
    while waiting and len(seen) < MOST_FORMS:
        one = waiting.popleft()
        yield one
        for left in _shorter(one, before, after, lang):
            if left and left not in seen:
                seen.add(left)
                waiting.append(left)


def content(text: str, lang: str) -> int:
    """How many syllables (English: words) of a plain text say something."""
    if lang != "zh":
        return sum(word not in _filler_words(lang) for word in text.split())
    return len(sounds(_fillers(lang).sub("", text)))


def _shorter(text: str, before: tuple[str, ...], after: tuple[str, ...], lang: str) -> Iterator[str]:
    gap = "" if lang == "zh" else " "
    for word in before:
        if text.startswith(word + gap):
            yield text[len(word + gap) :]
    for word in after:
        if text.endswith(gap + word):
            yield text[: -len(gap + word)]


@cache
def _ends(lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    polite = manners(lang)
    return tuple(plain(one, lang) for one in polite.before), tuple(plain(one, lang) for one in polite.after)


@cache
def _fillers(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, manners(lang).fillers)))


@cache
def _filler_words(lang: str) -> frozenset[str]:
    return frozenset(word for filler in manners(lang).fillers for word in plain(filler, lang).split())
