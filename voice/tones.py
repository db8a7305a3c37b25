"""The kiosk's tones as samples: a sine with a quiet second harmonic, soft at both ends. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

PEAK = 10 ** (-12 / 20)
"""Full scale of a tone: −12 dBFS, 6 dB under the voice."""
ATTACK_S, RELEASE_S = 0.010, 0.060
HARMONIC = 0.2


def tone(notes: Sequence[Sequence[float]], rate: int, gain: float = 1.0) -> NDArray[np.int16]:
    """Samples (mono, 16 bit, `rate` Hz) of `notes`, each (frequency in Hz or 0 for silence, length in ms)."""
    parts = [_note(hertz, milliseconds / 1000, rate) for hertz, milliseconds in notes]
    wave = np.concatenate(parts) * PEAK * gain
    return (np.clip(wave, -1, 1) * 32767).astype(np.int16)


def _note(hertz: float, seconds: float, rate: int) -> NDArray[np.float64]:
    time = np.arange(int(seconds * rate)) / rate
    if not hertz:
        return np.zeros_like(time)
    wave = (np.sin(2 * np.pi * hertz * time) + HARMONIC * np.sin(4 * np.pi * hertz * time)) / (1 + HARMONIC)
    ends = np.minimum(1.0, np.minimum(time / ATTACK_S, (seconds - time) / RELEASE_S))
    return np.asarray(wave * np.clip(ends, 0, 1))
