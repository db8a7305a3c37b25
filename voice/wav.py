"""Reads the WAV files people have, writes the one kind the kiosk sends: mono, 16 bits, 16 kHz."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from voice.resampling import RATE, Resampler

MOST_BYTES = 200 * 1024 * 1024
LOWEST_RATE, HIGHEST_RATE = 4_000, 384_000
MOST_CHANNELS = 32
FULL_SCALE = 32_767
PCM, FLOAT, A_LAW, MU_LAW, EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
Fault = Literal["unreadable", "empty", "not-a-wav", "unknown-wav", "too-long"]


class NotSound(Exception):
    """Nothing can be heard from this file; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Form:
    """What the `fmt ` chunk says."""

    tag: int
    channels: int
    rate: int
    bits: int


def read(path: Path) -> NDArray[np.int16]:
    """The sound of a file, mono at RATE. A file that ends too early gives what is there. Raises NotSound."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError:
        raise NotSound("unreadable") from None
    if size == 0:
        raise NotSound("empty")
    if size > MOST_BYTES:
        raise NotSound("too-long")
    form, sound = _parts(data)
    samples = _mono(_numbers(form, sound), form.channels)
    if not len(samples):
        raise NotSound("empty")
    if form.rate == RATE:
        return samples
    resampler = Resampler(form.rate)
    blocks = [resampler.feed(samples[at : at + form.rate]) for at in range(0, len(samples), form.rate)]
    return np.concatenate([*blocks, resampler.flush()])


def written(pcm: bytes) -> bytes:
    """16-bit samples at RATE as the bytes of a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(pcm)
    return file.getvalue()


def _parts(data: bytes) -> tuple[Form, bytes]:
    if len(data) < 12 or data[:4] not in (b"RIFF", b"RF64") or data[8:12] != b"WAVE":
        raise NotSound("not-a-wav")
    form = None
    for name, body in _chunks(data):
        if name == b"fmt ":
            form = _form(body)
        elif name == b"data" and form:
            return form, body
    raise NotSound("empty" if form else "not-a-wav")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        name, length = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        yield name, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _form(body: bytes) -> Form:
    if len(body) < 16:
        raise NotSound("not-a-wav")
    tag, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", body)
    if tag == EXTENSIBLE and len(body) >= 26:
        tag = struct.unpack_from("<H", body, 24)[0]
    if not 1 <= channels <= MOST_CHANNELS or not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise NotSound("unknown-wav")
    return Form(tag, channels, rate, bits)


def _numbers(form: Form, sound: bytes) -> NDArray[np.float64]:
    """The samples of all channels, −1…1."""
    width = form.bits // 8
    frame = width * form.channels
    usable = sound[: len(sound) // frame * frame] if frame else b""
    match form.tag, form.bits:
        case (1, 8):
            return (np.frombuffer(usable, np.uint8).astype(np.float64) - 128) / 128
        case (1, 16):
            return np.frombuffer(usable, "<i2").astype(np.float64) / 2**15
        case (1, 24):
            raw = np.frombuffer(usable, np.uint8).reshape(-1, 3)
            wide = np.zeros((len(raw), 4), np.uint8)
            wide[:, 1:] = raw
            return wide.view("<i4")[:, 0].astype(np.float64) / 2**31
        case (1, 32):
            return np.frombuffer(usable, "<i4").astype(np.float64) / 2**31
        case (3, 32 | 64):
            numbers = np.frombuffer(usable, f"<f{width}").astype(np.float64)
            return np.clip(np.nan_to_num(numbers, nan=0.0, posinf=1.0, neginf=-1.0), -1, 1)
        case (7, 8):
            return _mu_law(np.frombuffer(usable, np.uint8))
        case (6, 8):
            return _a_law(np.frombuffer(usable, np.uint8))
    raise NotSound("unknown-wav")


def _mono(numbers: NDArray[np.float64], channels: int) -> NDArray[np.int16]:
    mixed = numbers.reshape(-1, channels).mean(axis=1)
    rounded: NDArray[np.int16] = np.rint(mixed * FULL_SCALE).astype(np.int16)
    return rounded


def _mu_law(codes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """ITU-T G.711, 14-bit scale."""
    flipped = (~codes).astype(np.int32)
    magnitude = (((flipped & 0x0F) << 1) + 33 << ((flipped >> 4) & 7)) - 33
    return np.where(flipped & 0x80, -magnitude, magnitude) / 8192


def _a_law(codes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """ITU-T G.711, 13-bit scale."""
    flipped = (codes ^ 0x55).astype(np.int32)
    segment, step = (flipped >> 4) & 7, ((flipped & 0x0F) << 1) + 1
    magnitude = np.where(segment == 0, step, (step + 32) << np.maximum(segment - 1, 0))
    return np.where(flipped & 0x80, magnitude, -magnitude) / 4096
