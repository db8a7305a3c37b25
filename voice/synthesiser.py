"""One sentence in, one sound out: pyttsx3 and espeak-ng, rendered to a file in this process and read back.

Facts this rests on (docs/adr/0005): `say()` cannot be stopped; `runAndWait()` returns before the file is written unless
espeak is synchronised before and after; the voice `cmn` reads Chinese as English letters, `cmn-latn-pinyin` does not;
polyphones are right when the words are given as pinyin with tones.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from voice.loudspeaker import RATE
from voice.pinyin import Reader, packaged_readings
from voice.wording import Spoken, for_the_ear

RATES = {"slowest": 102, "slow": 129, "normal": 154, "fast": 185, "fastest": 213}
"""pyttsx3 rate for each speed: 100, 130, 160, 200 and 240 characters a minute in ten prompts, their pauses counted."""
ENGLISH_RATES = {"slowest": 128, "slow": 144, "normal": 159, "fast": 183, "fastest": 206}
"""The same for 120, 135, 150, 175 and 200 words a minute."""
VOICES = {"zh": "cmn-latn-pinyin", "en": "en-us"}
RENDER_TIMEOUT_S = 20.0
_HAN = re.compile(r"[㐀-鿿]+")
_SAYABLE = re.compile(r"[A-Za-z0-9]")
_EVENT_WORD = 1
GROUP_PAUSE_MS = 500
"""Silence between groups of digits: time to write them down."""
_DIGIT = "(?:ling2|yi1|er4|san1|si4|wu3|liu4|qi1|ba1|jiu3) "
_BREATH = re.compile(rf"(?<=[1-4] )，(?={_DIGIT}{_DIGIT})")
_AUDIBLE = 300
_BEFORE_MARK_MS = 20


class NoVoice(Exception):
    """espeak-ng or its library is not there, or will not speak."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Sound of one sentence: mono 16-bit samples, and when each written character is reached: (index, milliseconds)."""

    samples: NDArray[np.int16]
    rate: int
    marks: tuple[tuple[int, int], ...]

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return len(self.samples) / self.rate


class Synthesiser(Protocol):
    """What a voice must be able to do; a site may plug a better one."""

    def render(self, text: str, lang: str, rate: str) -> Rendered:
        """The sound of one sentence of at most about 60 characters."""

    def read(self, readings: Mapping[str, tuple[str, ...]]) -> None:
        """How words of the house are read: toned syllables, one a character."""


@dataclass(frozen=True, slots=True)
class _Script:
    """What espeak is given, and for each of its characters the index in the written sentence."""

    text: str
    source: tuple[int, ...]


def as_pinyin(spoken: Spoken, reader: Reader | None = None, tones: bool = True) -> _Script:
    """Chinese words as pinyin, so that 银行 is yin2 hang2 and 行长 hang2 zhang3; the rest as it stands.

    Without tones it is what an English voice can say of a Chinese name.
    """
    reader = reader or Reader()
    text, at = "", 0
    source: list[int] = []
    for run in _HAN.finditer(spoken.text):
        between = spoken.text[at : run.start()]
        text, source = text + between, [*source, *spoken.source[at : run.start()]]
        for offset, syllable in enumerate(reader.toned(run.group())):
            said = syllable if tones else syllable.rstrip("12345")
            said = said + " " if said.isascii() else ""  # a character nobody reads is left out
            text += said
            source.extend([spoken.source[run.start() + offset]] * len(said))
        at = run.end()
    return _Script(text + spoken.text[at:], (*source, *spoken.source[at:]))


class Pyttsx3Synthesiser:
    """The shipped voice. Not thread-safe: one thread renders."""

    def __init__(self) -> None:
        try:
            import pyttsx3
            from pyttsx3.drivers import _espeak

            self._engine = pyttsx3.init("espeak")
        except (OSError, RuntimeError, ImportError, KeyError, AttributeError, AssertionError) as reason:
            raise NoVoice(str(reason)) from reason
        self._espeak = _espeak
        self._reader = Reader(packaged_readings())
        self._done = threading.Event()
        self._events: list[tuple[int, int]] = []
        self._engine.connect("finished-utterance", lambda **_: self._done.set())
        self._hook = self._listen_in(self._engine.proxy._driver._onSynth)
        _espeak.SetSynthCallback(self._hook)
        # A sentence as sound may be a resident's: it lies in memory that ends with this process, however that ends.
        self._sound = os.memfd_create("sentence")
        self._file = f"/proc/self/fd/{self._sound}"
        self.render("医保", "zh", "normal")  # pyttsx3 loses the rate of its first utterance; also loads the phrases

    def read(self, readings: Mapping[str, tuple[str, ...]]) -> None:
        """How words of the house are read."""
        self._reader = Reader(readings)

    def _listen_in(self, original: Any) -> Any:
        """espeak's word events carry the position in the text and in the sound; pyttsx3 drops the latter."""

        def hook(sound: Any, count: int, events: Any) -> int:
            index = 0
            while events[index].type != self._espeak.EVENT_LIST_TERMINATED:
                if events[index].type == _EVENT_WORD:
                    self._events.append((events[index].text_position - 1, events[index].audio_position))
                index += 1
            return int(original(sound, count, events) or 0)

        return hook

    def render(self, text: str, lang: str = "zh", rate: str = "normal") -> Rendered:
        """The sound of one sentence."""
        spoken = for_the_ear(text, lang)
        script = as_pinyin(spoken, self._reader, tones=lang != "en")
        if not _SAYABLE.search(script.text):
            return Rendered(np.zeros(0, np.int16), RATE, ())  # espeak would never say that it has finished
        self._done.clear()
        self._events.clear()
        self._engine.setProperty("voice", VOICES[lang])
        self._engine.setProperty("rate", (ENGLISH_RATES if lang == "en" else RATES)[rate])
        self._espeak.Synchronize()
        with contextlib.redirect_stdout(sys.stderr):  # pyttsx3 prints; stdout is our wire
            self._engine.save_to_file(script.text, self._file)
            self._engine.runAndWait()
        finished = self._done.wait(RENDER_TIMEOUT_S)
        self._espeak.Synchronize()
        try:
            if not finished or not os.fstat(self._sound).st_size:
                raise NoVoice("espeak-ng gave no sound")
            return self._read(script)
        finally:
            os.ftruncate(self._sound, 0)

    def _read(self, script: _Script) -> Rendered:
        with wave.open(self._file, "rb") as sound:
            samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
            rate = sound.getframerate()
        marks: list[tuple[int, int]] = []
        for position, milliseconds in self._events:
            if 0 <= position < len(script.source) and (not marks or script.source[position] > marks[-1][0]):
                marks.append((script.source[position], milliseconds))
        return _breathing(Rendered(samples, rate, tuple(marks)), self._breaths(script))

    def _breaths(self, script: _Script) -> list[int]:
        """When each group of digits but the first begins, in ms."""
        after_comma = [found.end() for found in _BREATH.finditer(script.text)]
        return [next((ms for position, ms in self._events if position >= at), 0) for at in after_comma]


def _breathing(sound: Rendered, breaths: Sequence[int]) -> Rendered:
    """The same with silences of GROUP_PAUSE_MS before each group of digits."""
    parts: list[NDArray[np.int16]] = []
    marks: list[tuple[int, int]] = []
    at = added = 0
    for begins_ms in breaths:
        end = max(at, int((begins_ms - _BEFORE_MARK_MS) / 1000 * sound.rate))
        loud = np.flatnonzero(np.abs(sound.samples[at:end]) > _AUDIBLE)
        quiet_ms = 1000 * (end - at - (int(loud[-1]) if len(loud) else 0)) / sound.rate + _BEFORE_MARK_MS
        missing_ms = max(0, round(GROUP_PAUSE_MS - quiet_ms))
        parts += [sound.samples[at:end], np.zeros(missing_ms * sound.rate // 1000, np.int16)]
        done = len(marks)
        marks += [(where, ms + added) for where, ms in sound.marks[done:] if ms < begins_ms]
        at, added = end, added + missing_ms
    marks += [(where, ms + added) for where, ms in sound.marks[len(marks) :]]
    return Rendered(np.concatenate([*parts, sound.samples[at:]]), sound.rate, tuple(marks))
