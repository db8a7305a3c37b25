"""Turns what is written into what is said: numbers, times, money, phone numbers and receipts worded for the ear. Pure.

`for_the_ear` keeps, for every spoken character, the place it came from, so that the page can mark what is being read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from voice import letters

DIGITS = "零一二三四五六七八九"
SENTENCE_LIMIT = 60
"""Characters a sentence may have before it is cut at a comma: espeak's rendering time grows with the square."""

_MEASURES = (
    "小时|分钟|公里|公斤|平方米|毫升|个|点|样|天|次|位|条|份|张|年(?!级)|周(?!岁)|块|元|岁|步|家|户|人|种|页|遍|项|斤|米|吨|台|辆|本|只|盒|桶|把"
    "|名|口|成|倍|回|趟|顿|间|套|件|瓶|包|袋|双|床|场|节|角|秒|升|厘米|支|盏|棵|排|部|杯|碗|亿|万|千|百"
)
_QUANTITIES = "元块岁人个天年月日号周次位条份张点时分步家户种页遍项斤米吨台辆本只盒万千百亿倍度%％层楼栋单室秒名"
"""What a number is counted with: before these it is no telephone number."""


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
    """A whole number below 10^12 as people say it: 105 → 一百零五, 12 → 十二, 10000 → 一万."""
    if number >= 100_000_000:
        high, low = divmod(number, 100_000_000)
        gap = "零" if 0 < low < 10_000_000 else ""
        return ("两" if high == 2 else counted(high)) + "亿" + (gap + counted(low) if low else "")
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
    number = re.sub(r"\D", "", found.group())
    return "，".join(digit_by_digit(part) for part in (number[:3], number[3:7], number[7:]))


def _landline(found: re.Match[str]) -> str:
    number = found.group()
    area = 3 if number[1] in "12" else 4
    return "，".join(filter(None, (digit_by_digit(number[:area]), grouped(number[area:], 4))))


def _card(found: re.Match[str]) -> str:
    """Long codes in breaths: an identity number 6-4-4-4, others by fours."""
    code = found.group()
    parts = (code[:6], code[6:10], code[10:14], code[14:]) if len(code) == 18 else re.findall(".{1,4}", code)
    return "，".join("".join(DIGITS[int(c)] if c.isdecimal() else "爱克斯" for c in part) for part in parts)


def _clock(found: re.Match[str]) -> str:
    """24 hours as people say them: 15:30 is 下午三点半, unless the half of the day was said already."""
    hour, minute = int(found.group(1)), int(found.group(2))
    if hour > 24 or minute > 59:
        return f"{counted(hour)}比{counted(minute)}"
    before = found.string[max(0, found.start() - 3) : found.start()]
    half = "" if hour <= 12 or re.search(r"[上下中]午|晚上|夜里|凌晨|傍晚", before) else "下午" if hour < 19 else "晚上"
    hour = hour - 12 if 12 < hour < 24 else hour
    said_hour = half + ("两" if hour == 2 else counted(hour))
    if minute == 0:
        return f"{said_hour}点"
    if minute == 30:
        return f"{said_hour}点半"
    return f"{said_hour}点{'零' if minute < 10 else ''}{counted(minute)}分"


def _date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{digit_by_digit(year)}年{counted(int(month))}月{counted(int(day))}日"


def _decimal(found: re.Match[str]) -> str:
    return f"{counted(int(found.group(1)))}点{digit_by_digit(found.group(2))}"


def _money(found: re.Match[str]) -> str:
    """ "12.80元" → 十二元八角."""
    whole, tenths, hundredths = int(found.group(1)), int(found.group(2)), int(found.group(3))
    said = ("两" if whole == 2 else counted(whole)) + "元" if whole or not (tenths or hundredths) else ""
    said += DIGITS[tenths] + "角" if tenths else "零" if hundredths and said else ""
    return said + (DIGITS[hundredths] + "分" if hundredths else "")


def _share(found: re.Match[str]) -> str:
    whole, _, part = found.group(1).partition(".")
    return "百分之" + counted(int(whole)) + ("点" + digit_by_digit(part) if part else "")


def _fraction(found: re.Match[str]) -> str:
    top, bottom = int(found.group(1)), int(found.group(2))
    if not 0 < top < bottom <= 100:
        return f"{counted(top)}，{counted(bottom)}"
    return f"{counted(bottom)}分之{counted(top)}"


def _whole(found: re.Match[str]) -> str:
    number, measure = found.group(1), found.group(2) or ""
    ordinal = found.string[: found.start()].endswith("第")
    if number == "2" and measure and not ordinal:
        return "两" + measure
    if (len(number) > 1 and number[0] == "0") or len(number) > (12 if measure else 7):
        return grouped(number, 4) + measure
    return counted(int(number)) + measure


def _two_hours(found: re.Match[str]) -> str:
    return found.group(1) + "两" + found.group(2)


def _to(_found: re.Match[str]) -> str:
    return "到"


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (letters.ADDRESS, lambda _: "网址"),
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), lambda _: ""),
    (re.compile(r"[¥￥]\s?(\d+(?:\.\d+)?)"), lambda m: m.group(1) + "元"),
    (re.compile(r"(?<!\d)\d{3}[ -]\d{3}[ -]\d{3}(?!\d)"), _phone),
    (re.compile(r"(?<!\d)0\d{2,3}[- ]\d{3,4}(?:[- ]?\d{3,4})(?!\d)"), _phone),
    (re.compile(r"(?<!\d)[48]00[- ]\d{3,4}[- ]\d{3,4}(?!\d)"), _phone),
    (re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"), _mobile),
    (re.compile(r"(?<!\d)0\d{9,11}(?!\d)"), _landline),
    (re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{16}|\d{19})(?![\dA-Za-z])"), _card),
    (re.compile(r"(?<=号)(\D{0,2})(\d{9})(?!\d)"), lambda m: m.group(1) + grouped(m.group(2))),
    (
        re.compile(rf"(?<![\d.])(?:11[0-9]|12[02]|12\d{{3}}|9[56]\d{{3,4}})(?![\d.{_QUANTITIES}])"),
        lambda m: digit_by_digit(m.group()),
    ),
    (re.compile(r"(?<!\d)(\d{4})[-/.年](0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12]\d|3[01])(?:日|号)?(?!\d)"), _date),
    (re.compile(r"(?<!\d)(\d{4})(?=年)"), lambda m: digit_by_digit(m.group(1))),
    (re.compile(r"(?<![\d一-鿿])[-−](?=\d+(?:\.\d+)?度)"), lambda _: "零下"),
    (re.compile(rf"(?<=\d)([{_QUANTITIES}]?)\s?[-–—~]\s?(?=\d)"), lambda m: m.group(1) + "到"),
    (re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)(?::\d\d)?"), _clock),
    (re.compile(r"(?<![\d.])(\d{1,8})\.(\d)(\d)元"), _money),
    (re.compile(r"(?<![\d.])(\d{1,8}(?:\.\d+)?)\s?%"), _share),
    (re.compile(r"(?<=[元块])/(?=[一-鿿])"), lambda _: "每"),
    (re.compile(r"(?<![\d/.])(\d{1,4})/(\d{1,4})(?![\d/])"), _fraction),
    (re.compile(r"(?i)\bNo\.?\s?(\d+)"), lambda m: m.group(1) + "号"),
    (letters.UNIT, lambda m: letters.unit(m.group().strip())),
    (
        re.compile(r"(?<=单元)(\d{3,4})(?!\d)|(?<=[栋幢座楼])(\d{3,4})(?!\d)|(\d{3,4})(?=室|房间|房)"),
        lambda m: digit_by_digit(m.group()),
    ),
    (re.compile(r"(?<!\d)(\d{1,8})\.(\d+)"), _decimal),
    (re.compile(rf"(\d+)({_MEASURES})?"), _whole),
    (letters.WORD, lambda m: letters.word(m.group())),
    (re.compile(r"(^|[^十一二三四五六七八九百千万零第])二(点|个|样|次|位|张|份)"), _two_hours),
    (re.compile(r"(?<=[一-龥])[-–—~](?=[一-龥])"), _to),
    (letters.SYMBOL, lambda m: letters.SYMBOLS[m.group()]),
    (re.compile(r"[-/%¥']+"), lambda _: "，"),
)


def _in_one_width(text: str) -> Spoken:
    said: list[str] = []
    source: list[int] = []
    for at, char in enumerate(text):
        for one in letters.one_width(char):
            said.append(one)
            source.append(at)
    return Spoken("".join(said), tuple(source))


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
    if lang == "en":
        spoken = Spoken(text, tuple(range(len(text))))
        return _rewrite(
            spoken, re.compile(r"\d{3} \d{3} \d{3}|\d[\d-]{6,}\d"), lambda m: " ".join(re.findall(r"\d", m.group()))
        )
    spoken = _in_one_width(text)
    for rule, word in _RULES:
        spoken = _rewrite(spoken, rule, word)
    return spoken


def sentences(text: str) -> tuple[str, ...]:
    """Cuts a text into sentences for reading one by one; a very long one is cut at its commas."""
    return tuple(
        piece
        for sentence in re.findall(r"[^。！？!?；;\n]+[。！？!?；;”]*", text)
        for _, piece in pieces(sentence.strip())
        if piece
    )


def pieces(sentence: str) -> tuple[tuple[int, str], ...]:
    """A sentence in parts of at most SENTENCE_LIMIT characters with the place of each: cut at clauses, else anywhere."""
    if len(sentence) <= SENTENCE_LIMIT:
        return ((0, sentence),)
    cut: list[tuple[int, str]] = []
    begun = end = 0
    for clause in re.finditer(
        rf"[^，,：:。！？!?；;\n]{{0,{SENTENCE_LIMIT - 2}}}[，,：:。！？!?；;\n]{{0,2}}", sentence
    ):
        if clause.end() - begun > SENTENCE_LIMIT and end > begun:
            cut.append((begun, sentence[begun:end]))
            begun = end
        end = clause.end()
    cut.append((begun, sentence[begun:]))
    return tuple(one for one in cut if one[1].strip())
