"""Makes clean synthetic speech sound like a hall: other throats, rooms, noises, distances and telephones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.speech import SAMPLE_RATE, SILENCE, Phone, Speech

RATE = 16_000
FULL_SCALE = 32_767

Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hall:
    """How badly a sentence may be heard. `babble` is other people's speech at 16,000 samples a second, or none."""

    snr_db: tuple[float, float] = (5, 40)
    gain_db: tuple[float, float] = (-20, 2)
    warp: tuple[float, float] = (0.88, 1.14)
    echo_share: float = 0.35
    muffled_share: float = 0.15
    babble: tuple[Samples, ...] = ()


QUIET = Hall(snr_db=(35, 45), gain_db=(-6, -6), warp=(1, 1), echo_share=0, muffled_share=0)


def to_16k(samples: Samples, warp: float = 1.0) -> Samples:
    """Resampled from espeak's rate; a `warp` above 1 shortens and raises it all: a smaller throat."""
    length = round(len(samples) * RATE / SAMPLE_RATE / warp)
    if length < 2:
        return np.zeros(0)
    spectrum = np.fft.rfft(samples)
    kept = np.zeros(length // 2 + 1, complex)
    count = min(len(kept), len(spectrum))
    kept[:count] = spectrum[:count]
    return np.fft.irfft(kept, length) * (length / len(samples))


def heard(speech: Speech, hall: Hall, rng: Generator) -> tuple[NDArray[np.int16], tuple[Phone, ...]]:
    """What the microphone gets: 16-bit samples at 16 kHz and the phones' times in them."""
    warp = rng.uniform(*hall.warp)
    dry = to_16k(speech.samples, warp)
    lead, tail = int(rng.uniform(0.1, 0.6) * RATE), int(rng.uniform(0.2, 0.7) * RATE)
    phones = (Phone(-1e9, SILENCE), *(Phone(p.start_ms / warp + lead * 1000 / RATE, p.name) for p in speech.phones))
    wet = np.concatenate([np.zeros(lead), dry, np.zeros(tail)])
    if rng.random() < hall.echo_share:
        wet = _echo(wet, rng)
    if rng.random() < hall.muffled_share:
        wet = _muffled(wet, rng)
    wet *= 10 ** (rng.uniform(*hall.gain_db) / 20)
    loudness = np.sqrt(np.mean(wet[lead : len(wet) - tail] ** 2)) if len(dry) else 1.0
    noise = _noise(len(wet), hall, rng)
    noise *= loudness / (np.std(noise) + 1e-9) * 10 ** (-rng.uniform(*hall.snr_db) / 20)
    return np.clip(wet + noise, -FULL_SCALE - 1, FULL_SCALE).round().astype(np.int16), phones


def _echo(samples: Samples, rng: Generator) -> Samples:
    """A room: a direct path and an exponential tail of 50-300 ms."""
    length = int(RATE * rng.uniform(0.05, 0.3))
    impulse = rng.standard_normal(length) * np.exp(-np.arange(length) / (length / 5))
    impulse[0] = rng.uniform(3, 12)
    impulse /= np.abs(impulse).max()
    size = len(samples) + length
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(impulse, size), size)[: len(samples)]
    return wet * (np.std(samples) / (np.std(wet) + 1e-9))


def _muffled(samples: Samples, rng: Generator) -> Samples:
    """A cheap microphone or a telephone: highs gone, often the lows too."""
    hz = np.fft.rfftfreq(len(samples), 1 / RATE)
    gain = 1 / np.sqrt(1 + (hz / rng.uniform(3_000, 6_500)) ** 8)
    if rng.random() < 0.5:
        gain *= 1 / np.sqrt(1 + (rng.uniform(100, 350) / (hz + 1e-3)) ** 4)
    wet = np.fft.irfft(np.fft.rfft(samples) * gain, len(samples))
    return wet * (np.std(samples) / (np.std(wet) + 1e-9))


def _noise(length: int, hall: Hall, rng: Generator) -> Samples:
    kinds = ["white", "pink", "brown", "hum"] + ["babble"] * (2 if hall.babble else 0)
    kind = kinds[rng.integers(len(kinds))]
    if kind == "babble":
        return _babble(length, hall.babble, rng)
    white = rng.standard_normal(length)
    if kind == "white":
        return white
    if kind == "hum":
        return _hum(length, rng) + 0.15 * white
    spectrum = np.fft.rfft(white)
    bins = np.arange(1, len(spectrum) + 1)
    return np.fft.irfft(spectrum / (np.sqrt(bins) if kind == "pink" else bins + 5.0), length)


def _hum(length: int, rng: Generator) -> Samples:
    """Mains and motors: 50 Hz or a fan's tone with overtones."""
    base_hz = rng.choice([50.0, 100.0, rng.uniform(80, 300)])
    seconds = np.arange(length) / RATE
    tones = [np.sin(2 * np.pi * base_hz * k * seconds + rng.uniform(0, 6)) / k for k in range(1, 9)]
    return np.sum(tones, axis=0)


def _babble(length: int, voices: tuple[Samples, ...], rng: Generator) -> Samples:
    """Three to seven others talking behind."""
    total = np.zeros(length)
    for _ in range(int(rng.integers(3, 8))):
        voice = voices[rng.integers(len(voices))]
        start = int(rng.integers(len(voice)))
        looped = np.resize(np.roll(voice, -start), length)
        total += looped / (np.std(looped) + 1e-9) * rng.uniform(0.4, 1.0)
    return total
