"""The real ears behind `ui.ports.Listener`: a child that hears, killed when it hangs, there again a moment later."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer

from kiosk.helpers import Child
from ui.ports import Listener
from voice.heard import Alternative, Listen, Utterance

STOP_ACKNOWLEDGED_MS = 500
"""Ears that have not closed the microphone by then are killed: nobody is listened to against their will."""
SILENT_MS = 5_000
"""While a turn is open the ears tell the level ten times a second; so long without a word from them, and they hang."""
EARS = "voice.ears"


class EarsListener(Listener):
    """Hears through a child process; without a model or a microphone it is simply not `available`.

    When the ears die or lose the microphone in the middle of a turn, the turn is over: `available_changed(False)` if they
    are gone for good, then `heard` with an empty Utterance, as when only noise was heard — the page says that it did not
    understand and shows what can be touched. What was half understood is not handed on.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`arguments` as kiosk.speech gives them: which models there are."""
        super().__init__(parent)
        self._ears = Child((EARS, *arguments), environment, self)
        self._ears.told.connect(self._told)
        self._ears.down.connect(self._down)
        self._lang = "zh"
        self._phrases: dict[str, tuple[str, ...]] = {}
        self._microphone = False
        self._model: dict[str, bool] = {}
        self._lacks: dict[str, tuple[str, ...]] = {}
        self._alive = False
        self._turn = 0
        self._open = False
        self._hung = QTimer(self, singleShot=True, interval=SILENT_MS)
        self._deaf = QTimer(self, singleShot=True, interval=STOP_ACKNOWLEDGED_MS)
        for timer in (self._hung, self._deaf):
            timer.timeout.connect(self._ears.kill)

    def start(self) -> None:
        """Starts the ears."""
        self._ears.start()

    def close(self) -> None:
        """Ends them."""
        self._open = False
        for timer in (self._hung, self._deaf):
            timer.stop()
        self._ears.close()

    @property
    def available(self) -> bool:
        """True when there is a microphone, a model for the language and living ears."""
        return self._alive and self._microphone and self._model.get("there", False)

    @property
    def demo(self) -> bool:
        """True when the model knows synthetic voices only."""
        return self._model.get("demo", False)

    @property
    def lacks(self) -> Mapping[str, tuple[str, ...]]:
        """By language, the pieces of our own words that the model can never hear; for staff."""
        return self._lacks

    def know(self, lang: str, phrases: Sequence[str]) -> None:
        """Names and phrases of the content, see kiosk.vocabulary; told again to ears that come back."""
        self._phrases[lang] = tuple(phrases)
        if self._alive:
            self._tell_phrases(lang)

    def speak(self, lang: str) -> None:
        """Another language: its model is loaded, until then it is not `available`."""
        if lang == self._lang:
            return
        before = self.available
        self._lang, self._model = lang, {}
        self._changed(before)
        self._ears.tell(lang=lang)

    def listen(self, wish: Listen) -> None:
        """Opens the microphone for one turn."""
        self._turn += 1
        self._open = True
        asked = self._ears.tell(
            listen=self._turn, lang=wish.lang, commands=wish.commands, turn=wish.turn, slow=wish.slow, wide=wish.wide
        )
        if asked:
            self._hung.start()
        else:
            QTimer.singleShot(0, self, self._lose)

    def done(self) -> None:
        """说完了: the turn ends now."""
        self._ears.tell(done=True)

    def wait(self) -> None:
        """等一下: five seconds more."""
        self._ears.tell(wait=True)

    def stop(self) -> None:
        """Closes the microphone and forgets the turn and its sound."""
        self._open = False
        self._hung.stop()
        if self._ears.tell(stop=True):
            self._deaf.start()

    def note(self) -> None:
        """Asks for the sound of the last turn, to be attached by the resident's choice; it comes by `noted`."""
        if not self._ears.tell(note=True):
            QTimer.singleShot(0, self, lambda: self.noted.emit(b""))

    def forget(self) -> None:
        """Wipes that sound."""
        self._ears.tell(forget=True)

    def _told(self, fact: dict[str, Any]) -> None:
        if self._open:
            self._hung.start()
        match fact:
            case {"ready": _, "microphone": bool(there)}:
                self._begin(there)
            case {"microphone": bool(there)}:
                self._update(microphone=there)
            case {"model": self._lang, "there": bool(there), "demo": bool(demo)}:
                self._update(model={"there": there, "demo": demo})
            case {"lacks": {"lang": str(lang), "words": list(words)}}:
                self._lacks[lang] = tuple(words)
            case {"stopped": _}:
                self._deaf.stop()
            case {"note": note}:
                self.noted.emit(base64.b64decode(note or ""))
            case _ if self._open:
                self._told_of_turn(fact)

    def _told_of_turn(self, fact: dict[str, Any]) -> None:
        match fact:
            case {"opened": self._turn}:
                self.opened.emit()
            case {"level": float(level) | int(level)}:
                self.level.emit(float(level))
            case {"partial": [self._turn, str(text)]}:
                self.partial.emit(text)
            case {"heard": self._turn}:
                self._over()
                self.heard.emit(utterance(fact))
            case {"silent": self._turn}:
                self._over()
                self.silent.emit()
            case {"lost": self._turn}:
                self._lose()

    def _over(self) -> None:
        self._open = False
        self._hung.stop()

    def _lose(self) -> None:
        if self._open:
            self._over()
            self.heard.emit(Utterance())

    def _begin(self, microphone: bool) -> None:
        """New ears: they are told the language and what may be said; they answer with their model."""
        self._alive = True
        self._update(microphone=microphone)
        self._ears.tell(lang=self._lang)
        for lang in self._phrases:
            self._tell_phrases(lang)

    def _tell_phrases(self, lang: str) -> None:
        self._ears.tell(know={"lang": lang, "phrases": self._phrases[lang]})

    def _down(self) -> None:
        before = self.available
        self._alive, self._microphone, self._model = False, False, {}
        self._deaf.stop()
        self._changed(before)
        self._lose()

    def _update(self, microphone: bool | None = None, model: dict[str, bool] | None = None) -> None:
        before = self.available
        self._microphone = self._microphone if microphone is None else microphone
        self._model = self._model if model is None else model
        self._changed(before)

    def _changed(self, before: bool) -> None:
        if self.available != before:
            self.available_changed.emit(self.available)


def utterance(fact: Mapping[str, Any]) -> Utterance:
    """What the ears told of a turn, as the value the pages know."""
    return Utterance(
        alternatives=tuple(Alternative(text, score) for text, score in fact["alternatives"]),
        command=fact["command"],
        confidence=fact["confidence"],
        ended=fact["ended"],
        loudness=fact["loudness"],
        seconds=fact["seconds"],
    )
