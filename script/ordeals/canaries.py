"""Names and telephone numbers that are nobody's, and every way they may be written down."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

FAMILY = "亓官"
"""An old family name that no text of ours has; two rare characters follow."""
GIVEN = [chr(code) for code in range(0x9A00, 0x9A80)]
NUMBER = "1990555"
"""Belongs to no operator; four digits follow."""
AHEAD = 64  # bytes kept from one piece of a file to the next
PIECE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Canary:
    """One planted person."""

    name: str
    number: str


def planted(count: int) -> list[Canary]:
    """So many, all different."""
    chance = random.Random(count)
    names = chance.sample([a + b for a in GIVEN for b in GIVEN if a != b], count)
    numbers = chance.sample(range(10_000), count)
    return [Canary(FAMILY + name, f"{NUMBER}{number:04d}") for name, number in zip(names, numbers, strict=True)]


def written(text: str) -> dict[str, bytes]:
    """The text in every encoding a program might leave it in."""
    plain = text.encode()
    ways = {"UTF-8": plain, "UTF-16": text.encode("utf-16-le"), "UTF-16 big-endian": text.encode("utf-16-be")}
    if not text.isascii():
        ways["GB 18030"] = text.encode("gb18030")
        ways["JSON"] = "".join(f"\\u{ord(char):04x}" for char in text).encode()
        ways["percent"] = quote(text).encode()
        ways["percent, small"] = quote(text).lower().encode()
    ways["hex"], ways["HEX"] = plain.hex().encode(), plain.hex().upper().encode()
    for shift in range(
        3
    ):  # base64 of a text depends on where in three bytes it begins; its ends depend on its neighbours
        coded = base64.b64encode(bytes(shift) + plain)
        ways[f"base64 at {shift}"] = coded[-(-shift * 4 // 3) : len(coded) - 4]
    return ways


MARKS = {
    way: mark
    for text in (FAMILY, NUMBER)
    for way, mark in ((f"{text} in {way}", w) for way, w in written(text).items())
}
"""What all names and all numbers begin with, in every encoding: looked for first, for that is quick."""


def found(paths: Iterable[Path], canaries: Iterable[Canary]) -> list[str]:
    """Which canaries stand where, and how they are written."""
    spelled = {
        spelling: f"{text} in {way}"
        for canary in canaries
        for text in (canary.name, canary.number)
        for way, spelling in written(text).items()
    }
    longest = max(map(len, spelled))
    hits: dict[str, None] = {}
    for path in paths:
        for piece in _pieces(path, longest):
            for near in _near_marks(piece, longest):
                hits |= {f"{path.name}: {what}": None for spelling, what in spelled.items() if spelling in near}
    return list(hits)


def _near_marks(piece: bytes, reach: int) -> Iterator[bytes]:
    for mark in MARKS.values():
        at = piece.find(mark)
        while at >= 0:
            yield piece[max(0, at - 4) : at + reach]
            at = piece.find(mark, at + 1)


def _pieces(path: Path, overlap: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        before = b""
        while piece := file.read(PIECE):
            yield before + piece
            before = piece[-overlap:]
