"""Lets many voices say sentences in a hall, and makes up speech that means nothing. Needs espeak-ng and numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from demo_model import content, starting_words, voices
from demo_model.sounds import Hall, heard, to_16k
from demo_model.speech import Phone, say

BABBLE_SENTENCES = 24


@dataclass(frozen=True, slots=True)
class Manner:
    """Who speaks, and how fast and high; ranges are espeak's own units."""

    variants: tuple[str, ...]
    rate: tuple[int, int] = (90, 270)
    pitch: tuple[int, int] = (10, 90)
    pitch_range: tuple[int, int] = (20, 80)
    plain_share: float = voices.PLAIN_SHARE
    accents: bool = True


TRAINED = Manner(voices.TRAINING)


Spoken = tuple[str, NDArray[np.int16], tuple[Phone, ...]]
"""Who spoke, samples at 16 kHz, phones with times."""


def render(lang: str, texts: Sequence[str], manner: Manner, hall: Hall, seed: int) -> list[Spoken]:
    """Each text said once, by a voice chosen at random."""
    choose, rng = Random(seed), np.random.default_rng(seed)
    bases, shares = zip(*voices.ACCENTS[lang], strict=True)
    made = []
    for text in texts:
        variant = "" if choose.random() < manner.plain_share else choose.choice(manner.variants)
        base = choose.choices(bases, shares)[0] if manner.accents else None
        speech = say(
            text,
            voices.named(lang, variant, base),
            choose.randint(*manner.rate),
            choose.randint(*manner.pitch),
            choose.randint(*manner.pitch_range),
        )
        made.append((variant, *heard(speech, hall, rng)))
    return made


def babble(lang: str, texts: Sequence[str], manner: Manner, seed: int) -> tuple[NDArray[np.float64], ...]:
    """Some dry sentences to talk in the background."""
    choose = Random(seed)
    spoken = (
        say(choose.choice(texts), voices.named(lang, choose.choice(manner.variants))) for _ in range(BABBLE_SENTENCES)
    )
    return tuple(to_16k(speech.samples) for speech in spoken if len(speech.samples) > 8_000)


def random_hanzi(choose: Random) -> str:
    """2-6 characters of the first level of GB 2312, so that every syllable of the language is covered."""
    found, wanted = "", choose.randint(2, 6)
    while len(found) < wanted:
        code = bytes([choose.randint(0xB0, 0xD7), choose.randint(0xA1, 0xFE)])
        found += code.decode("gb2312", "ignore")
    return found


def random_english(read: content.Texts, choose: Random) -> str:
    """2-6 words, everyday ones and the hall's."""
    words = starting_words.EVERYDAY_EN
    phrase_words = choose.choice(read.phrases).split() + choose.choice(read.names).split()
    return " ".join(
        choose.choice(words if choose.random() < 0.7 else phrase_words) for _ in range(choose.randint(2, 6))
    )
