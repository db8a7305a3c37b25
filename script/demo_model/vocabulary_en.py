"""Which English words the demo model knows, and the weighted sentences its language model learns from."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from demo_model import starting_words
from demo_model.content import Texts, clean_en
from demo_model.vocabulary_zh import Vocabulary


def build(texts: Texts) -> Vocabulary:
    """The vocabulary of these texts: all their words but the prose's, and everyday ones."""
    said = (*texts.commands, *texts.names, *texts.phrases, *texts.nouns, *texts.tuning)
    words = dict.fromkeys(word for text in said for word in text.split())
    words.update(dict.fromkeys((*starting_words.EVERYDAY_EN, *starting_words.DIGITS_EN)))
    for wish in starting_words.WISHES_EN:
        words.update(dict.fromkeys(clean_en(wish.replace("{}", ""))[0].split() if wish != "{}" else ()))
    everyday = {word: 3.0 if word in starting_words.EVERYDAY_EN else 1.0 for word in words}
    known = ((tuple(text.split()), weight) for text, weight in _weighted(texts))
    return Vocabulary(everyday, tuple((said, weight) for said, weight in known if words.keys() >= set(said)))


def _weighted(texts: Texts) -> Iterator[tuple[str, float]]:
    choose = Random(11)
    yield from ((text, 3.0) for text in texts.commands)
    yield from ((text, 4.0) for text in texts.names)
    yield from ((text, 2.0) for text in texts.phrases)
    yield from ((text, 1.0) for text in (*texts.prose, *texts.nouns))
    for name in texts.names:
        yield from ((wish.format(name), 1.0) for wish in choose.sample(starting_words.WISHES_EN, 5))
        yield f"{name} {choose.choice(starting_words.FAULTS_EN)}", 1.0
    for _ in range(600):
        count = choose.choice([1, 3, 3, 4, 6, 9, 9])
        yield " ".join(choose.choice(starting_words.DIGITS_EN) for _ in range(count)), 1.0
    for _ in range(300):
        number = choose.choice(starting_words.DIGITS_EN)
        yield f"building {number} unit {choose.choice(starting_words.DIGITS_EN)}", 1.0
