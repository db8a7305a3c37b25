"""Where sound comes from: a microphone that is open only while somebody is listened to, or a WAV file."""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from voice.resampling import RATE, Resampler
from voice.wav import read

BLOCK_S = 0.1
BLOCK = int(RATE * BLOCK_S)
LATENCY_S = 0.05
STALL_S = 3.0
"""A device that gives no sound for so long is gone."""
TRY_S = 3.0
MOST_CHANNELS = 2

Samples = NDArray[np.int16]


class NoMicrophone(Exception):
    """There is no microphone, or it went away."""


class Hung(NoMicrophone):
    """The device gives no sound any more, and closing it may never come back: only leaving the process helps."""


class Source(Protocol):
    """Sound, mono at RATE, in blocks of BLOCK samples."""

    def open(self) -> None:
        """From now on there is sound. Raises NoMicrophone."""

    def read(self) -> Samples | None:
        """The next block; None when there is no more. Raises Hung."""

    def close(self) -> None:
        """No more sound; from any thread, at once."""


class WavFile:
    """A file as if somebody spoke it, as fast as it can be taken. Raises voice.wav.NotSound when it is made."""

    def __init__(self, path: Path) -> None:
        self._samples = read(path)
        self._at = 0

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return len(self._samples) / RATE

    def open(self) -> None:
        """From its beginning."""
        self._at = 0

    def read(self) -> Samples | None:
        """The next block, the last one may be shorter."""
        block = self._samples[self._at : self._at + BLOCK]
        self._at += BLOCK
        return block if len(block) else None

    def close(self) -> None:
        """Nothing is left to be read."""
        self._at = len(self._samples)


class Microphone:
    """The default input device. The stream exists only between `open` and `close`; samples never leave the memory.

    16 kHz mono when the device can do that, else at its own rate and mixed and resampled here. One thread opens and
    reads, any thread may close.
    """

    def __init__(self) -> None:
        self._stream: Any = None
        self._blocks: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._rest = np.zeros(0, np.int16)
        self._channels = 1
        self._resampler = Resampler(RATE)
        self._lock = threading.Lock()
        self._stale = False

    def try_out(self) -> bool:
        """Whether sound comes when asked for: opens the device anew for a moment, what is heard is thrown away."""
        try:
            self.renew()
            self.open()
            self._blocks.get(timeout=TRY_S)
        except (NoMicrophone, queue.Empty):
            return False
        finally:
            self.close()
        return True

    def renew(self) -> None:
        """Looks for devices again, so that one plugged in later is found."""
        import sounddevice

        self.close()
        try:
            sounddevice._terminate()
            sounddevice._initialize()
        except sounddevice.PortAudioError as reason:
            raise NoMicrophone(str(reason)) from reason

    def open(self) -> None:
        """Opens the stream. Raises NoMicrophone."""
        import sounddevice

        self.close()
        if self._stale:
            self.renew()
        self._blocks = queue.SimpleQueue()
        self._rest = np.zeros(0, np.int16)
        try:
            with self._lock:
                self._stream = self._opened(sounddevice)
                self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as reason:
            self._stale = True
            self.close()
            raise NoMicrophone(str(reason)) from reason
        self._stale = False

    def read(self) -> Samples | None:
        """Waits for the next block; None after `close`. Raises Hung when the device gives nothing any more."""
        while len(self._rest) < BLOCK:
            try:
                raw = self._blocks.get(timeout=STALL_S)
            except queue.Empty:
                self._stream = None  # not closed: that would wait for a sound server that does not answer
                raise Hung("the device gives no sound") from None
            if raw is None:
                return None
            self._rest = np.concatenate([self._rest, self._resampler.feed(self._mixed(raw))])
        block, self._rest = self._rest[:BLOCK].copy(), self._rest[BLOCK:]
        return block

    def close(self) -> None:
        """Lets go of the device and of what it still held; wakes the reader."""
        with self._lock:
            stream, self._stream = self._stream, None
            if stream is not None:
                stream.close(ignore_errors=True)
        self._blocks.put(None)

    def _opened(self, sounddevice: Any) -> Any:
        self._channels, self._resampler = 1, Resampler(RATE)
        try:
            return self._stream_of(sounddevice, RATE)
        except sounddevice.PortAudioError:
            device = sounddevice.query_devices(kind="input")
            self._channels = max(1, min(MOST_CHANNELS, int(device["max_input_channels"])))
            rate = max(RATE, int(device["default_samplerate"]))
            self._resampler = Resampler(rate)
            return self._stream_of(sounddevice, rate)

    def _stream_of(self, sounddevice: Any, rate: int) -> Any:
        blocks = self._blocks
        return sounddevice.RawInputStream(
            samplerate=rate,
            channels=self._channels,
            dtype="int16",
            latency=LATENCY_S,
            callback=lambda data, *_: blocks.put(bytes(data)),
        )

    def _mixed(self, raw: bytes) -> Samples:
        samples = np.frombuffer(raw, np.int16)
        if self._channels == 1:
            return samples
        mixed: Samples = samples.reshape(-1, self._channels).mean(axis=1).astype(np.int16)
        return mixed
