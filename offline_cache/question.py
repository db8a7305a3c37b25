"""From what somebody said or typed to the features a search compares: characters, syllables, words, initials. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from offline_cache import sounds_like

MAX_ASKED = 200  # characters; a longer telling is cut
_PARTS = re.compile(r"[\u4e00-\u9fff]+|[a-z][a-z']*|\d+")
_FILLERS = re.compile(
    r"那个啥|那个|这个|就是说|就是|然后|反正|请问一下|请问|问一下|我想问|想问|麻烦你|麻烦您|麻烦|帮我|"
    r"不好意思|你好|您好|同志|师傅|嗯+|呃+|唉+|哎+|噢+|啊|呀|嘛|呢|吧|哈|哦|咯|嘞"
)
_DIALECT = (
    ("啥子", "什么"), ("咋个", "怎么"), ("咋", "怎么"), ("娃儿", "孩子"), ("娃娃", "孩子"), ("没得", "没有"),
    ("屋头", "家里"), ("莫得", "没有"), ("晓得", "知道"), ("婆娘", "妻子"), ("老汉儿", "父亲"), ("啷个", "怎么"),
)  # fmt: skip
FUNCTION_CHARS = frozenset(
    "的了吗我你您他她它们是在有个要想去来到就都也还和跟把被给让能可以怎么样什哪里儿多少几得地着过没不会这那上下吧呢啊"
)
_ENGLISH_FUNCTION = frozenset(
    "a an the i my me you your we our to of for in on at is are am do does how what where when can could would "
    "want need get and or it with have has please".split()
)

FUNCTION_WEIGHT = 0.15
PER_CLASS = {"c": 0.5, "cc": 1.0, "s": 0.25, "ss": 0.7, "f": 0.15, "ff": 0.6, "e": 1.5, "i": 1.5}


@dataclass(frozen=True, slots=True)
class Features:
    """Feature -> weight; `core` are those that say how much of the question was understood."""

    weights: dict[str, float]
    core: frozenset[str] = field(default_factory=frozenset)


def parts(text: str) -> list[str]:
    """The text in runs of Chinese characters, Latin words and digits; width, case and punctuation do not count."""
    return _PARTS.findall(unicodedata.normalize("NFKC", text).lower())


def cleaned(asked: str) -> str:
    """The question without fillers, its dialect words in standard ones; what is nothing but fillers stays as it is."""
    text = unicodedata.normalize("NFKC", asked).lower()[:MAX_ASKED]
    for said, meant in _DIALECT:
        text = text.replace(said, meant)
    return _FILLERS.sub("", text) if _PARTS.search(_FILLERS.sub("", text)) else text


def asked(
    text: str, reading: Callable[[Iterable[str]], dict[str, tuple[str, ...]]], knows: Callable[[str], bool]
) -> Features:
    """The features of a question.

    `reading` gives the syllables of characters from the table made with the index, `knows` whether it has a feature.
    """
    runs = parts(cleaned(text))
    known = reading({char for run in runs for char in run})
    weights: dict[str, float] = {}
    core: set[str] = set()
    for run in runs:
        if run.isdigit():
            _put(weights, f"e:{run}", 1.0)
        elif run.isascii():
            for feature, weight in _latin(run, knows):
                _put(weights, feature, weight)
                core |= {feature} if feature.startswith(("e:", "ff:", "i:")) else set()
        else:
            first = [known.get(char, (char,))[0] for char in run]
            importance = [FUNCTION_WEIGHT if char in FUNCTION_CHARS else 1.0 for char in run]
            for feature, weight, length in _grams(run, first, importance):
                _put(weights, feature, weight)
                if length == 2 and feature.startswith("ff:") and weight > PER_CLASS["ff"] / 2:
                    core.add(feature)
            for char, weight in zip(run, importance, strict=True):
                for other in known.get(char, ())[1:2]:
                    _put(weights, f"s:{other}", 0.5 * weight * PER_CLASS["s"])
    return Features(weights, frozenset(core))


def told(text: str, syllables: Callable[[str], Sequence[str]]) -> list[str]:
    """The features of a text of the catalogue, with repetition."""
    found: list[str] = []
    for run in parts(text):
        if run.isascii():
            found.append(f"e:{stem(run)}")
        else:
            sounds = syllables(run)
            found += [feature for feature, _, _ in _grams(run, sounds, [1.0] * len(run))]
    return found


def initials(text: str, syllables: Callable[[str], Sequence[str]]) -> set[str]:
    """Initials by which a name is typed on a keyboard: any 2 to 8 neighbouring ones ("gxy", "mzmtb")."""
    found: set[str] = set()
    for run in parts(text):
        if not run.isascii():
            letters = "".join(syllable[0] for syllable in syllables(run))
            found |= {
                f"i:{letters[start:end]}"
                for start in range(len(letters))
                for end in range(start + 2, min(len(letters), start + 8) + 1)
            }
    return found


def stem(word: str) -> str:
    """A crude English stem: plural, -ing, -ed and -ment endings do not matter."""
    word = word.replace("'s", "").replace("'", "")
    for ending in ("ments", "ment", "ings", "ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _latin(run: str, knows: Callable[[str], bool]) -> list[tuple[str, float]]:
    """Latin letters are an English word, joined pinyin, or the initials of a name: the first the catalogue knows."""
    word, initial = f"e:{stem(run)}", f"i:{run}"
    if knows(word):
        return [(word, PER_CLASS["e"])]
    if run in _ENGLISH_FUNCTION:
        return []
    sounds = list(sounds_like.in_syllables(run))
    if len(sounds) == 1 or (not sounds and knows(initial)):
        return [(initial, PER_CLASS["i"]), *((f"f:{sounds_like.folded(sound)}", PER_CLASS["i"]) for sound in sounds)]
    grams = _grams("\0" * len(sounds), sounds, [1.0] * len(sounds))
    return [(feature, weight) for feature, weight, _ in grams if feature[0] != "c"] or [(word, PER_CLASS["e"])]


def _grams(run: str, sounds: Sequence[str], importance: list[float]) -> list[tuple[str, float, int]]:
    """Single and neighbouring characters, syllables and folded syllables, each with its weight and length."""
    folds = [sounds_like.folded(sound) for sound in sounds]
    found = []
    for at, weight in enumerate(importance):
        singles = (("c", run[at]), ("s", sounds[at]), ("f", folds[at]))
        found += [(f"{kind}:{value}", weight * PER_CLASS[kind], 1) for kind, value in singles]
        if at + 1 < len(run):
            both = (weight + importance[at + 1]) / 2
            pairs = (
                ("cc", run[at : at + 2]),
                ("ss", f"{sounds[at]} {sounds[at + 1]}"),
                ("ff", f"{folds[at]} {folds[at + 1]}"),
            )
            found += [(f"{kind}:{value}", both * PER_CLASS[kind], 2) for kind, value in pairs]
    return found


def _put(weights: dict[str, float], feature: str, weight: float) -> None:
    weights[feature] = max(weight, weights.get(feature, 0.0))
