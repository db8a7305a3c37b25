"""From what somebody said or typed to the features a search compares: characters, sounds, words, initials. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from offline_cache import sounds_like

MAX_ASKED = 240  # characters; of a longer telling the beginning and the end are kept
_PARTS = re.compile(r"[\u4e00-\u9fff]+|[a-z][a-z']*|\d+")
_FILLERS = re.compile(
    r"那个啥|那个|这个|就是说|就是|然后|反正|请问一下|请问|问一下|我想问|想问|麻烦你|麻烦您|麻烦|帮我|我说哈|"
    r"不好意思|你好|您好|同志|师傅|小姑娘|小伙子|嗯+|呃+|唉+|哎+|噢+|啊|呀|嘛|呢|吧|哈|哦|咯|嘞|嗲"
)
_PAUSES = re.compile(r"[,，。;；!！?？\n…]+")
_ENGLISH = re.compile(r"[a-z][a-z']*")
_STUTTER = re.compile(r"(.)\1+")
# Dialect forms of words that belong to no service; those that do are content (sayings of the lexicon).
_DIALECT = (
    ("啥子", "什么"), ("啥", "什么"), ("咋个", "怎么"), ("咋", "怎么"), ("啷个", "怎么"), ("哪个", "谁"), ("哪点", "哪里"),
    ("娃儿", "孩子"), ("娃娃", "孩子"), ("小囡", "孩子"), ("没得", "没有"), ("莫得", "没有"), ("呒没", "没有"), ("屋头", "家里"),
    ("屋里厢", "家里"), ("晓得", "知道"), ("阿拉", "我们"), ("侬", "你"), ("今朝", "今天"), ("要得", "可以"), ("婆娘", "妻子"),
    ("老汉儿", "父亲"),
)  # fmt: skip
FUNCTION_CHARS = frozenset(
    "的了吗我你您他她它们是在有个要想去来到就都也还和跟把被给让能可以怎么样什哪里儿多少几得地着过没不会这那上下吧呢啊"
)
_ENGLISH_FUNCTION = frozenset(
    "a an the i my me you your we our to of for in on at is are am do does how what where when can could would "
    "want need get and or it with have has please there this that if so".split()
)
_DIGITS = "零一二三四五六七八九"

FUNCTION_WEIGHT = 0.15
PER_CLASS = {"c": 1.3, "cc": 0.8, "f": 0.5, "ff": 0.9, "e": 1.5, "i": 1.5, "l": 0.3}
"""What a feature of each class weighs: characters and accent-folded syllables, alone (c, f) and in neighbouring pairs
(cc, ff), English words (e), initials (i), letters of English words in threes (l)."""
WINDOW, STEP = 8, 2  # characters
MOST_CLAUSES = 12
MAX_SLIP = 10  # letters; longer pinyin has enough that is right, and this is the slow part
SLIP_WEIGHT = 0.7
MOST_SLIPS = 2

Readings = Mapping[str, tuple[str, ...]]
Knows = Callable[[Collection[str]], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Gram:
    """One feature of a text: its weight, the piece of the text it stands for, and whether it counts as understanding."""

    feature: str
    weight: float
    said: str
    core: bool = False


def parts(text: str) -> list[str]:
    """The text in runs of Chinese characters, Latin words and digits; width, case and punctuation do not count."""
    return _PARTS.findall(_in_chinese_digits(unicodedata.normalize("NFKC", text).lower()))


def cleaned(asked: str) -> str:
    """The question without fillers, its dialect words in standard ones; what is nothing but fillers stays as it is."""
    half = MAX_ASKED // 2
    text = unicodedata.normalize(
        "NFKC", asked if len(asked) <= MAX_ASKED else f"{asked[:half]}，{asked[-half:]}"
    ).lower()
    bare = _FILLERS.sub("", text)
    text = bare if _PARTS.search(bare) else text
    for said, meant in _DIALECT:
        text = text.replace(said, meant)
    return text


def clauses(text: str) -> list[str]:
    """The pieces of a telling in which its request may stand: what is between two pauses, and of more than `WINDOW`
    characters without one (a recogniser writes no commas) overlapping windows. None for a short question."""
    found: list[str] = []
    for piece in filter(None, map(str.strip, _PAUSES.split(text))):
        long = len(piece) > WINDOW + STEP and not piece.isascii()
        starts = range(0, len(piece) - WINDOW + STEP, STEP) if long else (0,)
        found += [piece[at : at + WINDOW] if len(starts) > 1 else piece for at in starts]
    every = -(-len(found) // MOST_CLAUSES)  # of very many every second or third, the last among them
    return found[::-1][:: max(1, every)][::-1] if len(found) > 1 else []


def asked(text: str, readings: Readings, knows: Knows) -> list[Gram]:
    """The features of a cleaned question. `readings` gives the syllables of its characters, `knows` how many entries have
    each of some features (Latin letters may be a word, pinyin, or initials: the first the catalogue knows)."""
    found: list[Gram] = []
    latin: list[str] = []
    for run in parts(text):
        if run.isascii():
            latin.append(run)
            continue
        found += _latin(latin, knows)
        latin = []
        first = alone(run, readings)
        found += _grams(run, first, _importance(run))
        once = _STUTTER.sub(r"\1", run)
        if once != run:
            found += _grams(once, alone(once, readings), _importance(once))
        folds = [sounds_like.folded(sound) for sound in first]
        for at, char in enumerate(run):  # 行 may be hang as well as xing
            for other in readings.get(char, ())[1:2]:
                found += _other_reading(run, folds, at, sounds_like.folded(other))
    return found + _latin(latin, knows)


def alone(run: str, readings: Readings) -> list[str]:
    """The commonest syllable of each character, its neighbours not heeded."""
    return [readings.get(char, (char,))[0] for char in run]


def _importance(run: str) -> list[float]:
    return [FUNCTION_WEIGHT if char in FUNCTION_CHARS else 1.0 for char in run]


def told(text: str, readings: Readings, in_context: Sequence[Sequence[str]] = ()) -> Counter[str]:
    """How often each feature occurs in a text of the catalogue.

    A question is read character by character, so the text is too. `in_context` holds the syllables of each Chinese run
    as read in its context; where they differ they count as well (a recogniser may have written down their sound).
    """
    found: list[str] = []
    contexts = iter(in_context)
    for run in parts(text):
        if run.isascii():
            found.append(f"e:{stem(run)}")
            continue
        first = alone(run, readings)
        found += (features := _features(run, first))
        context = list(next(contexts, first))
        if context != first:
            found += (Counter(_features(run, context)) - Counter(features)).elements()
    return Counter(found)


def chinese_runs(text: str) -> list[str]:
    """The runs of Chinese characters of a text, as `told` wants them read."""
    return [run for run in parts(text) if not run.isascii()]


def typed(in_context: Sequence[Sequence[str]]) -> set[str]:
    """The initials by which a name is typed on a keyboard: any 2 to 8 neighbouring ones ("gxy")."""
    found: set[str] = set()
    for syllables in in_context:
        initials = "".join(syllable[0] for syllable in syllables)
        found |= {
            f"i:{initials[start:end]}"
            for start in range(len(initials))
            for end in range(start + 2, min(len(initials), start + 8) + 1)
        }
    return found


def spelt(english: str) -> set[str]:
    """The letter threes of English words: a word with a slip in it still shares most of them."""
    return {f"l:{three}" for run in _ENGLISH.findall(english.lower()) for three in _threes(stem(run))}


def stem(word: str) -> str:
    """A crude English stem: plural, -ing, -ed and -ment endings do not matter."""
    word = word.replace("'s", "").replace("'", "")
    for ending in ("ments", "ment", "ings", "ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _latin(run: list[str], knows: Knows) -> list[Gram]:
    """Neighbouring Latin words: English when the catalogue knows them all, else pinyin, else what is left of both."""
    words = [word for word in run if word not in _ENGLISH_FUNCTION]
    known = knows([f"e:{stem(word)}" for word in words])
    english = [Gram(f"e:{stem(word)}", PER_CLASS["e"], word, True) for word in words if f"e:{stem(word)}" in known]
    if len(english) == len(words):
        return english
    syllables = [sounds_like.in_syllables(word.replace("'", "")) for word in run]
    joined = "".join(run).replace("'", "")
    whole = _chained(syllables) if all(syllables) else sounds_like.in_syllables(joined)
    pinyin = _pinyin(joined, whole, knows)
    if pinyin or (not english and any(syllables)):
        return pinyin or _spoken(_chained(syllables), joined)
    return english + [gram for word in words if f"e:{stem(word)}" not in known for gram in _misspelt(word)]


def _pinyin(letters: str, syllables: Sequence[str], knows: Knows) -> list[Gram]:
    """Joined pinyin, one slip of the finger forgiven, or initials; nothing when it is neither."""
    initials = Gram(f"i:{letters}", PER_CLASS["i"], letters, core=True)
    if len(syllables) < 2 and initials.feature in knows([initials.feature]):
        return [initials]
    found = _spoken(syllables, letters)
    pairs = {gram.feature for gram in found if gram.feature.startswith("ff:")}
    if len(letters) > MAX_SLIP or (pairs and pairs <= knows(pairs).keys()):
        return found
    return _slipped(letters, knows) or found


def _chained(syllables: Iterable[Sequence[str]]) -> list[str]:
    return [syllable for word in syllables for syllable in word]


def _spoken(syllables: Sequence[str], letters: str, share: float = 1.0) -> list[Gram]:
    """The sounds of typed syllables; each stands for all the letters."""
    grams = _grams("\0" * len(syllables), syllables, [1.0] * len(syllables))
    return [Gram(one.feature, share * one.weight, letters, one.core) for one in grams if one.feature[0] == "f"]


def _slipped(letters: str, knows: Knows) -> list[Gram]:
    """What was meant if one letter is missing, too many, wrong, or two have changed places."""
    parsed = (sounds_like.in_syllables(near) for near in sounds_like.one_slip(letters))
    ways = dict.fromkeys(syllables for syllables in parsed if len(syllables) > 1)
    pairs = {way: {f"ff:{one} {two}" for one, two in pairwise(map(sounds_like.folded, way))} for way in ways}
    known = knows(set().union(*pairs.values()))
    possible = [way for way in ways if pairs[way] <= known.keys()]
    meant = sorted(possible, key=lambda way: -min(known[pair] for pair in pairs[way]))[:MOST_SLIPS]
    ways_as_grams = [_spoken(way, letters, SLIP_WEIGHT) for way in meant]
    # They exclude each other: what was understood is judged by the likeliest alone.
    return [replace(gram, core=gram.core and at == 0) for at, grams in enumerate(ways_as_grams) for gram in grams]


def _misspelt(word: str) -> list[Gram]:
    threes = [Gram(f"l:{three}", PER_CLASS["l"], word) for three in _threes(stem(word))]
    return [*threes, Gram(f"e:{stem(word)}", PER_CLASS["e"], word, core=True)]


def _threes(letters: str) -> list[str]:
    edged = f"^{letters}$"
    return [edged[at : at + 3] for at in range(len(edged) - 2)]


def _other_reading(run: str, folds: Sequence[str], at: int, other: str) -> Iterable[Gram]:
    """The syllable and the two pairs that a second reading of one character makes, at half their weight."""
    if other == folds[at]:
        return
    weight = 0.5 * (FUNCTION_WEIGHT if run[at] in FUNCTION_CHARS else 1.0)
    yield Gram(f"f:{other}", weight * PER_CLASS["f"], run[at])
    for start in (at - 1, at):
        if 0 <= start < len(run) - 1:
            two = [other if place == at else folds[place] for place in (start, start + 1)]
            yield Gram(f"ff:{two[0]} {two[1]}", weight * PER_CLASS["ff"], run[start : start + 2])


def _grams(run: str, sounds: Sequence[str], importance: Sequence[float]) -> list[Gram]:
    """Characters and folded syllables of a run, alone and in neighbouring pairs."""
    folds = [sounds_like.folded(sound) for sound in sounds]
    found: list[Gram] = []
    for at, weight in enumerate(importance):
        found.append(Gram(f"c:{run[at]}", weight * PER_CLASS["c"], run[at]))
        found.append(Gram(f"f:{folds[at]}", weight * PER_CLASS["f"], run[at], core=len(run) == 1 and weight > 0.5))
        if at + 1 < len(run):
            pair, both = run[at : at + 2], (weight + importance[at + 1]) / 2
            found.append(Gram(f"cc:{pair}", both * PER_CLASS["cc"], pair))
            found.append(Gram(f"ff:{folds[at]} {folds[at + 1]}", both * PER_CLASS["ff"], pair, core=both > 0.5))
    return found


def _features(run: str, sounds: Sequence[str]) -> list[str]:
    """The features of `_grams` without their weights: a catalogue has a million of them."""
    folds = [sounds_like.folded(sound) for sound in sounds]
    return [
        *(f"c:{char}" for char in run),
        *(f"f:{fold}" for fold in folds),
        *(f"cc:{one}{two}" for one, two in pairwise(run)),
        *(f"ff:{one} {two}" for one, two in pairwise(folds)),
    ]


def _in_chinese_digits(text: str) -> str:
    """Numbers as they are said: 65 as 六十五, longer ones digit by digit (12345 as 一二三四五)."""
    return re.sub(r"[0-9]+", lambda number: _said(number.group()), text)


def _said(number: str) -> str:
    if len(number) == 2 and number[0] != "0":
        tens = ("" if number[0] == "1" else _DIGITS[int(number[0])]) + "十"
        return tens + (_DIGITS[int(number[1])] if number[1] != "0" else "")
    return "".join(_DIGITS[int(digit)] for digit in number)
