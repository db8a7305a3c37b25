"""The rules for what residents say: phrases, sayings and readings; pure, so that forms, imports and tests ask the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from central_platform.content.words import lines

PHRASE_CHARACTERS = 60
SAID_CHARACTERS = 2  # at least
COMMON_FROM = 3  # services: a word this many others use is a common one
INITIALS = "b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w"
FINALS = (
    "a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong|"
    "u|ua|uo|uai|ui|uan|un|uang|v|ve|van|vn|ue"
)
SYLLABLE = re.compile(f"(?:{INITIALS})?(?:{FINALS})[1-5]")
HAN = re.compile("[\u3400-\u9fff]+")
LONG_NUMBER = re.compile(r"\d{7,}")  # a phone or an identity card: nothing anybody asks for
JOINTS = re.compile(r"(?<=\d)[\s\-－—]+(?=\d)")


def check_phrases(text: str) -> None:
    """Phrases kept one a line, each short enough to be a sentence."""
    for phrase in lines(text):
        if len(phrase) > PHRASE_CHARACTERS:
            raise ValidationError(f"“{phrase[:12]}……”这句太长了：一句最多{PHRASE_CHARACTERS}个字，请分成几行。")


def check_some(text: str) -> None:
    if not lines(text):
        raise ValidationError("至少写一行。")


def check_said(said: str) -> None:
    if len(said.strip()) < SAID_CHARACTERS:
        raise ValidationError(f"太短了：至少写{SAID_CHARACTERS}个字。一个字在哪句话里都有，会找错地方。")


def check_syllables(syllables: str) -> None:
    for syllable in syllables.split():
        if not SYLLABLE.fullmatch(syllable):
            raise ValidationError(f"“{syllable}”不像拼音。用小写字母，声调写成后面的数字1到5（5是轻声），ü写成v。")


def check_reading(word: str, syllables: str) -> None:
    """One syllable a character, and nothing but characters."""
    if not HAN.fullmatch(word):
        raise ValidationError({"word": "这里只写汉字，不写字母、数字和标点。"})
    if (said := len(syllables.split())) != len(word):
        raise ValidationError({"syllables": f"“{word}”有{len(word)}个字，拼音却有{said}个。一个字一个，中间空一格。"})


def names_somebody(sentence: str) -> bool:
    """Whether a long number stands in it: a sentence that goes to every kiosk must not carry one."""
    return bool(LONG_NUMBER.search(JOINTS.sub("", sentence)))


def without_doubles(phrases: Iterable[str]) -> list[str]:
    """Each phrase once, in order, without the blanks around it."""
    return list(dict.fromkeys(phrase.strip() for phrase in phrases if phrase.strip()))


@dataclass(frozen=True, slots=True)
class Heard:
    """What one service is found by: its name, `called` (name, aliases, phrases) and `written` (all of its texts)."""

    name: str
    called: str
    written: str


@dataclass(frozen=True, slots=True)
class Pull:
    """Where a saying sends people (`to`), and which other services use its words already (`others`)."""

    to: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def common(self) -> bool:
        return len(self.others) >= COMMON_FROM

    @property
    def steals(self) -> bool:
        """A common word that would lead to one service only."""
        return self.common and len(self.to) == 1


def pull(said: str, means: Iterable[str], services: Iterable[Heard]) -> Pull:
    """How `said` would draw people to the services in which one of its meanings is written."""
    means, to, others = tuple(means), [], []
    for service in services:
        if any(meaning in service.written for meaning in means):
            to.append(service.name)
        elif said in service.called:
            others.append(service.name)
    return Pull(tuple(to), tuple(others))
