"""One resident in front of a real kiosk, with a voice: waits until the microphone is open, speaks into it, looks and listens."""

from __future__ import annotations

import time
from pathlib import Path

import heard
import numpy as np
from resident import Resident, silence, write_wav
from stage import KioskMachine

PATIENCE_S = 60
LEAD_S = 0.3


class Visit:
    """The kiosk has been opened; `room` is its null sink, where the resident's words go into the microphone."""

    def __init__(
        self, kiosk: KioskMachine, room: heard.NullSink, folder: Path, resident: Resident, lang: str = "zh"
    ) -> None:
        self.kiosk = kiosk
        self.resident = resident
        self._room = room
        self._folder = folder
        self._lang = lang

    def begin(self) -> None:
        """Touches the resting screen and waits until the kiosk can hear and be heard."""
        self.kiosk.do(see="按一下，开始", seconds=PATIENCE_S)
        self.kiosk.do(ears=True, seconds=PATIENCE_S)
        self.kiosk.do(sound=True, seconds=PATIENCE_S)
        self.kiosk.tap("begin")
        if self._lang == "en":
            self.kiosk.tap("lang")
            self.kiosk.do(ears=True, seconds=PATIENCE_S)

    def say(self, *parts: str, pause_s: float = 0.0) -> float:
        """Waits until the microphone is open, then says it, and waits until it has been heard. Answers with the moment
        (time.monotonic) the last word was over."""
        words = self.resident.say_slowly(parts, pause_s, self._lang)
        file = write_wav(self._folder / "said.wav", np.concatenate([silence(LEAD_S), words]))
        self.kiosk.do(hearing=True, seconds=PATIENCE_S)
        assert self._room.speak(file).wait(PATIENCE_S) == 0
        over = time.monotonic()
        self.kiosk.do(heard=True, seconds=PATIENCE_S)
        return over

    def then(self, page: str) -> None:
        self.kiosk.do(page=page, seconds=PATIENCE_S)

    def sees(self, words: str) -> None:
        self.kiosk.do(see=words, seconds=PATIENCE_S)
