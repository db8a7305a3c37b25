"""Numbers as people say them: receipts digit by digit, houses by count. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from voice.sounds import sounds

_DIGIT = {"零": "0", "〇": "0", "洞": "0", "一": "1", "幺": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5",
          "六": "6", "七": "7", "拐": "7", "八": "8", "九": "9", "勾": "9"}  # fmt: skip
_ONE_TO_NINE = "一二两三四五六七八九"
_COUNTED = re.compile(
    rf"[{_ONE_TO_NINE}]百(?:零[{_ONE_TO_NINE}]|[{_ONE_TO_NINE}]?十[{_ONE_TO_NINE}]?|[{_ONE_TO_NINE}](?![{_ONE_TO_NINE}零百十]))?"
    rf"|[{_ONE_TO_NINE}]?十[{_ONE_TO_NINE}]?"
)
_SAID = re.compile(rf"{_COUNTED.pattern}|[{''.join(_DIGIT)}]")
_AROUND = re.compile(
    r"我的|我|这个|那个|回执号码|回执号|回执|号码|号|单号|数字|就是|是|的|嗯|呃|额|啊|哦|然后|还有|后面|前面|开头|最后"
)
_ENGLISH = {"zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "won": "1", "two": "2", "to": "2", "too": "2",
            "three": "3", "four": "4", "for": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "ate": "8",
            "nine": "9"}  # fmt: skip
_TEENS = dict(
    zip(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_ENGLISH_AROUND = frozenset("my the number receipt code is it it's and then um uh er".split())
ENOUGH_DIGITS = 3
"""Digits in a row that are taken as such although other words are said around them."""


def digits(text: str, lang: str = "zh") -> str:
    """The digits of an utterance that is nothing else but them, or holds a row of them: "四一七，零九三" -> "417093"."""
    text = unicodedata.normalize("NFKC", text).lower()
    return _english(text) if lang == "en" else _chinese(text)


def with_digits(text: str) -> str:
    """Counted numbers and Chinese digits written as figures: "十二栋" -> "12栋", "五号楼二单元" -> "5号楼2单元"."""
    return _SAID.sub(lambda found: _figures(found.group()), unicodedata.normalize("NFKC", text))


def number_in(text: str) -> str:
    """The numbers of a place, joined by "-": "三栋" -> "3", "5号楼二单元" -> "5-2", "" when there is none."""
    return "-".join(numbers(text))


def numbers(text: str) -> tuple[str, ...]:
    """All numbers of a text in figures."""
    return tuple(number.lstrip("0") or "0" for number in re.findall(r"\d+", with_digits(text)))


def _figures(said: str) -> str:
    if said in _DIGIT:
        return _DIGIT[said]
    hundreds, _, rest = said.rpartition("百")
    value = 100 * int(_DIGIT[hundreds]) if hundreds else 0
    if "十" in rest:
        tens, _, ones = rest.partition("十")
        return str(value + 10 * int(_DIGIT[tens] if tens else 1) + int(_DIGIT[ones] if ones else 0))
    rest = rest.lstrip("零") if rest.startswith("零") else rest + "十" * bool(rest and hundreds)
    if rest.endswith("十"):
        return str(value + 10 * int(_DIGIT[rest[0]]))
    return str(value + int(_DIGIT[rest] if rest else 0))


def _chinese(text: str) -> str:
    joined = re.sub(r"[\s,，.。、;；:：\-—的]+", "", text)
    figures = with_digits(joined)
    bare = _AROUND.sub("", figures)
    if bare.isdecimal() and bare.isascii():
        return bare
    row = max(re.findall(r"[0-9]+", figures), key=len, default="")
    if len(row) >= ENOUGH_DIGITS:
        return row
    return _by_sound(joined) or _by_sound(_AROUND.sub("", joined))


@cache
def _said_like() -> dict[str, str]:
    """Syllables a digit may be written down as: 是 is 4, 酒 is 9. Only where nothing but digits is said."""
    return {sounds(char)[0]: digit for char, digit in _DIGIT.items() if sounds(char)}


def _by_sound(text: str) -> str:
    heard, like = sounds(text), _said_like()
    return "".join(like[one] for one in heard) if heard and all(one in like for one in heard) else ""


def _english(text: str) -> str:
    rows = [""]
    only = True
    for word in _spoken_digits(re.findall(r"[a-z']+|\d+", text)):
        if word.isdecimal():
            rows[-1] += word
        elif word not in _ENGLISH_AROUND:
            only = False
            rows.append("")
    row = max(rows, key=len)
    return "".join(rows) if only else row if len(row) >= ENOUGH_DIGITS else ""


def _spoken_digits(words: list[str]) -> Iterator[str]:
    """Figures for the words that mean some, the other words as they are."""
    times, tens = 1, 0
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
        elif word in _TENS:
            if tens:
                yield str(tens)
            tens = _TENS[word]
        elif word in _TEENS:
            yield str(_TEENS[word])
        elif word in _ENGLISH:
            if tens and _ENGLISH[word] != "0":
                yield str(tens + int(_ENGLISH[word]))
            else:
                yield from filter(None, (str(tens) if tens else "", _ENGLISH[word] * times))
            times, tens = 1, 0
        else:
            if tens:
                yield str(tens)
                tens = 0
            yield word
    if tens:
        yield str(tens)
