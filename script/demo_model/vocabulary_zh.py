"""Which Mandarin words the demo model knows, and the weighted sentences its language model learns from."""

from __future__ import annotations

import logging
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import jieba

from demo_model import starting_words
from demo_model.content import Texts

EVERYDAY_WORDS = 3_500
"""Words taken by frequency from jieba's dictionary, beside those of the content."""
LONGEST = 4
"""Characters of a word; longer ones are cut, so that few words say much."""
AT_LEAST = 3
"""Times a word of two or more characters occurs in phrases and nouns to be a word of its own."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words with their everyday frequency, and sentences (words, weight) made of these words only."""

    everyday: dict[str, float]
    sentences: tuple[tuple[tuple[str, ...], float], ...]


def build(texts: Texts) -> Vocabulary:
    """The vocabulary of these texts."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    frequency: dict[str, int] = jieba.dt.FREQ
    words = _chosen(texts, frequency)
    cut = _cutter(words, frequency)
    everyday = {word: float(frequency.get(word, 0) + 1) for word in words}
    return Vocabulary(everyday, tuple((tuple(cut(text)), weight) for text, weight in _weighted(texts)))


def _chosen(texts: Texts, frequency: dict[str, int]) -> list[str]:
    """All characters one may meet, the words of names and commands, the frequent words of phrases, everyday words."""
    often: Counter[str] = Counter()
    always: dict[str, None] = dict.fromkeys(_common_characters())
    for text in (*texts.commands, *texts.names, *texts.phrases, *texts.prose, *texts.nouns, *texts.tuning):
        always.update(dict.fromkeys(text))
    for text in (*texts.commands, *texts.names):
        always.update(dict.fromkeys(_short(jieba.lcut(text, HMM=False))))
    for text in texts.phrases:
        often.update(_short(jieba.lcut(text, HMM=False)))
    for text in (*texts.prose, *texts.nouns):
        often.update(_short(jieba.lcut(text, HMM=False)))
    always.update(dict.fromkeys(word for word, times in often.items() if times >= AT_LEAST))
    common = (w for w in sorted(frequency, key=lambda w: -frequency[w]) if 2 <= len(w) <= 3 and _hanzi(w))
    for word, _ in zip(common, range(EVERYDAY_WORDS), strict=False):
        always[word] = None
    return list(always)


def _short(words: Iterable[str]) -> list[str]:
    return [word for word in words if 1 < len(word) <= LONGEST]


def _hanzi(word: str) -> bool:
    return all("一" <= character <= "鿿" for character in word)


def _common_characters() -> Iterator[str]:
    """The 3,755 characters of the first level of GB 2312: whatever staff write later can be spelt with them."""
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            yield from bytes([high, low]).decode("gb2312", "ignore")


def _cutter(words: Sequence[str], frequency: dict[str, int]) -> Callable[[str], list[str]]:
    """jieba's own cutting, by frequency, restricted to our words."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as dictionary:
        dictionary.writelines(f"{word} {frequency.get(word, 0) or 1}\n" for word in words)
        dictionary.flush()
        tokenizer = jieba.Tokenizer(dictionary.name)
        tokenizer.cache_file = Path(dictionary.name).with_suffix(".cache").name
        tokenizer.initialize()
    Path(tempfile.gettempdir(), tokenizer.cache_file).unlink(missing_ok=True)
    return lambda text: tokenizer.lcut(text, HMM=False)


def _weighted(texts: Texts) -> Iterator[tuple[str, float]]:
    """Every text with what it counts: commands most, then names, then what residents say."""
    choose = Random(11)
    yield from ((text, 3.0) for text in texts.commands)
    yield from ((text, 4.0) for text in texts.names)
    yield from ((text, 2.0) for text in texts.phrases)
    yield from ((text, 1.0) for text in (*texts.prose, *texts.nouns))
    for name in texts.names:
        yield from ((wish.format(name), 1.0) for wish in choose.sample(starting_words.WISHES_ZH, 5))
        yield name + choose.choice(starting_words.FAULTS_ZH), 1.0
    yield from ((text, 1.0) for text in _numbers(choose))


def _numbers(choose: Random) -> Iterator[str]:
    """Receipts digit by digit, and where people live."""
    digits = starting_words.DIGITS_ZH[:10] + "幺"
    for _ in range(600):
        yield "".join(choose.choice(digits) for _ in range(choose.choice([1, 3, 3, 4, 6, 9, 9])))
    floors = [*"一二三四五六七八九十", "十一", "十二", "二十", "两"]
    for _ in range(500):
        building = choose.choice(floors) + choose.choice(["栋", "号楼", "幢", "栋楼"])
        unit = choose.choice(["", choose.choice(floors[:6]) + "单元"])
        yield building + unit + choose.choice(["", choose.choice(floors) + choose.choice(["楼", "层", "号"])])
