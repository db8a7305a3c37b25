"""Fans, rain and hum are even: words heard in them were none. A voice stands out of any of them."""

import numpy as np
import pytest
from resident import NOISES, Resident, noise, silence

from voice.loudness import Loudmeter


@pytest.mark.parametrize("kind", [kind for kind in NOISES if kind != "clatter"])
@pytest.mark.parametrize("loudness", [300, 6000])
def test_even_noise_holds_no_voice(kind, loudness):
    chance = np.random.default_rng(7)
    assert meter_of(np.clip(noise(10, kind, chance) * loudness, -32768, 32767).astype(np.int16)).even


@pytest.mark.parametrize("kind", NOISES)
@pytest.mark.parametrize("words", ["对", "返回", "我想问一下高龄津贴"])
def test_a_voice_eight_decibels_over_the_noise_stands_out(kind, words):
    chance = np.random.default_rng(8)
    said = np.concatenate([silence(0.3), Resident("f4").say(words), silence(1.0)]).astype(float)
    loudness = np.sqrt(np.mean(said[4800:-16000] ** 2)) * 10 ** (-8 / 20)
    said += noise(len(said) / 16000 + 0.01, kind, chance)[: len(said)] * loudness
    assert not meter_of(np.clip(said, -32768, 32767).astype(np.int16)).even


def meter_of(sound):
    """The meter after a whole turn, in blocks of a tenth of a second."""
    heard = Loudmeter()
    for start in range(0, len(sound), 1600):
        heard.hear(sound[start : start + 1600], len(sound[start : start + 1600]) / 16000)
    return heard
