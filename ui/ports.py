"""What the pages need from the machine around them; the base classes are the silent, unconnected kiosk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from offline_cache.records import NoStory
from voice.heard import Listen


class Speaker(QObject):
    """The kiosk's voice. This base is a kiosk without sound: whole, but silent. `kiosk/helpers.py` gives the real one."""

    sentence = Signal(int)
    """Index of the sentence that has just begun."""
    progress = Signal(int, int)
    """Index of the sentence being said and of the character reached in it."""
    finished = Signal()
    """The whole utterance was said to its end; not emitted when it was stopped."""
    available_changed = Signal(bool)

    @property
    def available(self) -> bool:
        """True when there is a sound device and a living mouth."""
        return False

    def say(self, sentences: Sequence[str], lang: str, rate: str = "normal", volume: int = 5) -> None:
        """Says `sentences` one after the other, replacing what is being said. `rate`: slowest to fastest; `volume` 0-8."""

    def prepare(self, prompts: Sequence[str], lang: str, rate: str = "normal") -> None:
        """Renders sentences that will be wanted, while nothing is to be said: then they sound at once."""

    def stop(self) -> None:
        """Silence within 150 ms; nothing resumes by itself."""

    def tone(self, name: str) -> None:
        """Plays one of the tones of the design tokens (`tap`, `done`, `person` …)."""

    def chime(self, on: bool) -> None:
        """The loud two-tone call for a person, repeated until it is switched off."""


class Listener(QObject):
    """The kiosk's ears. This base is a kiosk that cannot hear: whole, but deaf. `kiosk/listener.py` gives the real one."""

    opened = Signal()
    """The microphone is open: now is the time to speak."""
    partial = Signal(str)
    """What has been understood so far of this turn; joined over pauses."""
    level = Signal(float)
    """How loud it is, 0 to 1; at most twelve times a second."""
    heard = Signal(object)
    """The turn has ended: an `Utterance`, whose text is empty when only noise was heard. The microphone is closed."""
    silent = Signal()
    """Nobody has begun to speak for ten seconds; the microphone is closed."""
    noted = Signal(bytes)
    """The sound of the last turn as a WAV file, at most 60 s; empty when there is none."""
    available_changed = Signal(bool)

    @property
    def available(self) -> bool:
        """True when there is a microphone, a model for the language and living ears."""
        return False

    @property
    def demo(self) -> bool:
        """True when the model knows synthetic voices only; the screen says so."""
        return False

    def speak(self, lang: str) -> None:
        """The language changed: other models, perhaps another `available`."""

    def listen(self, wish: Listen) -> None:
        """Opens the microphone for one turn, after `heard`, `silent` or `stop` closed the one before."""

    def done(self) -> None:
        """说完了: the turn ends now, with what was heard."""

    def wait(self) -> None:
        """等一下: five seconds more before this turn may end."""

    def stop(self) -> None:
        """Closes the microphone and forgets the turn and its sound; nothing more is emitted for it."""

    def note(self) -> None:
        """Asks for the sound of the last turn, which the resident chose to attach: it comes by `noted`."""
        self.noted.emit(b"")

    def forget(self) -> None:
        """Wipes the sound of the last turn; the next turn and `stop` do so too."""


class Link(QObject):
    """The way to the platform. This base is a kiosk without a network; `kiosk/helpers.py` gives the real one."""

    told = Signal(str, object)
    """A receipt and its `Story` or `NoStory`."""
    content_changed = Signal()
    """The catalogue on disk has moved on: pages on screen read again, calmly."""
    settings_changed = Signal()
    """Staff changed how the kiosks of this hall behave."""
    online_changed = Signal(bool)

    @property
    def online(self) -> bool:
        """True when the platform has answered within the last minutes."""
        return False

    @Slot(str)
    def ask(self, receipt: str) -> None:
        """Asks for the story of a receipt; the answer comes by `told`."""
        self.told.emit(receipt, NoStory("offline"))

    def nudge(self) -> None:
        """Tells the sync process that there is something new to send."""

    def hears(self, can: bool) -> None:
        """Tells the staff, with the next heartbeat, whether residents can talk here."""

    def count(self, *names: str) -> None:
        """Counts for the staff how a question was answered: names of docs/wire.md's `counters`, never a word of it."""
