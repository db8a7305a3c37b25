"""Cuts what may be said into words a speech model really has; what it lacks is told, never silently dropped.

Vosk drops unknown words of a grammar without an error, and a grammar of none kills the process (docs/adr/0011-ears.md).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Known = Callable[[str], bool]
"""Whether the model has this word."""
UNKNOWN = "[unk]"
"""Stands in a grammar for everything else that may be said: without it, every sound becomes a command."""
LONGEST_WORD = 8
"""Characters; no word of a Chinese model is longer."""
DIGIT_WORDS = frozenset("零一二三四五六七八九幺两") | frozenset(
    "zero oh one two three four five six seven eight nine".split()
)
ALL_DIGITS = 10
NOT_SAID = re.compile(r"[^\w]|_")
UNKNOWN_PRICE = 1_000
"""An unknown character, counted in words."""
DIGITS = {
    "zh": dict(zip("0123456789", "零一二三四五六七八九", strict=True)),
    "en": dict(
        zip("0123456789", "zero one two three four five six seven eight nine".split(), strict=True)
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """A phrase in words of the model, and the pieces that have no word; both may be empty."""

    words: tuple[str, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a recogniser is told: JSON of the phrases and `[unk]`, each phrase once. `written` gives back the sentence
    of a phrase (its words joined by blanks); `unknown` the pieces that kept a sentence out.
    """

    text: str
    written: Mapping[str, str]
    unknown: tuple[str, ...]


class Lexicon:
    """The words of one model; remembers how it cut each phrase."""

    def __init__(self, known: Known, lang: str) -> None:
        self._known = known
        self._lang = lang
        self._cuts: dict[str, Cut] = {}

    def cut(self, phrase: str) -> Cut:
        """The phrase in as few words as the model allows, with as few unknown pieces as possible."""
        if phrase not in self._cuts:
            self._cuts[phrase] = self._cut(phrase)
        return self._cuts[phrase]

    def grammar(self, phrases: Iterable[str]) -> Grammar:
        """A grammar of those phrases the model can hear whole; `[unk]` is always in it, so it is never empty."""
        written: dict[str, str] = {}
        unknown: dict[str, None] = {}
        for phrase in phrases:
            cut = self.cut(phrase)
            unknown |= dict.fromkeys(cut.unknown)
            if cut.words and not cut.unknown:
                written.setdefault(" ".join(cut.words), phrase)
        said = [*written, *_numbers(written), UNKNOWN]
        return Grammar(json.dumps(said, ensure_ascii=False), written, tuple(unknown))

    def lacking(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """Pieces of the phrases that the model can never hear."""
        return tuple(dict.fromkeys(piece for phrase in phrases for piece in self.cut(phrase).unknown))

    def _cut(self, phrase: str) -> Cut:
        parts = [part for part in NOT_SAID.split(unicodedata.normalize("NFKC", phrase)) if part]
        if self._lang == "zh":
            cuts = [self._cut_run(part) for part in parts]
        else:
            cuts = [self._cut_word(word) for word in _english_words(phrase)]
        words = tuple(word for cut in cuts for word in cut.words)
        return Cut(words, tuple(piece for cut in cuts for piece in cut.unknown))

    def _cut_word(self, word: str) -> Cut:
        """One English word: whole, else digit by digit or letter by letter as it would be spelt."""
        found = self._word(word)
        if found:
            return Cut((found,))
        spelt = [self._word(DIGITS["en"].get(letter, letter)) for letter in word]
        if word.isdigit() or len(word) <= 2:  # a number, or initials; longer words are not spelt by anybody
            known = [one for one in spelt if one]
            if len(known) == len(spelt):
                return Cut(tuple(known))
        return Cut((), (word,))

    def _cut_run(self, run: str) -> Cut:
        """A run of characters without blanks: fewest unknown characters first, then fewest words."""
        price, since = [0, *[len(run) * UNKNOWN_PRICE + 1] * len(run)], [0] * (len(run) + 1)
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + LONGEST_WORD) + 1):
                known = self._word(run[start:end]) is not None
                if known or end == start + 1:
                    there = price[start] + (1 if known else UNKNOWN_PRICE)
                    if there < price[end]:
                        price[end], since[end] = there, start
        words: list[str] = []
        unknown: list[str] = []
        end = len(run)
        while end:
            piece = run[since[end] : end]
            word = self._word(piece)
            (words if word else unknown).insert(0, word or piece)
            end = since[end]
        return Cut(tuple(words), _together(run, unknown) if unknown else ())

    def _word(self, piece: str) -> str | None:
        """The piece as the model writes it: as it stands, in small or capital letters, a digit as a word."""
        if self._known(piece):
            return piece
        if not piece.isascii():  # Han: thousands of pieces are asked for, and there is no other way to write them
            return None
        ways = (piece.lower(), piece.upper(), DIGITS[self._lang].get(piece, ""))
        return next((way for way in ways if way and self._known(way)), None)

    def forget(self) -> None:
        """Lets go of the cuts: of thousands of phrases they are megabytes."""
        self._cuts.clear()


def _numbers(written: Mapping[str, str]) -> list[str]:
    """Where every digit is expected, every digit after every other: Vosk learns from the phrases what may follow what."""
    digits = [word for word in written if word in DIGIT_WORDS]
    if len(digits) < ALL_DIGITS:
        return []
    return [" ".join((one, other)) for one in digits for other in digits]


def _english_words(phrase: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", phrase).replace("’", "'").lower()
    return [word.strip("'") for word in re.findall(r"[a-z']+|\d+|[^\W\da-z_]+", plain) if word.strip("'")]


def _together(run: str, pieces: Sequence[str]) -> tuple[str, ...]:
    """Latin letters that were cut one by one are told as the word they stood in."""
    latin = re.findall(r"[A-Za-z]+", run)
    alone = [piece for piece in pieces if not (piece.isascii() and piece.isalpha())]
    lost = [word for word in latin if any(piece in word for piece in pieces)]
    return (*alone, *lost)
