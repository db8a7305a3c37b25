"""How Chinese characters are read, one toned syllable each, from a small file instead of pypinyin's 57 MB. Pure.

`assets/pinyin.txt.gz` is made by script/pack-pinyin: the first line holds the reading of every character alone, the others
the phrases in which one is read otherwise (银行 yin2 hang2), and, without a reading, those that must not be torn apart on
the way to them. See docs/adr/0012.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

import assets

BLOCK = range(0x4E00, 0xA000)
"""The characters whose readings are known."""
FILE = assets.path("pinyin.txt.gz")
_UNKNOWN = "-"


class Reader:
    """Reads characters in their context, the longest known phrase first. `domain`: words of the house with their
    syllables; they win over those of the file."""

    def __init__(self, domain: Mapping[str, Sequence[str]] | None = None) -> None:
        self._alone, self._phrases = _tables()
        self._domain = {word: tuple(said) for word, said in (domain or {}).items() if word and len(said) == len(word)}
        self._longest = max(_longest(), *map(len, self._domain)) if self._domain else _longest()

    def toned(self, run: str) -> tuple[str, ...]:
        """One syllable a character ("yin2", "hang2"); a character nobody reads stands for itself."""
        said: list[str] = []
        while len(said) < len(run):
            said += self._match(run, len(said))
        return tuple(said)

    def _match(self, run: str, at: int) -> tuple[str, ...]:
        """The syllables of the longest known word at a place."""
        for length in range(min(self._longest, len(run) - at), 0, -1):
            word = run[at : at + length]
            if word in self._domain:
                return self._domain[word]
            said = self._phrase(word)
            if said is not None:
                return tuple(said.split(" ") if said else map(self._one, word))
        return (self._one(run[at]),)

    def _phrase(self, word: str) -> str | None:
        """What the file says of a phrase: its syllables, or nothing where the characters alone are right."""
        lines = self._phrases.get(word[0], "")
        found = lines.find(f"\n{word[1:]} ")
        if found < 0:
            return None
        start = found + len(word) + 1
        return lines[start : lines.index("\n", start)]

    def _one(self, char: str) -> str:
        number = ord(char)
        said = self._alone[number - BLOCK.start] if number in BLOCK else _UNKNOWN
        return char if said == _UNKNOWN else said


@cache
def _tables() -> tuple[list[str], dict[str, str]]:
    """Readings of single characters by code point; of phrases, by their first character, one text of all that begin with
    it, a line "rest syllables" each: 46,000 strings in a dict take 7 MB in each of four processes, this takes 2."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        alone = [sys.intern(said) for said in next(lines).split()]
        beginning = groupby((line.rstrip("\n").partition(" ") for line in lines), key=lambda parts: parts[0][0])
        phrases = {
            first: "\n" + "".join(f"{phrase[1:]} {said}\n" for phrase, _, said in parts) for first, parts in beginning
        }
    return alone, phrases


@cache
def _longest() -> int:
    return max(1 + line.index(" ") for lines in _tables()[1].values() for line in lines.strip("\n").split("\n"))


@cache
def packaged_readings() -> Mapping[str, tuple[str, ...]]:
    """The words of the domain that come with the program, until staff's are handed over."""
    words = json.loads(assets.path("content", "readings.json").read_text("utf-8"))
    return {one["word"]: tuple(one["syllables"].split()) for one in words}
