"""Whether a text is written in plain words: everyday characters, short sentences, nothing of the office, no blame.

Pure, for both sides: the kiosk's own sentences are held to it by tests, the platform asks it before staff publish.
The words are in `plain_words.toml`; the rules and where they come from in docs/plain-words.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import assets

COMMON_LEAD_BYTES = range(0xB0, 0xD8)
"""GB 2312 level 1: the 3,755 characters used most."""

SENTENCE_ENDS = re.compile(r"[。！？；!?;\n…]|\.(?=\s|$)")
CLAUSE_ENDS = re.compile(r"[，、：,:（）()“”\"·]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
COUNTED = re.compile(rf"{HAN.pattern}|[A-Za-z0-9%.:-]+")
ENGLISH_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’%.:-]*")
NOT = re.compile(r"不|没有?|未|非|无|勿|别")
YES_OR_NO = re.compile(r"(.)[不没]\1|([\u4e00-\u9fff])[不没]有?\2|有没有")
BOTH_NOT = re.compile(r"不(?![去能可得会是想])(.)不(?![行可成])(.)")
NOT_AND_NOT = 8
"""Two negations this many characters apart, in one clause, turn each other round."""
PASSIVE = re.compile(
    r"被(?:列入|纳入|认定|视为|授予|评为|取消|驳回|终止|要求|告知|安排|确认|暂停|注销|删除|锁定|冻结|指定|登记|受理)"
    r"|由[^，。]{1,10}?(?:负责|承担|办理|审核|组织|出具|认定|确定|核发|代为)|为[^，。]{1,8}所(?=[^，。有在])"
)
ORDERS = re.compile(
    r"(?:^|(?<=[，,：:“]))\s*(?:请(?!律师|医生|客)|(?:然后|并且?|接着|之后再|同时)(?=[到去把将带填交找按拿打写]))"
)
LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-zＡ-Ｚａ-ｚ0-9-]*[A-Za-zＡ-Ｚａ-ｚ0-9]")
EXPLAINED = re.compile(r"[^，。！？；：、\s（）]{1,8}(?=（[^（）]{2,}）)")
"""A word with its explanation right behind it: 殡仪馆（办后事的地方）."""
WARNING = re.compile(r"注意|小心|当心|警|危险|不要|别|禁|严|错|停|千万|careful|warning|danger|do not|don't", re.I)
EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a text may be: characters in Chinese, words in English. Over `far` nobody can follow any more."""

    sentence: int
    far: int
    clause: int
    whole: int


SCREEN = {"zh": Limits(20, 20, 14, 120), "en": Limits(15, 15, 15, 90)}
"""What the kiosk itself says."""
CONTENT = {"zh": Limits(20, 30, 14, 120), "en": Limits(15, 25, 25, 90)}
"""What staff write: over the first limit they are advised, over `far` it cannot be published."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `why` is a sentence for staff, `instead` an everyday wording or empty; `hard` = not published."""

    kind: str
    span: str
    why: str
    instead: str = ""
    hard: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    why: str
    hard: bool


_TABLES = {
    "zh": {
        "jargon": _Word("jargon", "“{}”是办公室里的话，老人听不懂。", True),
        "blame": _Word("blame", "“{}”听起来像在怪人，或者吓人。", True),
        "stiff": _Word("stiff", "“{}”有点生硬，可以说得更像平时说话。", False),
    },
    "en": {
        "english": _Word("jargon", "“{}”是办公室或电脑里的英文词。", True),
        "english_blame": _Word("blame", "“{}”听起来像在怪人。", True),
    },
}


def check(text: str, lang: str = "zh", known: Iterable[str] = (), limits: Limits | None = None) -> tuple[Finding, ...]:
    """All there is to mend in a text of `lang` ("zh" or "en"), in no order.

    `known`: names, and words that the glossary explains; they are let through. Without `limits`, those of content.
    """
    limits = limits or CONTENT[lang]
    known = {*known, *EXPLAINED.findall(text)}
    spared = _covered(text, known | _harmless())
    found = [*_words(text, lang, spared), *_lengths(text, lang, limits), *_signs(text)]
    if lang == "zh":
        found += [*_uncommon(text, _covered(text, known)), *_sentences(text, spared), *_latin(text, spared)]
    return tuple(dict.fromkeys(found))


def common(character: str) -> bool:
    """Whether a Chinese character is one of the 3,755 used most; what is not Chinese always is."""
    if not HAN.match(character):
        return True
    coded = character.encode("gb2312", "ignore")
    return len(coded) == 2 and coded[0] in COMMON_LEAD_BYTES


def length(text: str, lang: str = "zh") -> int:
    """Characters of a Chinese text (a number or a Latin word counts as one), words of an English one."""
    return len((COUNTED if lang == "zh" else ENGLISH_WORD).findall(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, without their marks."""
    return [part.strip() for part in SENTENCE_ENDS.split(text) if part.strip()]


def _words(text: str, lang: str, spared: set[int]) -> Iterator[Finding]:
    for table, word in _TABLES[lang].items():
        everyday, pattern = _table(table)
        for met in pattern.finditer(text):
            if not spared.issuperset(range(*met.span())):
                yield Finding(word.kind, met[0], word.why.format(met[0]), everyday[met[0].lower()], word.hard)


def _uncommon(text: str, spared: set[int]) -> Iterator[Finding]:
    for at, character in enumerate(text):
        if not common(character) and at not in spared:
            yield Finding(
                "uncommon", character, f"“{character}”这个字很多人不认识。换个字，或者在“难懂的词”里写明白。", hard=True
            )


def _lengths(text: str, lang: str, limits: Limits) -> Iterator[Finding]:
    unit = "个字" if lang == "zh" else "个词"
    for sentence in sentences(text):
        count = length(sentence, lang)
        if count > limits.sentence:
            why = f"这句有{count}{unit}，最好不超过{limits.sentence}{unit}。请分成两句。"
            yield Finding("long", sentence, why, hard=count > limits.far)
        clause = max(CLAUSE_ENDS.split(sentence), key=lambda part: length(part, lang))
        if (count := length(clause, lang)) > limits.clause:
            yield Finding("clause", clause.strip(), f"中间{count}{unit}没有停顿，最好不超过{limits.clause}{unit}。")
    if (count := length(text, lang)) > limits.whole:
        yield Finding("page", "", f"一共{count}{unit}，一页最好不超过{limits.whole}{unit}。")


def _sentences(text: str, spared: set[int]) -> Iterator[Finding]:
    for met in re.finditer(r"[^。！？；!?;\n…]+", text):
        sentence = met[0].strip()
        if len(ORDERS.findall(sentence)) > 1:
            yield Finding("orders", sentence, "一句话里叫人做了几件事。一句只说一件。")
    for met in re.finditer(r"[^，。！？；：、,!?;:\n…（）()]+", text):
        yield from _clause(met[0], {at - met.start() for at in spared})


def _clause(clause: str, spared: set[int]) -> Iterator[Finding]:
    asks = {at for one in (*YES_OR_NO.finditer(clause), *BOTH_NOT.finditer(clause)) for at in range(*one.span())}
    nots = [one for one in NOT.finditer(clause) if one.start() not in spared | asks]
    if any(after.start() - one.end() <= NOT_AND_NOT for one, after in pairwise(nots)):
        yield Finding("double-no", clause.strip(), "两个“不”绕来绕去。请直接说要怎么做。")
    for met in PASSIVE.finditer(clause):
        if met.start() not in spared:
            yield Finding("passive", met[0], f"“{met[0]}”没说谁来做。请写成“谁做什么”。")


def _latin(text: str, spared: set[int]) -> Iterator[Finding]:
    for met in LATIN.finditer(text):
        if not spared.issuperset(range(*met.span())):
            yield Finding(
                "latin", met[0], f"“{met[0]}”是外文，很多人不认识。请写成汉字，或者在“难懂的词”里写明白。", hard=True
            )


def _signs(text: str) -> Iterator[Finding]:
    for met in EMOJI.finditer(text):
        yield Finding("emoji", met[0], "请不要放小图案，念出来听不懂。", hard=True)
    for sentence in re.findall(r"(?:[^。！？!?\n.]|\.(?!\s))*[！!]+", text):
        if WARNING.search(sentence) or re.search(r"[！!]{2}", sentence):
            yield Finding(
                "exclamation",
                sentence.strip(),
                "提醒人的话不要用“！”，看了心慌。请用“。”。",
                sentence.strip().rstrip("！!") + "。",
            )


def _covered(text: str, words: Iterable[str]) -> set[int]:
    """The places of a text that belong to one of the words."""
    return {
        at
        for word in words
        if word and word in text
        for met in re.finditer(re.escape(word), text)
        for at in range(*met.span())
    }


@lru_cache(maxsize=1)
def _read() -> Mapping[str, dict[str, str]]:
    return tomllib.loads(assets.path("plain_words.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _harmless() -> frozenset[str]:
    return frozenset(_read()["harmless"]["words"])


@lru_cache(maxsize=8)
def _table(name: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """A table and the pattern of its words, the longest first."""
    table = _read()[name]
    words = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    return table, re.compile(rf"\b(?:{words})\b" if name.startswith("english") else words, re.IGNORECASE)
