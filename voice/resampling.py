"""Sound at any rate becomes sound at 16 kHz: a windowed-sinc polyphase filter, block by block."""

from __future__ import annotations

from math import gcd

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of everything the ears work on: what speech models are trained for."""
HALF_WIDTH = 16
"""Zero crossings of the sinc on either side: −60 dB above the cut-off."""
ROLL_OFF = 0.94
"""Cut-off as a share of the lower of the two Nyquist frequencies."""
KAISER_BETA = 8.6


class Resampler:
    """Mono samples at `rate` in, mono samples at RATE out; keeps the end of each block for the next one."""

    def __init__(self, rate: int) -> None:
        common = gcd(rate, RATE)
        self._step, self._phases = rate // common, RATE // common
        self._taps = self._filters(rate)
        self._half = self._taps.shape[1] // 2
        self._rest = np.zeros(self._half - 1, np.float32)
        self._at = 0  # of the next output sample, in 1/phases of an input sample, from the start of the rest

    def _filters(self, rate: int) -> NDArray[np.float32]:
        """One filter for each place an output sample can have between two input samples."""
        cutoff = ROLL_OFF * min(1.0, RATE / rate)
        half = int(np.ceil(HALF_WIDTH / cutoff))
        offsets = np.arange(-half + 1, half + 1)[None, :] - (np.arange(self._phases) / self._phases)[:, None]
        window = np.i0(KAISER_BETA * np.sqrt(np.clip(1 - (offsets / half) ** 2, 0, 1))) / np.i0(KAISER_BETA)
        taps = cutoff * np.sinc(cutoff * offsets) * window
        filters: NDArray[np.float32] = (taps / taps.sum(axis=1, keepdims=True)).astype(np.float32)
        return filters

    def feed(self, samples: NDArray[np.int16]) -> NDArray[np.int16]:
        """What this block adds to the sound at RATE."""
        if self._step == self._phases:
            return samples
        known = np.concatenate([self._rest, samples.astype(np.float32)])
        width = self._taps.shape[1]
        count = max(0, -(-((len(known) - width + 1) * self._phases - self._at) // self._step))
        at = self._at + np.arange(count) * self._step
        first, phase = at // self._phases, at % self._phases
        made = (np.lib.stride_tricks.sliding_window_view(known, width)[first] * self._taps[phase]).sum(axis=1)
        following = self._at + count * self._step
        drop = min(following // self._phases, len(known))
        self._rest, self._at = known[drop:], following - drop * self._phases
        rounded: NDArray[np.int16] = np.clip(np.rint(made), -32768, 32767).astype(np.int16)
        return rounded

    def flush(self) -> NDArray[np.int16]:
        """The last samples, which waited for what follows them."""
        return self.feed(np.zeros(self._half, np.int16))
