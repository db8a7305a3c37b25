"""A resident who speaks: espeak-ng in voices the demo model never heard, near or far, in a quiet or a noisy hall."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from voice.resampling import RATE, Resampler

VOICES = ("m4", "f4", "m5", "Annie", "Michael", "ed", "grandpa", "victor", "Hugo", "adam")
"""The espeak-ng variants that the training of the demo model leaves out (assets/voice/demo-*/demo.json)."""
BASE = {"zh": "cmn-latn-pinyin", "en": "en-us"}
NOISES = ("white", "pink", "brown", "hum", "clatter")
WORDS_A_MINUTE = (110, 220)
PITCH = (20, 80)
SNR_DB = (8.0, 40.0)
GAIN_DB = (-14.0, 0.0)
ECHOING_SHARE = 0.35
AUDIBLE = 60
"""Of 32768: what is quieter is the silence around a sentence."""
QUIET_S = (0.3, 0.6)
"""Silence before and after the words."""

Sound = NDArray[np.int16]


@dataclass(frozen=True)
class Resident:
    """How somebody speaks."""

    variant: str = "m4"
    words_a_minute: int = 150
    pitch: int = 50

    @classmethod
    def anybody(cls, chance: Random) -> Resident:
        """One of the voices, slow or quick, low or high."""
        return cls(chance.choice(VOICES), chance.randint(*WORDS_A_MINUTE), chance.randint(*PITCH))

    def say(self, text: str, lang: str = "zh") -> Sound:
        """The bare words, mono at 16 kHz."""
        return _spoken(text, f"{BASE[lang]}+{self.variant}", self.words_a_minute, self.pitch)

    def say_slowly(self, parts: Sequence[str], pause_s: float, lang: str = "zh") -> Sound:
        """A sentence with pauses inside."""
        pause = silence(pause_s)
        sounds = [piece for part in parts for piece in (_trimmed(self.say(part, lang)), pause)]
        return np.concatenate(sounds[:-1])


@lru_cache(maxsize=256)
def _spoken(text: str, voice: str, words_a_minute: int, pitch: int) -> Sound:
    asked = ["espeak-ng", "-v", voice, "-s", str(words_a_minute), "-p", str(pitch), "--stdout", "--", text]
    done = subprocess.run(asked, capture_output=True, check=True)
    with wave.open(BytesIO(_with_lengths(done.stdout))) as file:
        rate, samples = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), np.int16)
    resampler = Resampler(rate)
    return np.concatenate([resampler.feed(samples), resampler.flush()])


def _with_lengths(data: bytes) -> bytes:
    """espeak-ng writes a header for endless sound to a pipe; here the end is known."""
    size = len(data)
    return data[:4] + (size - 8).to_bytes(4, "little") + data[8:40] + (size - 44).to_bytes(4, "little") + data[44:]


def _trimmed(sound: Sound) -> Sound:
    """Without the silence that espeak-ng leaves at the end of a sentence."""
    loud = np.flatnonzero(np.abs(sound) > AUDIBLE)
    return sound[loud[0] : loud[-1] + 1] if len(loud) else sound


def silence(seconds: float) -> Sound:
    """Nothing at all, for so long."""
    return np.zeros(int(seconds * RATE), np.int16)


def noise(seconds: float, kind: str, chance: np.random.Generator) -> NDArray[np.float64]:
    """Sound of a hall without a voice in it, of loudness 1 (RMS)."""
    count = int(seconds * RATE)
    if kind == "hum":
        time = np.arange(count) / RATE
        made = sum(np.sin(2 * np.pi * 50 * n * time + n) / n for n in range(1, 8)) + 0.2 * chance.standard_normal(count)
    elif kind == "clatter":
        made = 0.05 * chance.standard_normal(count)
        for at in chance.integers(0, count, max(1, int(seconds * 3))):
            length = min(count - at, int(RATE * chance.uniform(0.01, 0.08)))
            fading = np.exp(-np.arange(length) / (length / 4))
            made[at : at + length] += chance.standard_normal(length) * fading * chance.uniform(0.5, 3)
    else:
        spectrum = np.fft.rfft(chance.standard_normal(count))
        steps = np.arange(1, len(spectrum) + 1)
        spectrum /= {"white": np.ones_like(steps), "pink": np.sqrt(steps), "brown": steps + 5.0}[kind]
        made = np.fft.irfft(spectrum, count)
    return np.asarray(made / (np.std(made) or 1))


def in_hall(words: Sound, chance: np.random.Generator, snr_db: float | None = None) -> Sound:
    """The words as a microphone in the hall gets them: silence around, an echo, loudness and noise of some kind."""
    lead, tail = (int(chance.uniform(*QUIET_S) * RATE) for _ in range(2))
    sound = np.concatenate([np.zeros(lead), words.astype(np.float64), np.zeros(tail)])
    if chance.random() < ECHOING_SHARE:
        sound = _echoing(sound, chance)
    sound *= 10 ** (chance.uniform(*GAIN_DB) / 20)
    loudness = np.sqrt(np.mean(sound[lead:-tail] ** 2)) or 1.0
    snr = chance.uniform(*SNR_DB) if snr_db is None else snr_db
    sound += (
        noise(len(sound) / RATE + 0.01, str(chance.choice(NOISES)), chance)[: len(sound)] * loudness * 10 ** (-snr / 20)
    )
    return np.clip(np.rint(sound), -32768, 32767).astype(np.int16)


def _echoing(sound: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.float64]:
    length = int(RATE * chance.uniform(0.05, 0.25))
    room = chance.standard_normal(length) * np.exp(-np.arange(length) / (length / 5))
    room[0] = chance.uniform(4, 12)
    size = 1 << (len(sound) + length).bit_length()
    echoed = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room / np.abs(room).max(), size), size)[: len(sound)]
    return echoed * (np.std(sound) / (np.std(echoed) or 1))


def write_wav(file: Path, sound: Sound, rate: int = RATE) -> Path:
    """Mono 16-bit."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(sound.tobytes())
    return file
