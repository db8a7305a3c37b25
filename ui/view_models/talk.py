"""Whose turn it is: when the microphone is open, what was meant by what was heard, and what the page does with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Heard
from ui.ports import Listener
from ui.view_models.voice import VoiceViewModel
from voice.heard import Listen, Utterance

if TYPE_CHECKING:  # its tables cost a start 40 ms: it is read when somebody speaks
    from voice.meaning import Intent, Talk

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

TONE_MS = 430
"""The tone `listen` (280 ms), and 150 ms after it: the kiosk must not hear itself."""
SETTLE_MS = 350
"""So long after its last word the kiosk waits before it listens again."""
THINKING_MS = 1200
MOST_MISSES = 2
MOST_SILENCES = 2
UNCLEAR = {"fine": "sorry1", "quiet": "listenQuiet", "noisy": "listenLoud"}
"""What to say when nothing was understood, by how loud it was."""


@dataclass(frozen=True)
class Knows:
    """What the page on screen understands. `asks`: it has put a question and waits for the answer."""

    page: str = "free"
    choices: tuple[str, ...] = field(default=(), repr=False)
    asks: bool = False
    telling: bool = False


@dataclass(frozen=True)
class TalkState:
    """`doing`: off, listening or thinking. `leading`: the resident began to talk, so after each answer the microphone
    opens again. `confirming`: the kiosk has asked whether it understood the question."""

    doing: str = "off"
    leading: bool = False
    by_hand: bool = False
    confirming: bool = False
    over: bool = False
    partial: str = field(default="", repr=False)
    misses: int = 0
    silences: int = 0


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class TalkViewModel(QObject):
    """The microphone is open only while this says so, and never while the kiosk speaks."""

    changed = Signal()
    levelChanged = Signal()
    availableChanged = Signal()
    wanted = Signal()
    """The page is asked what it understands; it answers by `knows` before this returns."""
    said = Signal(str, str, str)
    """Kind, name and words of what was meant (`voice.meaning.Intent`); the page calls `understood` when it has done it."""
    reply = Signal(str)
    """Something to say, by its name in Prompts."""
    overheard = Signal(object)
    """All ways it may have been heard, best first, before the page is told what was meant."""
    asked = Signal(object)
    """A question for the search: the ways it may have been heard."""
    endangered = Signal(str)
    lost = Signal(str)
    """The kiosk did not understand again: the page to go to."""

    def __init__(self, listener: Listener, voice: VoiceViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lang = "zh"
        self.obey: Callable[[str], bool] = lambda name: False
        """What the whole kiosk does when it is told to; False when it is no such command."""
        self.busy_elsewhere: Callable[[], bool] = lambda: False
        self._listener = listener
        self._voice = voice
        self._knows = Knows()
        self._state = TalkState()
        self._level = 0.0
        self._hearing = False
        self._handled = False
        self._looking = False
        self._tone = self._timer(TONE_MS, self._open)
        self._settled = self._timer(SETTLE_MS, self._go_on)
        self._thinking = self._timer(THINKING_MS, lambda: self.reply.emit("thinkWait"))
        listener.opened.connect(self._opened)
        listener.partial.connect(lambda words: self._become(partial=words))
        listener.level.connect(self._hear_level)
        listener.heard.connect(self._heard)
        listener.silent.connect(self._silent)
        listener.available_changed.connect(self._available_changed)
        voice.changed.connect(self._follow)

    # -- the microphone ---------------------------------------------------------------------------------------------

    def speak(self) -> None:
        """The 说话 key: opens the microphone; pressed again it is 说完了."""
        if self._state.doing == "listening":
            self.done()
        elif self._listener.available:
            self._become(leading=True, silences=0)
            self._begin(by_hand=True)

    @Slot(str, "QStringList", bool, bool)
    def knows(self, page: str, choices: list[str], asks: bool, telling: bool) -> None:
        """What the page on screen understands."""
        self._knows = Knows(page, tuple(choices), asks, telling)

    @Slot()
    def done(self) -> None:
        """说完了."""
        if self._tone.isActive():
            self.dismiss()
        else:
            self._become(leading=True)
            self._listener.done()

    @Slot()
    def dismiss(self) -> None:
        """不说了: the microphone closes, and nobody is asked anything."""
        self._close()
        self._become(leading=False, confirming=False)

    @Slot()
    def understood(self) -> None:
        """The page has done what it was told."""
        self._handled = True

    @Slot()
    def later(self) -> None:
        """The page has to look first, and tells by `settled`."""
        self._handled = self._looking = True

    def settled(self, understood: bool) -> None:
        """Whether the page made something of what was said."""
        if not self._looking:
            return
        self._looking = False
        if understood:
            self._become(misses=0, confirming=False)
            self._follow()
        else:
            self._not_understood()

    def touched(self) -> None:
        """A finger leads now; whoever wants to talk on presses the key again."""
        self._settled.stop()
        if self._state.leading or self._state.confirming:
            self._become(leading=False, confirming=False)

    def left(self) -> None:
        """Another page is shown: what was being said was for the page before."""
        if self._state.doing == "listening":
            self._close()
        self._thinking.stop()
        self._become(over=False)
        self._follow()

    def forget(self) -> None:
        """A visit ended."""
        from voice.meaning import forget as forget_names

        self._close()
        self._thinking.stop()
        forget_names()
        self._knows = Knows()
        self._become(**vars(TalkState()))

    def speak_in(self, lang: str) -> None:
        """The language changed."""
        self.lang = lang
        self._listener.speak(lang)

    @property
    def can_listen(self) -> bool:
        """True when there are ears, a microphone and a model for the language."""
        return self._listener.available

    @property
    def hearing(self) -> bool:
        """True while the microphone is open."""
        return self._hearing

    @property
    def busy(self) -> bool:
        """True while the microphone is open or an answer is being looked for: the rest clock waits."""
        return self._state.doing != "off"

    def _begin(self, by_hand: bool) -> None:
        self._settled.stop()
        self._voice.silence()
        self.wanted.emit()
        self._voice.tone("listen")
        self._become(doing="listening", by_hand=by_hand, partial="", over=self._knows.page in ("home", "free", "words"))
        self._tone.start()

    def _open(self) -> None:
        from voice.meaning import phrases

        turn = "words" if self._knows.telling else "question"
        slow = self._voice.property("rate") in ("slowest", "slow")
        commands = phrases(self._talk(), self.lang)
        self._listener.listen(
            Listen(self.lang, commands, turn, slow, wide=not (self._knows.telling or self._listener.demo))
        )

    def _close(self) -> None:
        self._tone.stop()
        self._settled.stop()
        if self._state.doing == "listening":
            self._listener.stop()
        self._level = 0.0
        self._become(doing="off", over=False, partial="")

    def _follow(self) -> None:
        """The kiosk says something or has just ended: after its last word it listens again."""
        if self._state.leading and self._state.doing == "off":
            self._settled.start()

    def _go_on(self) -> None:
        if not self._state.leading or self._state.doing != "off" or not self._listener.available:
            return
        if self._voice.property("doing") in ("saying", "reading") or self.busy_elsewhere():
            self._settled.start()
        else:
            self._begin(by_hand=False)

    # -- what was heard ---------------------------------------------------------------------------------------------

    def _talk(self) -> Talk:
        from voice.meaning import Talk

        return Talk(self._knows.page, self._knows.choices, self._knows.telling)

    def _heard(self, utterance: Utterance) -> None:
        from voice.meaning import meaning

        if self._state.doing != "listening":
            return
        self._level = 0.0
        self._become(doing="thinking", silences=0)
        intent = meaning(utterance, self._talk(), self.lang)
        if intent.kind == "nothing":
            self._not_understood(UNCLEAR[utterance.loudness])
        elif intent.kind == "command" and intent.name in ("dismiss", "stop"):
            self._rest_from_talking(leading=False, confirming=False)
        elif intent.kind == "command" and intent.name in ("wait", "done"):
            self._rest_from_talking()
            self._follow()
        elif intent.kind == "emergency":
            self._rest_from_talking(leading=False, misses=0)
            self.endangered.emit(intent.name)
        else:
            self._do(intent, utterance)

    def _do(self, intent: Intent, utterance: Utterance) -> None:
        """The page first; then what the whole kiosk understands; then the search."""
        self._handled = self._looking = False
        self._rest_from_talking()
        self.overheard.emit([way.text for way in utterance.alternatives])
        self.said.emit(intent.kind, intent.name, intent.words)
        if self._looking:
            return
        if self._handled or (intent.kind == "command" and self.obey(intent.name)):
            self._become(misses=0, confirming=False)
            self._follow()
        elif intent.kind in ("question", "choice"):
            self._become(misses=0, confirming=True)
            self._thinking.start()
            self.asked.emit([Heard(way.text, way.score) for way in utterance.alternatives] or [Heard(intent.words)])
        else:
            self._not_understood()

    def _not_understood(self, why: str = "sorry1") -> None:
        """Twice, then pictures and a person. Where nothing was asked, the microphone just closes."""
        self._rest_from_talking(misses=self._state.misses + 1)
        if not (self._state.by_hand or self._knows.asks):
            self._become(leading=False, misses=0)
        elif self._state.misses < MOST_MISSES:
            self.reply.emit(why)
            self._follow()
        else:
            page = "sorry" if self._state.misses == MOST_MISSES else "person"
            self._become(leading=False)
            self.lost.emit(page)

    def _silent(self) -> None:
        if self._state.doing != "listening":
            return
        self._rest_from_talking(silences=self._state.silences + 1)
        if not (self._state.by_hand or self._knows.asks):
            self._become(leading=False)
        elif self._state.silences < MOST_SILENCES:
            self.reply.emit("listenNone1")
            self._follow()
        else:
            self._become(leading=False)
            self.reply.emit("listenNone2")

    def _rest_from_talking(self, **changes: object) -> None:
        self._thinking.stop()
        self._become(doing="off", over=False, partial="", **changes)

    def _available_changed(self, available: bool) -> None:
        cut_off = not available and self._state.doing == "listening"
        if cut_off:
            self._close()
            self._become(leading=False)
        self.availableChanged.emit()
        if cut_off:
            self.reply.emit("voiceOff")

    def _hear_level(self, level: float) -> None:
        self._level = level
        self.levelChanged.emit()

    def _opened(self) -> None:
        self._hearing = self._state.doing == "listening"

    def _become(self, **changes: object) -> None:
        if changes.get("doing", "listening") != "listening":
            self._hearing = False
        state = replace(self._state, **changes)
        if state != self._state:
            self._state = state
            self.changed.emit()

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(act)
        return timer

    demo = Property(bool, lambda self: self._listener.demo, notify=availableChanged)
    doing = Property(str, lambda self: self._state.doing, notify=changed)
    over = Property(bool, lambda self: self._state.over, notify=changed)
    leading = Property(bool, lambda self: self._state.leading, notify=changed)
    confirming = Property(bool, lambda self: self._state.confirming and self._state.leading, notify=changed)
    partial = Property(str, lambda self: self._state.partial, notify=changed)
    level = Property(float, lambda self: self._level, notify=levelChanged)
