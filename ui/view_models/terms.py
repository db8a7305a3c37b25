"""The glossary: the hard words of a page as a list, and one word with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Notice, Service, Term
from ui.record_list import WHOLE, RecordList
from ui.view_models.choices import Choice
from ui.view_models.page import PageViewModel

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1


def read_on(item: Service | Notice) -> Iterator[str]:
    """The Chinese sentences a page shows of a service or a notice."""
    if isinstance(item, Notice):
        shown = (item.title, item.headline, *item.sentences)
    else:
        shown = (item.name, item.summary, item.more, item.eligibility, item.fee, *item.papers, *item.steps)
    return (text.zh for text in shown)


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class TermsViewModel(PageViewModel):
    """Pages terms, about "service/ID" or "notice/ID", and term, about the id of one."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._terms: tuple[Term, ...] = ()
        self._term: Term | None = None
        self._choices = RecordList(Choice, self, WHOLE)

    def read(self, page: str, about: str) -> object:
        if page == "term":
            return self._catalogue.term(about)
        kind, _, id_ = about.partition("/")
        if kind == "notice":
            found: Service | Notice | None = next((one for one in self._catalogue.notices() if one.id == id_), None)
        else:
            found = self._catalogue.service(id_)
        return self._catalogue.terms_in(read_on(found)) or None if found else None

    def show(self, page: str, about: str, got: Term | tuple[Term, ...]) -> None:
        if isinstance(got, Term):
            self._term = got
        else:
            self._terms = got
        self._list()

    def speak(self, lang: str) -> None:
        super().speak(lang)
        self._list()

    def forget(self) -> None:
        self._terms, self._term = (), None
        self._list()

    def _list(self) -> None:
        self._choices.show(
            [Choice("term", term.id, term.word.of(self.lang), "", "book", n) for n, term in enumerate(self._terms)]
        )
        self.changed.emit()

    choices = Property(RecordList, lambda self: self._choices, constant=True)
    word = Property(str, lambda self: self._term.word.of(self.lang) if self._term else "", notify=changed)
    meaning = Property(str, lambda self: self._term.meaning.of(self.lang) if self._term else "", notify=changed)
