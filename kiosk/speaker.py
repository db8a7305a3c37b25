"""The real voice behind `ui.ports.Speaker`: one mouth speaks, a second stands by in case the first must be killed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer

from kiosk.helpers import Child
from ui.ports import Speaker

STOP_ACKNOWLEDGED_MS = 100
"""A mouth that has not acknowledged a stop by then is killed."""
MOUTH = ("voice.mouth",)


@dataclass(frozen=True, slots=True)
class Saying:
    """What is being said: sentences from `first` on were handed to the present mouth, `reached` has begun."""

    sentences: tuple[str, ...]
    lang: str
    rate: str
    volume: int
    first: int = 0
    reached: int = 0


class MouthSpeaker(Speaker):
    """Speaks through child processes; without espeak-ng or a sound device it is simply not `available`."""

    def __init__(self, environment: Mapping[str, str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._environment = environment
        self._speaking = self._mouth()
        self._standby = self._mouth()
        self._facts: dict[Child, dict[str, bool]] = {}
        self._utterance = 0
        self._saying: Saying | None = None
        self._lost_at = -1
        self._readings: dict[str, str] = {}
        self._prompts: tuple[tuple[str, ...], str, str] | None = None
        self._volume = 5
        self._chiming = False
        self._deadline = QTimer(self, singleShot=True, interval=STOP_ACKNOWLEDGED_MS)
        self._deadline.timeout.connect(self._replace)

    def start(self) -> None:
        """Starts both mouths."""
        self._speaking.start()
        self._standby.start()

    def close(self) -> None:
        """Ends both mouths."""
        self._deadline.stop()
        for mouth in (self._speaking, self._standby):
            mouth.close()

    @property
    def available(self) -> bool:
        """True when there is a sound device and a living mouth with a voice."""
        facts = self._facts.get(self._speaking, {})
        return facts.get("sound", False) and facts.get("voice", False)

    def say(self, sentences: Sequence[str], lang: str, rate: str = "normal", volume: int = 5) -> None:
        """Says `sentences`, replacing what is being said."""
        self._volume = volume
        self._saying = Saying(tuple(sentences), lang, rate, volume) if self.available else None
        self._lost_at = -1
        self._go_on()

    def stop(self) -> None:
        """Silence within 150 ms: by the mouth itself, or by killing it."""
        if self._saying is None:
            return
        self._utterance += 1
        self._saying = None
        if self._speaking.tell(stop=True):
            self._deadline.start()

    def read(self, readings: Mapping[str, str]) -> None:
        """How words of the house are read ("银行": "yin2 hang2"), as staff wrote it; both mouths learn it."""
        self._readings = dict(readings)
        for mouth in (self._speaking, self._standby):
            mouth.tell(readings=self._readings)

    def prepare(self, prompts: Sequence[str], lang: str, rate: str = "normal") -> None:
        """Sentences that will be wanted often: rendered while nothing else is to be done."""
        self._prompts = (tuple(prompts), lang, rate)
        self._prepare(self._speaking)

    def tone(self, name: str) -> None:
        """Plays one tone of the design tokens."""
        self._speaking.tell(tone=name, volume=self._volume)

    def chime(self, on: bool) -> None:
        """Rings for a person until switched off; a new mouth goes on ringing."""
        self._chiming = on
        self._speaking.tell(chime=on)

    def _mouth(self) -> Child:
        mouth = Child(MOUTH, self._environment, self)
        mouth.told.connect(lambda fact: self._heard(mouth, fact))
        mouth.down.connect(lambda: self._lost(mouth))
        return mouth

    def _heard(self, mouth: Child, fact: dict[str, Any]) -> None:
        if "ready" in fact or "sound" in fact:
            self._update(mouth, {key: bool(fact[key]) for key in ("sound", "voice") if key in fact})
            if "ready" in fact and self._readings:
                mouth.tell(readings=self._readings)
            if "ready" in fact and mouth is self._speaking:
                self._prepare(mouth)
            if mouth is self._speaking and self._chiming:
                mouth.tell(chime=True)
        if mouth is not self._speaking:
            return
        match fact:
            case {"stopped": _}:
                self._deadline.stop()
            case {"begun": [self._utterance, int(sentence)]} if self._saying:
                self._saying = replace(self._saying, reached=self._saying.first + sentence)
                self.sentence.emit(self._saying.reached)
            case {"reached": [self._utterance, int(sentence), int(character)]} if self._saying:
                self.progress.emit(self._saying.first + sentence, character)
            case {"skipped": [self._utterance, int(sentence)]} if self._saying:
                self._saying = replace(self._saying, reached=self._saying.first + sentence + 1)
            case {"finished": self._utterance} | {"unsaid": self._utterance}:
                self._saying = None
                self.finished.emit()

    def _lost(self, mouth: Child) -> None:
        self._update(mouth, {"sound": False, "voice": False})
        if mouth is self._speaking and self._facts.get(self._standby, {}).get("voice"):
            self._swap()
            self._step_over_what_kills()
            self._go_on()

    def _step_over_what_kills(self) -> None:
        """A sentence during which a second mouth was lost is not tried on a third."""
        if self._saying is None:
            return
        if self._saying.reached == self._lost_at:
            self._saying = replace(self._saying, reached=self._lost_at + 1)
        self._lost_at = self._saying.reached

    def _prepare(self, mouth: Child) -> None:
        if self._prompts is not None:
            prompts, lang, rate = self._prompts
            mouth.tell(prepare=prompts, lang=lang, rate=rate)

    def _go_on(self) -> None:
        """Says what is to be said, from the sentence that had begun when a mouth was lost."""
        self._utterance += 1
        if self._saying is None:
            return
        if self._saying.reached >= len(self._saying.sentences):
            self._saying = None
            self.finished.emit()
            return
        self._saying = replace(self._saying, first=self._saying.reached)
        self._speaking.tell(
            say=self._utterance,
            sentences=self._saying.sentences[self._saying.first :],
            lang=self._saying.lang,
            rate=self._saying.rate,
            volume=self._saying.volume,
        )

    def _replace(self) -> None:
        """A mouth that does not answer a stop is killed; what it was told to say since then, the other one says."""
        deaf = self._speaking
        self._swap()
        deaf.kill()
        self._go_on()

    def _swap(self) -> None:
        before = self.available
        self._speaking, self._standby = self._standby, self._speaking
        self._prepare(self._speaking)
        if self._chiming:
            self._speaking.tell(chime=True)
        if self.available != before:
            self.available_changed.emit(self.available)

    def _update(self, mouth: Child, facts: dict[str, bool]) -> None:
        before = self.available
        self._facts[mouth] = {**self._facts.get(mouth, {}), **facts}
        if self.available != before:
            self.available_changed.emit(self.available)
