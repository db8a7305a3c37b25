"""Finding a service without a word: six families, kinds, services; or by first letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Category, Found, Service, Text
from ui.jobs import Lane
from ui.record_list import RecordList
from ui.view_models.choices import Choice, service_choices
from ui.view_models.page import PageViewModel

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

MOST_LETTERS = 8
MOST_BY_LETTERS = 12


@dataclass(frozen=True)
class FinderState:
    """`letters`: what was typed. It is the resident's and dies at rest."""

    title: str = ""
    letters: str = ""
    found: int = 0


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class FinderViewModel(PageViewModel):
    """Pages families, kinds, services, letters."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._lane = lane
        self._state = FinderState()
        self._choices = RecordList(Choice, self)
        self._services_shown = RecordList(Choice, self)
        self._found = RecordList(Choice, self)
        self._again: tuple[str, str, object] | None = None

    def read(self, page: str, about: str) -> object:
        match page:
            case "families":
                return self._catalogue.families()
            case "kinds":
                family = next((family for family in self._catalogue.families() if family.id == about), None)
                return (family, self._catalogue.categories(about)) if family else None
            case "services":
                kind = next((kind for kind in self._catalogue.categories() if kind.id == about), None)
                return (kind, self._catalogue.services(about)) if kind else None
        return True

    def show(self, page: str, about: str, got: object) -> None:
        self._again = (page, about, got)
        match page:
            case "families":
                self._put("", [self._choice("kinds", f.id, f.name, f.icon, n) for n, f in enumerate(got)])
            case "kinds":
                family, kinds = got
                choices = [self._choice("services", kind.id, kind.name, kind.icon, n) for n, kind in enumerate(kinds)]
                self._put(family.name.of(self.lang), choices)
            case "services":
                kind, services = got
                self._services_shown.show(service_choices(services, {kind.id: kind.icon}, self.lang))
                self._become(title=kind.name.of(self.lang))

    def speak(self, lang: str) -> None:
        super().speak(lang)
        if self._again:
            self.show(*self._again)
        if self._state.letters:
            self._search()

    def forget(self) -> None:
        self._again = None
        self._choices.show(())
        self._services_shown.show(())
        self._found.show(())
        self._become(title="", letters="", found=0)

    @Slot(str)
    def letter(self, letter: str) -> None:
        """A key of the letter board."""
        if len(self._state.letters) < MOST_LETTERS:
            self._become(letters=self._state.letters + letter)
            self._search()

    @Slot()
    def erase(self) -> None:
        self._become(letters=self._state.letters[:-1])
        self._search()

    def _search(self) -> None:
        letters = self._state.letters
        if not letters:
            self._show_found(letters, ([], ()))
            return
        self._lane.run(
            lambda: self._answers(self._catalogue.find(letters, MOST_BY_LETTERS)) or ([], ()),
            lambda got: self._show_found(letters, got),
        )

    def _show_found(self, letters: str, got: tuple) -> None:
        if letters == self._state.letters:
            self._found.show(service_choices(got[0], {kind.id: kind.icon for kind in got[1]}, self.lang))
            self._become(found=len(got[0]))

    def _answers(self, found: Found) -> tuple[list[Service], tuple[Category, ...]] | None:
        services = [self._catalogue.service(hit.id) for hit in found.hits] if found.answer != "nothing" else []
        here = [service for service in services if service is not None]
        return (here, self._catalogue.categories()) if here else None

    def _choice(self, page: str, about: str, name: Text, picture: str, tone: int) -> Choice:
        return Choice(page, about, name.of(self.lang), "", picture, tone)

    def _put(self, title: str, choices: list[Choice]) -> None:
        self._choices.show(choices)
        self._become(title=title)

    def _become(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)
        self.changed.emit()

    choices = Property(RecordList, lambda self: self._choices, constant=True)
    services = Property(RecordList, lambda self: self._services_shown, constant=True)
    found = Property(RecordList, lambda self: self._found, constant=True)
    title = Property(str, lambda self: self._state.title, notify=changed)
    letters = Property(str, lambda self: self._state.letters, notify=changed)
    foundCount = Property(int, lambda self: self._state.found, notify=changed)
