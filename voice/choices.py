"""Which of the things that can be pressed was named: by its words, a part of them, or their sound. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from voice.digits import numbers, with_digits
from voice.manners import plain, stripped
from voice.sentences import manners
from voice.sounds import likeness, sounds
from voice.wording import for_the_ear

ALIKE = 0.7
"""How alike a name must sound, and by how much more than the next one."""
MARGIN = 0.12
LEADING_SHARE = 0.5
"""Share of what was said that a name must make up to be a choice and not part of a question."""
_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)|【[^】]*】|\[[^\]]*\]")
_INSIDE = re.compile(r"[（(【\[]([^）)】\]]+)[）)】\]]")
_CLAUSE = re.compile(r"[，,、。；;：:！!？?\n/·]| {1,}")


def forms(choice: str, lang: str) -> tuple[str, ...]:
    """The ways a choice may be called: whole, without brackets, its first clause, what the brackets hold."""
    whole = choice.strip()
    bare = _BRACKETS.sub("", whole).strip()
    first = _CLAUSE.split(bare, maxsplit=1)[0] if lang == "zh" else re.split(r"[,;:.]", bare, maxsplit=1)[0]
    inside = [one for one in _INSIDE.findall(whole) if len(one) > 1]
    return tuple(dict.fromkeys(filter(None, map(str.strip, (whole, bare, first, *inside)))))


def said_forms(choice: str, lang: str) -> tuple[str, ...]:
    """The forms as they are spoken, for a grammar: 3栋 is 三栋, 2栋 both 二栋 and 两栋."""
    if lang != "zh":
        return tuple(dict.fromkeys(plain(form, lang) for form in forms(choice, lang)))
    spoken: list[str] = []
    for form in forms(choice, lang):
        for variant in (form, with_digits(form)):
            word = plain(for_the_ear(variant, lang).text, lang)
            spoken += [word, re.sub(r"(?<![十百第])二(?![十百])", "两", word)]
    return tuple(word for word in dict.fromkeys(spoken) if not re.search(r"[0-9a-z]", word))


def named(text: str, choices: Sequence[str], lang: str) -> int | None:
    """The choice a plain text names and hardly says more than that: "我要路灯那个" -> 路灯; None when it is a question."""
    wishes = tuple(dict.fromkeys(wish for one in stripped(text, lang) for wish in _unwrapped(one, lang)))
    exact = _only({at for at, names in enumerate(_names(choices, lang)) for wish in wishes if _figures(wish) in names})
    if exact is not None:
        return exact
    shortest = min(wishes, key=len, default=text)
    part = _containing(shortest, choices, lang)
    if part is not None and len(part[1]) >= LEADING_SHARE * len(_figures(shortest)):
        return part[0]
    return _sounding((text, shortest), choices, lang)


def best_choice(text: str, choices: Sequence[str], lang: str = "zh") -> int | None:
    """The index of the choice spoken of in any sentence ("就在我们那个大门口旁边" -> 大门口); None when none, or several, are."""
    text = plain(text, lang)
    found = named(text, choices, lang)
    if found is not None:
        return found
    part = _containing(text, choices, lang)
    if part is not None:
        return part[0]
    return _by_number(text, choices) if lang == "zh" else None


def _names(choices: Sequence[str], lang: str) -> list[frozenset[str]]:
    return [_figured_forms(choice, lang) for choice in choices]


def forget() -> None:
    """Forgets the names of choices it has seen."""
    _figured_forms.cache_clear()


@lru_cache(maxsize=4096)
def _figured_forms(choice: str, lang: str) -> frozenset[str]:
    return frozenset(filter(None, (_figures(plain(form, lang)) for form in forms(choice, lang))))


def _figures(text: str) -> str:
    return with_digits(text)


def _unwrapped(text: str, lang: str) -> Iterator[str]:
    """A wish without "I want", "that one" and the like."""
    yield text
    gap = "" if lang == "zh" else " "
    for left in {text, *(text[len(word + gap) :] for word in _wanting(lang) if text.startswith(word + gap))}:
        yield left
        for _ in range(2):
            for word in _wanting(lang):
                if left.endswith(gap + word) and len(left) > len(gap + word):
                    left = left[: -len(gap + word)]
                    yield left
                    break


@lru_cache(maxsize=4)
def _wanting(lang: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(word, lang) for word in manners(lang).wanting))


def _containing(text: str, choices: Sequence[str], lang: str) -> tuple[int, str] | None:
    """The choice whose name stands in the text, or in whose name the text stands; the longest name, None when several."""
    figured = _figures(text)
    found: dict[str, set[int]] = {}
    for at, names in enumerate(_names(choices, lang)):
        for name in names:
            if len(name) > 1 and _stands_in(name, figured, lang):
                found.setdefault(name, set()).add(at)
            elif len(figured) > 1 and len(figured) > len(name) / 3 and _stands_in(figured, name, lang):
                found.setdefault(figured, set()).add(at)
    if not found:
        return None
    longest = max(found, key=len)
    rivals = {at for name, places in found.items() if name not in longest for at in places}
    only = _only(found[longest])
    return (only, longest) if only is not None and not rivals - found[longest] else None


def _stands_in(part: str, whole: str, lang: str) -> bool:
    """Whole numbers and, in English, whole words only: 3栋 does not stand in 13栋."""
    edge = r"(?<![0-9a-z]){}(?![0-9a-z])" if lang == "zh" else r"(?<![a-z0-9']){}(?![a-z0-9'])"
    return re.search(edge.format(re.escape(part)), whole) is not None


def _sounding(texts: Sequence[str], choices: Sequence[str], lang: str) -> int | None:
    """The choice that sounds like it, clearly more than any other; numbers must be the same."""
    scores: list[float] = []
    for names in _names(choices, lang):
        scores.append(max((_alike(text, name, lang) for name in names for text in texts), default=0.0))
    if not scores:
        return None
    best = max(range(len(scores)), key=scores.__getitem__)
    others = max((score for at, score in enumerate(scores) if at != best), default=0.0)
    return best if scores[best] >= ALIKE and scores[best] - others >= MARGIN else None


def _alike(text: str, name: str, lang: str) -> float:
    if numbers(name) and numbers(name) != numbers(text):
        return 0.0
    if lang != "zh":
        return likeness(text.replace(" ", ""), name.replace(" ", "")) if len(name) > 3 else 0.0
    left, right = sounds(_figures(text)), sounds(name)
    if min(len(left), len(right)) < 2:
        return 0.0
    return likeness(left, right)


def _by_number(text: str, choices: Sequence[str]) -> int | None:
    """The only choice with the number that was said."""
    wanted = numbers(text)
    return _only({at for at, choice in enumerate(choices) if numbers(choice) == wanted}) if wanted else None


def _only(found: set[int]) -> int | None:
    return found.pop() if len(found) == 1 else None
