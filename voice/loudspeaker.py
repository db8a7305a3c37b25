"""Plays samples and can be silenced at once: a thin rim around PortAudio."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 22_050
"""Samples a second of everything played here: what espeak-ng renders."""
BLOCK_S = 0.020
"""How often marks are looked at."""
LATENCY_S = 0.080
"""Sound waiting in the device: short enough to stop at a touch, long enough for a busy machine."""
STALL_S = 3.0
"""A device that takes no samples for so long is gone."""
FULL_VOLUME = 8
STEP_DB = 3.0
_NOTHING = np.zeros(0, np.int16)


class NoSound(Exception):
    """There is no sound device, or it went away."""


def gain(volume: int) -> float:
    """Factor for a volume step 0-8: 3 dB a step, 0 is silence."""
    return 0.0 if volume <= 0 else float(10 ** ((min(volume, FULL_VOLUME) - FULL_VOLUME) * STEP_DB / 20))


class Loudspeaker:
    """The default output device: one stream, open for good and fed silence between sounds.

    A stream that is opened for each sentence starts up to two seconds late on PulseAudio (it falls back to its widest
    buffer in between); one that stays open answers at once, and silence is one buffer away. See docs/adr/0005.
    One thread plays; any thread may call `hush`.
    """

    def __init__(self) -> None:
        self._stream: Any = None
        self._samples = _NOTHING
        self._position = 0
        self._over = threading.Event()
        self._hushed = False

    def open(self) -> None:
        """Opens the device anew, so that one plugged in later is found. Raises NoSound."""
        os.environ.setdefault("PULSE_LATENCY_MSEC", str(int(LATENCY_S * 1000)))
        import sounddevice

        self.close()
        try:
            sounddevice._terminate()
            sounddevice._initialize()
            self._stream = sounddevice.RawOutputStream(
                samplerate=RATE, channels=1, dtype="int16", latency=LATENCY_S, callback=self._feed
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as reason:
            raise NoSound(str(reason)) from reason

    def close(self) -> None:
        """Lets go of the device."""
        if self._stream is not None:
            self._stream.close(ignore_errors=True)
            self._stream = None

    def ready(self) -> None:
        """Allows sound again after `hush`."""
        self._hushed = False

    def hush(self) -> None:
        """Silence from the next block on."""
        self._hushed = True
        self._over.set()

    def play(
        self,
        samples: NDArray[np.int16],
        marks: Sequence[tuple[int, int]] = (),
        reached: Callable[[int], None] | None = None,
    ) -> bool:
        """Plays mono samples at RATE; calls `reached(index)` as each mark (index, ms) is heard. False when hushed."""
        if self._stream is None:
            raise NoSound("not open")
        self._over.clear()
        if self._hushed:  # while the sound was being made
            return False
        self._position, self._samples = 0, samples
        patience = time.monotonic() + len(samples) / RATE + STALL_S
        waiting = list(marks)
        while not self._over.wait(BLOCK_S):
            heard_ms = (self._position / RATE - self._stream.latency) * 1000
            while reached and waiting and waiting[0][1] <= heard_ms:
                reached(waiting.pop(0)[0])
            if time.monotonic() > patience or not self._stream.active:
                self.close()
                raise NoSound("the sound device has stopped")
        self._samples = _NOTHING
        return not self._hushed

    def _feed(self, out: Any, frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's own thread: the next block of the present sound, or silence."""
        block = b""
        if not self._hushed and self._position < len(self._samples):
            block = self._samples[self._position : self._position + frames].tobytes()
            self._position += frames
            if self._position >= len(self._samples):
                self._over.set()
        out[: len(block)] = block
        out[len(block) :] = bytes(len(out) - len(block))


def silence(milliseconds: int) -> NDArray[np.int16]:
    """Nothing, for so long."""
    return np.zeros(int(RATE * milliseconds / 1000), np.int16)
