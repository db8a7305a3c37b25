"""叫人: a chime until somebody touches the screen, where to go and whom to phone, and a call that staff see. No network needed."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Refused
from ui.jobs import Lane
from ui.ports import Link, Speaker
from ui.view_models.page import PageViewModel

if TYPE_CHECKING:
    from offline_cache.outbox import Outbox

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

ANSWER_SECONDS = 60
"""Nobody touched the screen for this long: the page says to phone instead."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PersonState:
    """How often somebody was called in this visit, whether for life and limb, whether it rings, whether nobody came."""

    calls: int = 0
    danger: bool = False
    ringing: bool = False
    unanswered: bool = False


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class PersonViewModel(PageViewModel):
    """Pages person and danger; there the bell waits until the kiosk has said what to do."""

    changed = Signal()

    def __init__(self, outbox: Outbox, speaker: Speaker, link: Link, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outbox = outbox
        self._speaker = speaker
        self._link = link
        self._lane = lane
        self._state = PersonState()
        self._patience = QTimer(self, singleShot=True, interval=ANSWER_SECONDS * 1000)
        self._patience.timeout.connect(self._nobody_came)

    def show(self, page: str, about: str, got: object) -> None:
        self._become(danger=page == "danger")
        self._call(after_words=self._state.danger and self._speaker.available)

    @Slot()
    def call(self) -> None:
        """Rings, and tells the staff through the outbox. In practice nothing rings and nothing is sent."""
        self._call()

    def _call(self, after_words: bool = False) -> None:
        self._become(calls=self._state.calls + 1, ringing=not self.practice, unanswered=False)
        if self.practice:
            return
        if after_words:
            self._speaker.finished.connect(self._ring, Qt.ConnectionType.SingleShotConnection)
        else:
            self._speaker.chime(True)
        self._patience.start()
        entrance, lang = self.entrance, self.lang
        self._lane.run(lambda: self._outbox.call(entrance=entrance, lang=lang), self._called)

    def touched(self) -> None:
        """Any touch answers the bell."""
        if self._state.ringing:
            self._quiet()

    def left(self) -> None:
        """Another page is shown: the bell is over."""
        if self._state.ringing:
            self._quiet()
        self._patience.stop()

    def forget(self) -> None:
        self.left()
        self._become(calls=0, unanswered=False)

    def _ring(self) -> None:
        if self._state.ringing:
            self._speaker.chime(True)

    def _nobody_came(self) -> None:
        """Beside a bell nobody can hear what to do now, nor phone; in danger it rings on."""
        if not self._state.danger:
            self._quiet()
        self._become(unanswered=True)

    def _quiet(self) -> None:
        self._speaker.chime(False)
        self._patience.stop()
        self._become(ringing=False)

    def _called(self, refused: Refused | None) -> None:
        if refused is None:
            self._link.nudge()
        else:
            log.warning("a call could not be kept: %s", refused.why)

    def _become(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)
        self.changed.emit()

    calls = Property(int, lambda self: self._state.calls, notify=changed)
    ringing = Property(bool, lambda self: self._state.ringing, notify=changed)
    unanswered = Property(bool, lambda self: self._state.unanswered, notify=changed)
