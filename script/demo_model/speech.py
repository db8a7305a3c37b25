"""Renders text with espeak-ng and tells, to the millisecond, when each phone begins: the alignments come for free.

Uses libespeak-ng directly, because neither the command nor pyttsx3 gives phoneme times. One process, one voice at a time.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 22_050
_SYNCHRONOUS, _PHONEME_EVENTS, _KEEP_RUNNING, _UTF8 = 2, 0x0001, 0x8000, 1
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4
_END_OF_LIST, _WORD, _PHONEME = 0, 1, 7
_GAP = "_|"
"""The closure before a phone: its time belongs to the phone that follows."""
_PAUSES = frozenset({"_:", "_", "(en)", "(cmn)", ""})

SILENCE = "SIL"
BASE_VOICE = {"zh": "cmn-latn-pinyin", "en": "en-us"}
"""Not `cmn`: espeak-ng 1.51 reads some hanzi as English letters with it."""


class NoSpeech(Exception):
    """espeak-ng is missing or refuses the voice."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone without tone or stress, from `start_ms` to the start of the next."""

    start_ms: float
    name: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word espeak announced: character offset and length in the text, and the phones it became."""

    offset: int
    length: int
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """One rendered text: samples (-32768..32767, 22,050 a second), phones with times, words with phones."""

    samples: NDArray[np.float64]
    phones: tuple[Phone, ...]
    words: tuple[Word, ...]


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class _Engine:
    """The library, initialised once in this process."""

    def __init__(self) -> None:
        try:
            self.library = ctypes.CDLL("libespeak-ng.so.1")
        except OSError as missing:
            raise NoSpeech("espeak-ng is not installed (apt install espeak-ng)") from missing
        rate = self.library.espeak_Initialize(_SYNCHRONOUS, 0, None, _PHONEME_EVENTS | _KEEP_RUNNING)
        if rate != SAMPLE_RATE:
            raise NoSpeech(f"espeak-ng speaks at {rate} samples a second, expected {SAMPLE_RATE}")
        self.samples: list[NDArray[np.int16]] = []
        self.events: list[tuple[int, float, str, int, int]] = []
        self.callback = _Callback(self._collect)
        self.library.espeak_SetSynthCallback(self.callback)

    def _collect(self, samples: object, count: int, events: object) -> int:
        if count > 0 and samples:
            self.samples.append(np.ctypeslib.as_array(samples, shape=(count,)).copy())  # type: ignore[call-overload]
        at = 0
        while (event := events[at]).type != _END_OF_LIST:  # type: ignore[index]
            if event.type == _PHONEME:
                name = ctypes.string_at(ctypes.addressof(event.id), 8).split(b"\0")[0].decode("utf-8", "replace")
                self.events.append((_PHONEME, event.audio_position, name, 0, 0))
            elif event.type == _WORD:
                self.events.append((_WORD, event.audio_position, "", event.text_position - 1, event.length))
            at += 1
        return 0


@cache
def _engine() -> _Engine:
    return _Engine()


def say(text: str, voice: str, rate: int = 175, pitch: int = 50, pitch_range: int = 50) -> Speech:
    """`text` spoken by `voice` ("en-us+m4"); rate in words a minute, pitch and range 0..99."""
    engine = _engine()
    engine.samples.clear()
    engine.events.clear()
    if engine.library.espeak_SetVoiceByName(voice.encode()):
        raise NoSpeech(f"espeak-ng has no voice {voice}")
    for parameter, value in ((_RATE, rate), (_VOLUME, 100), (_PITCH, pitch), (_RANGE, pitch_range)):
        engine.library.espeak_SetParameter(parameter, value, 0)
    data = text.encode() + b"\0"
    engine.library.espeak_Synth(data, ctypes.c_size_t(len(data)), 0, 1, 0, _UTF8, None, None)
    engine.library.espeak_Synchronize()
    samples = np.concatenate(engine.samples) if engine.samples else np.zeros(0, np.int16)
    return Speech(samples.astype(np.float64), _phones(engine.events), _words(engine.events))


def pronounce(text: str, voice: str) -> tuple[str, ...]:
    """The phones of a text, without silences."""
    return tuple(phone.name for phone in say(text, voice).phones if phone.name != SILENCE)


def _phones(events: list[tuple[int, float, str, int, int]]) -> tuple[Phone, ...]:
    phones: list[Phone] = []
    gap_start: float | None = None
    for kind, at_ms, name, _, _ in events:
        if kind != _PHONEME:
            continue
        if name == _GAP:
            gap_start = at_ms if gap_start is None else gap_start
            continue
        phones.append(Phone(at_ms if gap_start is None else gap_start, SILENCE if name in _PAUSES else name))
        gap_start = None
    return tuple(phones)


def _words(events: list[tuple[int, float, str, int, int]]) -> tuple[Word, ...]:
    found: list[tuple[int, int, list[str]]] = []
    for kind, _, name, offset, length in events:
        if kind == _WORD:
            found.append((offset, length, []))
        elif found and name != _GAP and name not in _PAUSES:
            found[-1][2].append(name)
    return tuple(Word(offset, length, tuple(phones)) for offset, length, phones in found)
