"""The real way to the platform behind `ui.ports.Link`: the sync process, a supervised child that speaks JSON lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.helpers import Child
from offline_cache.records import NoStory, Opened, Step, Story
from ui.ports import Link

SYNC = ("kiosk", "sync", "follow")
ANSWER_MS = 8_000
"""A question the sync process has not answered by then counts as "cannot be asked now"."""


def story_from(fact: Mapping[str, Any]) -> Story:
    """The `Story` in one line of the sync process."""
    history = tuple(Step(step["status"], step["at"]) for step in fact["history"])
    opened = tuple(Opened(one["role"], one["at"]) for one in fact["opened"])
    return Story(**{**fact, "history": history, "opened": opened})


class SyncLink(Link):
    """Asks and nudges the sync process; its death only means "offline" until it is back."""

    def __init__(self, environment: Mapping[str, str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._online = False
        self._hears = False
        self._waiting: dict[str, QTimer] = {}
        self._counted: Counter[str] = Counter()
        self._handed: Counter[str] = Counter()
        """What of it the living child has; a dead one takes nothing with it."""
        self._sync = Child(SYNC, environment, self)
        self._sync.told.connect(self._heard)
        self._sync.down.connect(self._fell)

    def start(self) -> None:
        """Starts the sync process."""
        self._sync.start()

    def close(self) -> None:
        """Ends the sync process."""
        for timer in self._waiting.values():
            timer.stop()
        self._sync.close()

    @property
    def online(self) -> bool:
        """True when the platform has answered within the last minutes."""
        return self._online

    @Slot(str)
    def ask(self, receipt: str) -> None:
        """Asks for the story of a receipt; `told` brings it, or `NoStory("offline")` after eight seconds."""
        if receipt in self._waiting:
            return
        timer = QTimer(self, singleShot=True, interval=ANSWER_MS)
        timer.timeout.connect(lambda: self._answer(receipt, NoStory("offline")))
        self._waiting[receipt] = timer
        timer.start()
        if not self._sync.tell(ask=receipt):
            timer.setInterval(0)

    def nudge(self) -> None:
        """Tells the sync process that there is something new to send."""
        self._sync.tell(nudge=True)

    def hears(self, can: bool) -> None:
        """Whether residents can talk here; told again to a sync process that comes back."""
        self._hears = can
        self._sync.tell(voice="on" if can else "off")

    def count(self, *names: str) -> None:
        """Counts in memory, until the sync process says that the platform has it."""
        self._counted.update(names)
        self._hand_over()

    def _hand_over(self) -> None:
        new = self._counted - self._handed
        if new and self._sync.tell(count=dict(new)):
            self._handed += new

    def _arrived(self, counted: Mapping[str, int]) -> None:
        there = Counter({name: count for name, count in counted.items() if isinstance(count, int)})
        self._counted -= there
        self._handed -= there

    def _fell(self) -> None:
        self._handed.clear()
        self._is_online(False)

    def _heard(self, fact: dict[str, Any]) -> None:
        match fact:
            case {"story": {"receipt": str(receipt)} as story}:
                self._answer(receipt, story_from(story))
            case {"no_story": {"receipt": str(receipt), "why": str(why)}}:
                self._answer(receipt, NoStory(why if why in ("wrong", "unknown") else "offline"))
            case {"content": _}:
                self.content_changed.emit()
            case {"settings": _}:
                self.settings_changed.emit()
            case {"counted": dict(counted)}:
                self._arrived(counted)
            case {"online": bool(online)}:
                self._is_online(online)
                self._hand_over()
                self._sync.tell(voice="on" if self._hears else "off")

    def _answer(self, receipt: str, answer: Story | NoStory) -> None:
        timer = self._waiting.pop(receipt, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
            self.told.emit(receipt, answer)

    def _is_online(self, online: bool) -> None:
        if online != self._online:
            self._online = online
            self.online_changed.emit(online)
