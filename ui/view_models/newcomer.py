"""The page of somebody who has just moved here: where one may live, each leading to who looks after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Place
from ui.record_list import WHOLE, RecordList
from ui.view_models.choices import Choice, place_choices
from ui.view_models.page import PageViewModel

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class NewcomerViewModel(PageViewModel):
    """Page newcomer."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._estates: tuple[Place, ...] = ()
        self._places = RecordList(Choice, self, WHOLE)

    def read(self, page: str, about: str) -> tuple[Place, ...]:
        return tuple(place for place in self._catalogue.places(None) if place.kind == "estate")

    def show(self, page: str, about: str, got: tuple[Place, ...]) -> None:
        self._estates = got
        self._places.show(place_choices(got, self.lang))

    def speak(self, lang: str) -> None:
        super().speak(lang)
        self._places.show(place_choices(self._estates, lang))

    places = Property(RecordList, lambda self: self._places, constant=True)
