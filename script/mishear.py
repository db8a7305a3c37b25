"""Mishears a sentence the way a recogniser, an accent and a hesitant speaker do: for measuring, never for the kiosk.

Three channels, each deterministic for one `random.Random`: `homophone` writes other characters of the same sound,
`accent` says z for zh, l for n, hu for f, -in for -ing and back, `noisy` does a little of both, drops, doubles and puts
fillers between. Half of the mistakes of real recognisers on open Mandarin are of the first kind.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from pypinyin import lazy_pinyin

FILLERS = ("嗯", "那个", "就是说", "这个", "我说哈", "请问一下", "呃", "那个啥", "哎")
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("r", "l"))
_FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))
_WHOLE = (("fa", "hua"), ("fei", "hui"), ("fan", "huan"), ("fen", "hun"), ("fang", "huang"), ("fu", "hu"))


def homophone(text: str, chance: random.Random, share: float = 0.3) -> str:
    """Some characters as others of the same sound."""
    return _each(text, lambda char: chance.choice(_sounding(_sound(char)) or (char,)), chance, share)


def accent(text: str, chance: random.Random, share: float = 0.45) -> str:
    """Some characters as others that sound like them in the south-west."""

    def said(char: str) -> str:
        near = _near(_sound(char))
        return chance.choice(_sounding(chance.choice(near))) if near else char

    return _each(text, said, chance, share)


def noisy(text: str, chance: random.Random) -> str:
    """A little of both, with characters lost and doubled and fillers between."""
    heard = [chance.choice(FILLERS)] if chance.random() < 0.6 else []
    for char in accent(homophone(text, chance, 0.15), chance, 0.3):
        fate = chance.random()
        if fate >= 0.05:
            heard.append(char)
        if fate > 0.95:
            heard.append(char)
        elif fate > 0.9:
            heard.append(chance.choice(FILLERS))
    return "".join(heard)


CHANNELS: dict[str, Callable[[str, random.Random], str]] = {
    "clean": lambda text, _: text,
    "homophone": homophone,
    "accent": accent,
    "noisy": noisy,
}


def _each(text: str, change: Callable[[str], str], chance: random.Random, share: float) -> str:
    return "".join(change(char) if "\u4e00" <= char <= "\u9fff" and chance.random() < share else char for char in text)


@cache
def _sound(char: str) -> str:
    return lazy_pinyin(char)[0].replace("ü", "v")


@cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    """The 3,755 commonest characters (GB 2312, level 1) by their syllable."""
    found = defaultdict(list)
    for row in range(0xB0, 0xD8):
        for column in range(0xA1, 0xFF):
            char = bytes((row, column)).decode("gb2312", "ignore")
            if char:
                found[_sound(char)].append(char)
    return {sound: tuple(chars) for sound, chars in found.items()}


def _sounding(sound: str) -> tuple[str, ...]:
    return _by_sound().get(sound, ())


@cache
def _near(sound: str) -> tuple[str, ...]:
    """The syllables a strong accent may make of one."""
    near = set()
    for one, other in _INITIALS:
        if sound.startswith(one):
            near.add(other + sound[len(one) :])
        elif sound.startswith(other):
            near.add(one + sound[len(other) :])
    for one, other in _FINALS:
        if sound.endswith(one):
            near.add(sound[: -len(one)] + other)
        elif sound.endswith(other):
            near.add(sound[: -len(other)] + one)
    for one, other in _WHOLE:
        near |= {other} if sound == one else {one} if sound == other else set()
    return tuple(sorted(one for one in near if _sounding(one)))
