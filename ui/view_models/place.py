"""One place on its page: how to get there, where it belongs, and the services that may be wanted there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Place, Text
from ui.record_list import WHOLE, RecordList
from ui.view_models.choices import PLACE_PICTURES, Choice, service_choices
from ui.view_models.page import PageViewModel

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue
    from ui.view_models.answered import Answered

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

MOST_DEEP = 8
"""Unit, building, estate: a chain of parents longer than this is a mistake in the content."""


@dataclass(frozen=True)
class Shown:
    """A place with what it has from the places it lies in."""

    place: Place
    inside: Text
    hint: Text
    community: Text
    answered: Answered | None


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class PlaceViewModel(PageViewModel):
    """Page place, about "CODE/NUMBER": the place, and the question it answers."""

    changed = Signal()

    def __init__(
        self, catalogue: Catalogue, answered: Callable[[str], Answered | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._answered = answered
        self._shown: Shown | None = None
        self._services = RecordList(Choice, self, WHOLE)

    def read(self, page: str, about: str) -> object:
        code, _, number = about.rpartition("/")
        around = self._around(code)
        if not around:
            return None
        place, *outside = around
        hall = self._catalogue.hall() if place.kind == "window" else None
        inside = outside[0].name if outside else hall.name if hall else Text("")
        ways = around[:1] if place.kind == "window" else around  # the way to the hall is none to a window in it
        return Shown(
            place,
            inside,
            next((one.hint for one in ways if one.hint.zh), Text("")),
            next((one.community for one in around if one.community.zh), Text("")),
            self._answered(number),
        )

    def show(self, page: str, about: str, got: Shown) -> None:
        self._shown = got
        answered = got.answered
        self._services.show(service_choices(answered.services, answered.icons, self.lang, 1) if answered else ())
        self.changed.emit()

    def speak(self, lang: str) -> None:
        super().speak(lang)
        if self._shown:
            self.show("place", "", self._shown)

    def forget(self) -> None:
        self._shown = None
        self._services.show(())
        self.changed.emit()

    def _around(self, code: str) -> list[Place]:
        """The place, the place it lies in, and so on outwards."""
        found: list[Place] = []
        while code and len(found) < MOST_DEEP:
            place = self._catalogue.place(code)
            if place is None:
                break
            found.append(place)
            code = place.parent or ""
        return found

    def _text(self, name: str) -> str:
        return getattr(self._shown, name).of(self.lang) if self._shown else ""

    name = Property(str, lambda self: self._shown.place.name.of(self.lang) if self._shown else "", notify=changed)
    picture = Property(
        str, lambda self: PLACE_PICTURES[self._shown.place.kind] if self._shown else "place", notify=changed
    )
    inside = Property(str, lambda self: self._text("inside"), notify=changed)
    hint = Property(str, lambda self: self._text("hint"), notify=changed)
    community = Property(str, lambda self: self._text("community"), notify=changed)
    services = Property(RecordList, lambda self: self._services, constant=True)
