"""The kiosk's own voice on the page: what it says now, the clause in the caption row, and reading the page aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.ports import Speaker

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

VOLUME_STEPS = 8
DEFAULT_VOLUME = 5
DEFAULT_RATE = "normal"
RATES = ("slowest", "slow", "normal", "fast", "fastest")
MS_PER_CHARACTER = 375
"""160 characters a minute: how fast the caption goes on when there is no sound."""
LEAST_CLAUSE_MS = 1500
LOST_MS = 30_000
"""A voice that has said nothing new for so long says no more: the visit must not wait for it."""


def clauses(text: str, capacity: int, latin: bool) -> list[tuple[int, str]]:
    """Cuts `text` into captions of at most `capacity` characters, whole clauses only: (start in the text, caption)."""
    pattern = r"[^.?!,;]+[.?!,;]*\s*" if latin else r"[^。？！，；：、]+[。？！，；：、”]*"
    parts = re.findall(pattern, text) or [text]
    captions: list[tuple[int, str]] = []
    start, now = 0, ""
    for part in [piece for whole in parts for piece in _fit(whole, capacity, latin)]:
        if now and _width((now + part).rstrip(), latin) > capacity:
            captions.append((start, now))
            start, now = start + len(now), ""
        now += part
    captions.append((start, now))
    last = len(captions) - 1
    return [(at, words.rstrip() if n == last else _goes_on(words)) for n, (at, words) in enumerate(captions)]


def _goes_on(words: str) -> str:
    """A caption after which more of the sentence follows says so, unless it ends with a full stop."""
    words = words.rstrip()
    return words if words[-1:] in "。？！.?!" else words.rstrip("，：、,;；") + "…"


def _width(text: str, latin: bool) -> int:
    """In characters of the language; a Chinese character among Latin ones takes the room of two."""
    return len(text) + (sum(char > "\u2e7f" for char in text) if latin else 0)


def _fit(part: str, capacity: int, latin: bool) -> list[str]:
    """A clause longer than the row is cut between words, or in Chinese between characters, never before a mark."""
    if _width(part.rstrip(), latin) <= capacity:
        return [part]
    room = next(n for n in range(len(part), 0, -1) if _width(part[:n], latin) < capacity)
    cut = (part.rfind(" ", 0, room) + 1 if latin else 0) or room
    return [part[:cut], *_fit(part[cut:], capacity, latin)]


@dataclass(frozen=True)
class VoiceState:
    """`doing`: quiet, shown (in silence), saying (a prompt), reading (the page) or paused (a reading that was stopped)."""

    doing: str = "quiet"
    sentences: tuple[str, ...] = ()
    index: int = 0
    character: int = 0
    volume: int = DEFAULT_VOLUME
    rate: str = DEFAULT_RATE
    aside: str = ""
    """What the focus is on, said in between; a reading that was stopped can still go on after it."""
    in_aside: bool = False
    dark: bool = False


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class VoiceViewModel(QObject):
    """Says prompts, reads pages; every touch silences it, and nothing resumes by itself."""

    changed = Signal()
    availableChanged = Signal()
    told = Signal(str)
    """Words of the kiosk that assistive technology is to hear of at once."""

    def __init__(self, speaker: Speaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lang = "zh"
        self._usual = DEFAULT_VOLUME
        self._by_keys = False
        self._allowed = ""
        self._speaker = speaker
        self._state = VoiceState()
        self._capacity = 26
        self._first = 0
        self._hushed_by_this_touch = False
        self._silent_pace = QTimer(self, singleShot=True)
        self._silent_pace.timeout.connect(self._silent_step)
        self._lost = QTimer(self, singleShot=True, interval=LOST_MS)
        self._lost.timeout.connect(self.silence)
        for alive in (speaker.sentence, speaker.progress):
            alive.connect(lambda *_: self._lost.start())
        speaker.finished.connect(self._lost.stop)
        speaker.sentence.connect(self._began)
        speaker.progress.connect(self._reached)
        speaker.finished.connect(self._finished)
        speaker.available_changed.connect(lambda _: self.availableChanged.emit())

    def _become(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)
        self.changed.emit()

    @property
    def busy(self) -> bool:
        """True while words are being said; the rest clock waits for them."""
        return (self._state.in_aside or self._state.doing in ("saying", "reading")) and self._sounding()

    def _sounding(self) -> bool:
        return self._speaker.available and self._state.volume > 0

    @Slot("QStringList")
    def greet(self, sentences: list[str]) -> None:
        """Says what a page has to say; without sound the words still pass through the caption row."""
        self._start("saying", [words for words in sentences if words], 0)
        self.told.emit(" ".join(words for words in sentences if words))

    def follow(self, words: str) -> None:
        """Says what the focus has come to; 再说一遍 and 继续 still mean what was said or read before."""
        self._silent_pace.stop()
        self._speaker.stop()
        doing = self._state.doing if self._state.doing == "paused" else "quiet"
        self._become(doing=doing, aside=words, in_aside=self._sounding(), character=0)
        if self._sounding():
            self._lost.start()
            self._speaker.say([words], self.lang, self._state.rate, self._state.volume)

    def lead_by_keys(self, by_keys: bool) -> None:
        """Whether the resident goes by keys: then the focus is spoken, and a page says its name first."""
        if by_keys != self._by_keys:
            self._by_keys = by_keys
            self.changed.emit()

    def allow(self, aloud: bool) -> None:
        """What is personal on the page before may be read aloud, or may not."""
        self._allowed = "yes" if aloud else "no"

    @Slot(result=str)
    def allowed(self) -> str:
        """The answer, once: yes, no or nothing."""
        answer, self._allowed = self._allowed, ""
        return answer

    @Slot(bool)
    def setDark(self, dark: bool) -> None:
        """The screen goes dark and the voice goes on: nobody can look over the shoulder."""
        self._become(dark=dark)

    @Slot("QStringList")
    def prepare(self, prompts: list[str]) -> None:
        """The fixed sentences of this language, so that they sound at once."""
        self._speaker.prepare(prompts, self.lang, DEFAULT_RATE)

    @Slot("QStringList")
    def show(self, sentences: list[str]) -> None:
        """Writes words in the caption row and says nothing: a bell is ringing."""
        self._start("shown", [words for words in sentences if words], 0)
        self.told.emit(" ".join(sentences))

    @Slot("QStringList")
    def read(self, sentences: list[str]) -> None:
        """The read-aloud key: begins, pauses or goes on, whatever it shows."""
        if self._hushed_by_this_touch:
            self._hushed_by_this_touch = False
        elif self._state.doing == "reading":
            self._pause()
        elif self._state.doing == "paused":
            self._start("reading", list(self._state.sentences), self._state.index)
        else:
            self._start("reading", sentences, 0)

    @Slot()
    def again(self) -> None:
        """The same words once more."""
        reading = self._state.doing == "reading"
        self._start("reading" if reading else "saying", list(self._state.sentences), 0)
        if not reading:
            self.told.emit(" ".join(self._state.sentences))

    @Slot()
    def tap(self) -> None:
        """A press is heard, unless somebody is being listened to or spoken to."""
        if not self.busy and self._state.volume > 0:
            self._speaker.tone("tap")

    def tone(self, name: str) -> None:
        self._speaker.tone(name)

    def touched(self) -> None:
        """Any touch or key: silence. A reading can be taken up again by its key."""
        if self._state.in_aside:
            self._speaker.stop()
            self._become(in_aside=False)
        self._hushed_by_this_touch = self._state.doing == "reading" and self._sounding()
        if self._state.doing == "reading":
            if self._sounding():
                self._pause()
        elif self._state.doing == "saying" and self._sounding():
            self._speaker.stop()
            self._become(doing="quiet")

    @Slot()
    def silence(self) -> None:
        """Stops, and there is nothing to go on with."""
        self._silent_pace.stop()
        self._lost.stop()
        self._speaker.stop()
        self._become(doing="quiet", in_aside=False)

    def forget(self) -> None:
        """A visit ended: words, loudness and speed go back to the beginning."""
        self.silence()
        self._hushed_by_this_touch = False
        self._by_keys = False
        self._allowed = ""
        self._state = VoiceState(volume=self._usual)
        self.changed.emit()

    def usual_volume(self, steps: int) -> None:
        """How loud a visit begins, 0-8; to be said while nobody is here."""
        self._usual = steps
        self._become(volume=steps)

    def pause(self) -> None:
        """暂停: the reading stops where it is."""
        if self._state.doing == "reading":
            self._pause()

    def resume(self) -> None:
        """继续: the reading goes on, or what was said last is said again."""
        if self._state.doing == "paused":
            self._start("reading", list(self._state.sentences), self._state.index)
        else:
            self.again()

    def step_volume(self, steps: int) -> None:
        """大声点, 小声点: and the same words again, so that one hears the difference."""
        self.setVolume(self._state.volume + steps)
        self.again()

    def step_rate(self, steps: int) -> None:
        """慢一点, 快一点: and the same words again."""
        self.setSpeed(RATES.index(self._state.rate) + 1 + steps)
        self.again()

    @Slot(int)
    def setVolume(self, volume: int) -> None:
        self._become(volume=max(0, min(VOLUME_STEPS, volume)))

    def setRate(self, rate: str) -> None:
        self._become(rate=rate if rate in RATES else DEFAULT_RATE)

    @Slot(int)
    def setSpeed(self, speed: int) -> None:
        """1 (slowest) to 5."""
        self.setRate(RATES[max(1, min(len(RATES), speed)) - 1])

    def fits(self, capacity: int) -> None:
        """How many characters the caption row holds now."""
        if capacity != self._capacity:
            self._capacity = capacity
            self.changed.emit()

    def _start(self, doing: str, sentences: list[str], index: int) -> None:
        self._silent_pace.stop()
        self._speaker.stop()
        self._become(
            doing=doing if sentences else "quiet",
            sentences=tuple(sentences),
            index=index,
            character=0,
            aside="",
            in_aside=False,
        )
        if not sentences:
            return
        if self._sounding() and doing != "shown":
            self._first = index
            self._lost.start()
            self._speaker.say(sentences[index:], self.lang, self._state.rate, self._state.volume)
        else:
            self._pace()

    def _pause(self) -> None:
        self._silent_pace.stop()
        self._speaker.stop()
        self._become(doing="paused", aside="", in_aside=False)

    def _began(self, index: int) -> None:
        if self._state.doing in ("saying", "reading"):
            self._become(index=min(self._first + index, len(self._state.sentences) - 1), character=0)

    def _reached(self, index: int, character: int) -> None:
        if self._state.in_aside:
            self._become(character=character)
        elif self._state.doing in ("saying", "reading"):
            self._become(index=min(self._first + index, len(self._state.sentences) - 1), character=character)

    def _finished(self) -> None:
        if self._state.in_aside:
            self._become(in_aside=False)
        elif self._state.doing in ("saying", "reading"):
            self._become(doing="quiet")

    def _cut(self) -> list[tuple[int, str]]:
        state = self._state
        words = state.aside or (state.sentences[state.index] if state.sentences else "")
        return clauses(words, self._capacity, self.lang == "en")

    def _caption(self) -> str:
        return [words for at, words in self._cut() if at <= self._state.character][-1]

    def _pace(self) -> None:
        self._silent_pace.start(max(LEAST_CLAUSE_MS, len(self._caption()) * MS_PER_CHARACTER))

    def _silent_step(self) -> None:
        later = [at for at, _ in self._cut() if at > self._state.character]
        if later:
            self._become(character=later[0])
        elif self._state.index + 1 < len(self._state.sentences):
            self._become(index=self._state.index + 1, character=0)
        else:
            self._become(doing="quiet")
            return
        self._pace()

    caption = Property(str, _caption, notify=changed)
    doing = Property(str, lambda self: self._state.doing, notify=changed)
    sentence = Property(int, lambda self: self._state.index if self._state.doing == "reading" else -1, notify=changed)
    available = Property(bool, lambda self: self._speaker.available, notify=availableChanged)
    volume = Property(int, lambda self: self._state.volume, notify=changed)
    rate = Property(str, lambda self: self._state.rate, notify=changed)
    speed = Property(int, lambda self: RATES.index(self._state.rate) + 1, notify=changed)
    byKeys = Property(bool, lambda self: self._by_keys, notify=changed)
    dark = Property(bool, lambda self: self._state.dark, notify=changed)
