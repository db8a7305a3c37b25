"""这条不对: what is wrong with a service, told to the community by one press; nobody has to write or say anything."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Refused, Service
from ui.jobs import Lane
from ui.ports import Link
from ui.view_models.page import PageViewModel

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue
    from offline_cache.outbox import Outbox

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

WRONG = ("phone", "address", "hours", "papers", "other")
"""What can be called wrong, as the letter says it (docs/wire.md): staff read it in their own words."""


@dataclass(frozen=True)
class CorrectionState:
    """The service spoken of, what was pressed, and why it was not kept."""

    service: Service | None = None
    what: str = ""
    sending: bool = False
    refused: str = ""


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class CorrectionViewModel(PageViewModel):
    """Pages wrong, about a service, and wrong-told. `told` when what was pressed is kept, or was practice."""

    changed = Signal()
    told = Signal()

    def __init__(
        self, catalogue: Catalogue, outbox: Outbox, link: Link, lane: Lane, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._outbox = outbox
        self._link = link
        self._lane = lane
        self._refs: dict[tuple[str, str], str] = {}
        self._state = CorrectionState()

    def read(self, page: str, about: str) -> object:
        return self._catalogue.service(about) if page == "wrong" else True

    def show(self, page: str, about: str, got: object) -> None:
        if isinstance(got, Service):
            self._become(service=got)

    def speak(self, lang: str) -> None:
        super().speak(lang)
        self.changed.emit()

    def forget(self) -> None:
        self._refs = {}
        self._become(**vars(CorrectionState()))

    @Slot(str)
    def ask(self, about: str) -> None:
        """Asks what is wrong with the service whose page is shown; it is told when one thing is pressed."""
        self._become(what="", refused="")
        self.opened.emit("wrong", about)

    @Slot(str)
    def tell(self, what: str) -> None:
        """Tells it once in a visit, however often it is pressed. In practice nothing is sent."""
        service = self._state.service
        if service is None or self._state.sending or what not in WRONG:
            return
        self._become(what=what, sending=True)
        if self.practice:
            self._sent(service, None)
            return
        ref = self._refs.setdefault((service.id, what), str(uuid.uuid4()))
        lang, entrance = self.lang, self.entrance
        self._lane.run(
            lambda: self._outbox.correct(service.id, what, ref, lang, entrance),
            lambda refused: self._sent(service, refused),
        )

    def _sent(self, service: Service, refused: Refused | None) -> None:
        if refused is None and not self.practice:
            self._link.nudge()
        if self._state.service is None or not self._state.sending:
            return  # the visit has ended meanwhile; what was sent is kept
        if refused is None:
            self._become(sending=False)
            self.told.emit()
        else:
            self._become(sending=False, refused=refused.why)

    def _become(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)
        self.changed.emit()

    name = Property(
        str, lambda self: self._state.service.name.of(self.lang) if self._state.service else "", notify=changed
    )
    what = Property(str, lambda self: self._state.what, notify=changed)
    sending = Property(bool, lambda self: self._state.sending, notify=changed)
    refused = Property(str, lambda self: self._state.refused, notify=changed)
