"""How words sound to an ear without tones and with an accent, and how far two of them are apart. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from assets.accents import folded
from voice.pinyin import Reader

_PARTS = re.compile(r"[一-鿿]+|[a-z0-9']+")


def sounds(text: str) -> tuple[str, ...]:
    """What an ear makes of a text: folded syllables of Chinese, words of anything else; "打印" and "大银" are the same.

    Not cached: it may be a resident's.
    """
    heard: list[str] = []
    for part in _PARTS.findall(unicodedata.normalize("NFKC", text).lower()):
        if part[0] < "一":
            heard.append(part)
        else:
            heard += [folded(syllable.rstrip("12345")) for syllable in _reader().toned(part)]
    return tuple(heard)


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """1 for the same sequence, 0 for nothing in common: one minus the share of steps that turn one into the other."""
    longest = max(len(one), len(other))
    return 1.0 - _steps(one, other) / longest if longest else 1.0


def _steps(one: Sequence[str], other: Sequence[str]) -> int:
    """Insertions, deletions and replacements between two sequences."""
    row = list(range(len(other) + 1))
    for at, left in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, right in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (left != right))
    return row[-1]


@cache
def _reader() -> Reader:
    return Reader()
