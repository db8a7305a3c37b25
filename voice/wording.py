"""Turns what is written into what is said: numbers, times, money, phone numbers and receipts worded for the ear. Pure.

`for_the_ear` keeps, for every spoken character, the place it came from, so that the page can mark what is being read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

DIGITS = "零一二三四五六七八九"
SENTENCE_LIMIT = 60
"""Characters a sentence may have before it is cut at a comma: espeak's rendering time grows with the square."""

_SPELT = {"APP": "应用", "app": "应用", "WiFi": "无线网", "WIFI": "无线网", "ATM": "取款机", "QR": "二维"}
_MEASURES = "点个样天次层位条件份张年月周块元岁步家户人种页遍项"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for the ear; `source[i]` is the index in the written text that spoken character i came from."""

    text: str
    source: tuple[int, ...]


def digit_by_digit(number: str) -> str:
    """ "417" → "四一七"."""
    return "".join(DIGITS[int(c)] for c in number)


def grouped(number: str, size: int = 3) -> str:
    """ "417093568" → "四一七，零九三，五六八": a comma is a breath for the listener."""
    return "，".join(digit_by_digit(number[i : i + size]) for i in range(0, len(number), size))


def counted(number: int) -> str:
    """A whole number below 10^8 as people say it: 105 → 一百零五, 12 → 十二, 10000 → 一万."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1_000 else ""
        return ("两" if high == 2 else counted(high)) + "万" + (gap + counted(low) if low else "")
    said, pending_zero = "", False
    for unit, name in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit == 0:
            pending_zero = bool(said) and number > 0
            continue
        if pending_zero:
            said, pending_zero = said + "零", False
        name_of_digit = "两" if digit == 2 and unit >= 100 else DIGITS[digit]
        said += ("" if unit == 10 and digit == 1 and not said else name_of_digit) + name
    return said or DIGITS[0]


def _phone(found: re.Match[str]) -> str:
    return "，".join(digit_by_digit(group) for group in re.findall(r"\d+", found.group()))


def _mobile(found: re.Match[str]) -> str:
    number = found.group()
    return "，".join(digit_by_digit(part) for part in (number[:3], number[3:7], number[7:]))


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found.group(1)), int(found.group(2))
    said_hour = "两" if hour == 2 else counted(hour)
    if minute == 0:
        return f"{said_hour}点"
    if minute == 30:
        return f"{said_hour}点半"
    return f"{said_hour}点{'零' if minute < 10 else ''}{counted(minute)}分"


def _decimal(found: re.Match[str]) -> str:
    return f"{counted(int(found.group(1)))}点{digit_by_digit(found.group(2))}"


def _whole(found: re.Match[str]) -> str:
    number, measure = found.group(1), found.group(2)
    ordinal = found.string[: found.start()].endswith("第")
    if number == "2" and measure and not ordinal:
        return "两" + measure
    said = digit_by_digit(number) if (len(number) > 1 and number[0] == "0") or len(number) > 8 else counted(int(number))
    return said + measure


def _two_hours(found: re.Match[str]) -> str:
    return found.group(1) + "两" + found.group(2)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<!\d)\d{3}[ -]\d{3}[ -]\d{3}(?!\d)"), _phone),
    (re.compile(r"(?<!\d)0\d{2,3}[- ]\d{3,4}(?:[- ]?\d{3,4})(?!\d)"), _phone),
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), _mobile),
    (re.compile(r"(?<!\d)(?:1[12]\d|9\d{4}|12\d{3})(?!\d)(?=电话|$|[，。！、”])"), lambda m: digit_by_digit(m.group())),
    (re.compile(r"(?<!\d)(\d{4})(?=年)"), lambda m: digit_by_digit(m.group(1))),
    (re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)"), _clock),
    (re.compile(r"(?<!\d)(\d{1,8})\.(\d+)"), _decimal),
    (re.compile(rf"(\d+)([{_MEASURES}]?)"), _whole),
    (re.compile("|".join(sorted(_SPELT, key=len, reverse=True))), lambda m: _SPELT[m.group()]),
    (re.compile(r"(^|[^十一二三四五六七八九百千万零第])二(点|个|样|次|位|张|份)"), _two_hours),
    (re.compile(r"(?<=[一-龥])[-–—~](?=[一-龥])"), lambda _: "到"),
)


def _rewrite(spoken: Spoken, rule: re.Pattern[str], word: Callable[[re.Match[str]], str]) -> Spoken:
    text, at = "", 0
    source: list[int] = []
    for found in rule.finditer(spoken.text):
        text += spoken.text[at : found.start()]
        source.extend(spoken.source[at : found.start()])
        said = word(found)
        text += said
        span = found.end() - found.start()
        source.extend(
            spoken.source[found.start() + min(span - 1, i * span // max(1, len(said)))] for i in range(len(said))
        )
        at = found.end()
    return Spoken(text + spoken.text[at:], (*source, *spoken.source[at:]))


def for_the_ear(text: str, lang: str = "zh") -> Spoken:
    """Words `text` for a listener. English is left to the voice, but long numbers are spaced out digit by digit."""
    spoken = Spoken(text, tuple(range(len(text))))
    if lang == "en":
        return _rewrite(
            spoken, re.compile(r"\d{3} \d{3} \d{3}|\d[\d-]{6,}\d"), lambda m: " ".join(re.findall(r"\d", m.group()))
        )
    for rule, word in _RULES:
        spoken = _rewrite(spoken, rule, word)
    return spoken


def sentences(text: str) -> tuple[str, ...]:
    """Cuts a text into sentences for reading one by one; a very long one is cut at its commas."""
    cut: list[str] = []
    for sentence in re.findall(r"[^。！？!?；;\n]+[。！？!?；;”]*", text):
        sentence = sentence.strip()
        if len(sentence) <= SENTENCE_LIMIT:
            cut.extend([sentence] if sentence else [])
            continue
        piece = ""
        for clause in re.findall(r"[^，,：:]+[，,：:]*", sentence):
            if piece and len(piece) + len(clause) > SENTENCE_LIMIT:
                cut.append(piece)
                piece = ""
            piece += clause
        cut.append(piece)
    return tuple(cut)
