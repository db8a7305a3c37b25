"""How loud it is: a meter for the screen, what stands out of the hall's noise, and a verdict on a whole turn."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from voice.heard import Loudness

SILENCE_DB = -96.0
METER_LOWEST_DB, METER_HIGHEST_DB = -60.0, -10.0
QUIET_DB = -50.0
"""A turn whose sound stays below this was too quiet to be understood."""
NOISY_FLOOR_DB = -30.0
"""A hall whose quietest moments are louder than this drowns a voice."""
CLIPPED_SHARE = 0.005
"""More samples than this at full scale: too close to the microphone, or its gain is set too high."""
CLIPPED_AT = 32_700
STANDS_OUT_DB = 9.0
"""A voice is so much louder than the floor."""
FAINTEST_VOICE_DB = -55.0
LEAST_CONTRAST_DB = 4.0
"""A turn whose loudest moments are no louder than this above its quiet ones held no voice: fans, rain and hum are even."""
LOUDEST_BLOCKS = 3
FLOOR_SECONDS = 4.0
FLOOR_SHARE = 0.15
"""The floor is the level that this share of the last seconds stays below."""
FIRST_FLOOR_DB = -45.0
"""Until there is enough sound to know the floor: a voice at an arm's length is louder."""


def decibels(samples: NDArray[np.int16]) -> float:
    """Root mean square against full scale, dBFS."""
    if not len(samples):
        return SILENCE_DB
    mean = float(np.mean(np.square(samples.astype(np.float32))))
    return max(SILENCE_DB, 10 * float(np.log10(mean / 32768.0**2 + 1e-12)))


def _voice_band_db(samples: NDArray[np.int16]) -> float:
    """The level between about 300 and 1,700 Hz: means of four samples leave out hiss, their differences rumble."""
    means = samples[: len(samples) // 4 * 4].reshape(-1, 4).mean(axis=1)
    return decibels(np.diff(means).astype(np.int16))


def meter(level_db: float) -> float:
    """The level for the screen, 0 to 1."""
    return min(1.0, max(0.0, (level_db - METER_LOWEST_DB) / (METER_HIGHEST_DB - METER_LOWEST_DB)))


class Loudmeter:
    """Follows the sound of one turn, block by block."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self._recent_seconds = 0.0
        self._power = 0.0
        self._samples = self._clipped = 0
        self._levels: list[float] = []
        self.level_db = SILENCE_DB

    def hear(self, samples: NDArray[np.int16], seconds: float) -> bool:
        """True when this block stands out of the noise, as a voice does."""
        self.level_db = level = decibels(samples)
        self._samples += len(samples)
        self._clipped += int(np.count_nonzero(np.abs(samples.astype(np.int32)) >= CLIPPED_AT))
        self._power += float(np.sum(np.square(samples.astype(np.float64))))
        self._levels.append(_voice_band_db(samples))
        self._recent.append((level, seconds))
        self._recent_seconds += seconds
        while self._recent_seconds > FLOOR_SECONDS and len(self._recent) > 1:
            self._recent_seconds -= self._recent.popleft()[1]
        return level > max(FAINTEST_VOICE_DB, self.floor_db + STANDS_OUT_DB)

    @property
    def floor_db(self) -> float:
        """The hall's noise: the quiet moments of the last seconds, at first only what is quieter than a voice."""
        levels = sorted(level for level, _ in self._recent)
        if not levels:
            return FIRST_FLOOR_DB
        floor = levels[int(len(levels) * FLOOR_SHARE)]
        known = min(1.0, self._recent_seconds / FLOOR_SECONDS)
        return min(floor, FIRST_FLOOR_DB) if known < FLOOR_SHARE else floor

    @property
    def even(self) -> bool:
        """True when nothing in the whole turn stood out of it: words heard in such a sound were none. Measured
        in the band of a voice."""
        levels = sorted(self._levels)
        if len(levels) <= LOUDEST_BLOCKS:
            return False
        loudest = sum(levels[-LOUDEST_BLOCKS:]) / LOUDEST_BLOCKS
        return loudest - levels[int(len(levels) * FLOOR_SHARE)] < LEAST_CONTRAST_DB

    @property
    def verdict(self) -> Loudness:
        """What was wrong with the sound of the turn so far, if anything."""
        if not self._samples:
            return "quiet"
        mean_db = 10 * float(np.log10(self._power / self._samples / 32768.0**2 + 1e-12))
        if mean_db < QUIET_DB:
            return "quiet"
        if self._clipped / self._samples > CLIPPED_SHARE or self.floor_db > NOISY_FLOOR_DB:
            return "noisy"
        return "fine"
