"""How Chinese characters are read, one toned syllable each, from a small file instead of pypinyin's 57 MB. Pure.

`assets/pinyin.txt.gz` is made by script/pack-pinyin: the first line holds the reading of every character alone, the others
the phrases in which one is read otherwise (银行 yin2 hang2), and, without a reading, those that must not be torn apart on
the way to them. See docs/adr/0012.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Mapping
from functools import cache

import assets

BLOCK = range(0x4E00, 0xA000)
"""The characters whose readings are known."""
FILE = assets.path("pinyin.txt.gz")
_UNKNOWN = "-"


class Reader:
    """Reads characters in their context. `domain`: words of the house with their syllables, before those of the file."""

    def __init__(self, domain: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._alone, phrases = _tables()
        self._domain = {word: said for word, said in (domain or {}).items() if word and len(said) == len(word)}
        self._phrases = phrases
        self._longest = max(_longest(), *map(len, self._domain), 1) if self._domain else _longest()

    def toned(self, run: str) -> tuple[str, ...]:
        """One syllable a character ("yin2", "hang2"); a character nobody reads stands for itself."""
        said: list[str] = []
        at = 0
        while at < len(run):
            word, syllables = self._match(run, at)
            said += syllables
            at += len(word)
        return tuple(said)

    def _match(self, run: str, at: int) -> tuple[str, tuple[str, ...]]:
        """The longest known word at a place; a word of the domain inside a longer phrase wins over it."""
        for length in range(min(self._longest, len(run) - at), 1, -1):
            word = run[at : at + length]
            if word in self._domain:
                return word, self._domain[word]
            if word in self._phrases:
                cut = self._domain_inside(run, at, length)
                if cut is None:
                    said = self._phrases[word]
                    return word, tuple(said.split(" ") if said else map(self._one, word))
                at_word = run[at:cut]
                return at_word, tuple(self._one(char) for char in at_word)
        return run[at], (self._one(run[at]),)

    def _domain_inside(self, run: str, at: int, length: int) -> int | None:
        """Where a word of the domain begins inside a phrase, if one does and reaches at least to its end."""
        if not self._domain:
            return None
        for start in range(at + 1, at + length):
            if any(run.startswith(word, start) for word in self._by_first(run[start])):
                return start
        return None

    def _by_first(self, char: str) -> list[str]:
        return [word for word in self._domain if word[0] == char]

    def _one(self, char: str) -> str:
        number = ord(char)
        said = self._alone[number - BLOCK.start] if number in BLOCK else _UNKNOWN
        return char if said == _UNKNOWN else said


@cache
def _tables() -> tuple[list[str], dict[str, str]]:
    """Readings of single characters by code point, and of phrases."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        alone = [sys.intern(said) for said in next(lines).split()]
        phrases = {phrase: said for phrase, _, said in (line.rstrip("\n").partition(" ") for line in lines)}
    return alone, phrases


@cache
def _longest() -> int:
    return max(map(len, _tables()[1]))
