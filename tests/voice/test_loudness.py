"""How loud a turn was: a voice stands out of the hall's noise, silence and shouting are told apart."""

import numpy as np
import pytest

from voice.loudness import Loudmeter, decibels, meter

RNG = np.random.default_rng(1)
BLOCK = 1600


def noise(db, seconds=0.1):
    return np.clip(RNG.standard_normal(int(16_000 * seconds)) * 32768 * 10 ** (db / 20), -32768, 32767).astype(np.int16)


def listen(*parts):
    loudmeter, loud = Loudmeter(), []
    for db, seconds in parts:
        sound = noise(db, seconds)
        for at in range(0, len(sound), BLOCK):
            loud.append(loudmeter.hear(sound[at : at + BLOCK], 0.1))
    return loudmeter, loud


@pytest.mark.parametrize("db", [-70, -40, -12])
def test_decibels(db):
    assert decibels(noise(db, 1.0)) == pytest.approx(db, abs=1.0)


def test_the_meter_goes_from_nothing_to_full():
    assert [meter(db) for db in (-96, -60, -35, -10, 0)] == [0, 0, 0.5, 1, 1]


@pytest.mark.parametrize("floor", [-70, -50, -40])
def test_a_voice_stands_out_of_the_hall(floor):
    _, loud = listen((floor, 2.0), (floor + 20, 1.0), (floor, 2.0))
    assert not any(loud[5:20])
    assert (all(loud[20:30])) is (floor + 20 > -55)
    assert not any(loud[30:])


def test_a_voice_at_once_is_heard_at_once():
    assert all(listen((-25, 0.5))[1])


def test_a_steady_fan_is_no_voice():
    _, loud = listen((-35, 6.0))
    assert not any(loud[20:])


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ([(-60, 3.0)], "quiet"),
        ([], "quiet"),
        ([(-55, 1.0), (-25, 2.0), (-55, 1.0)], "fine"),
        ([(-24, 6.0)], "noisy"),
        ([(-60, 1.0), (1, 2.0), (-60, 1.0)], "noisy"),  # clipped
    ],
)
def test_the_verdict_on_a_turn(parts, verdict):
    assert listen(*parts)[0].verdict == verdict
