"""One service on its page: what it is, what it costs, where, open now, papers, steps, and a code to take home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.clock import Stamp
from offline_cache.records import Service
from ui import qr
from ui.opening import Opening, opening
from ui.view_models.page import PageViewModel
from ui.view_models.terms import read_on

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

QR_BYTES = 300
PAPER_PICTURES = (
    ("照片", "camera"),
    ("户口", "book"),
    ("卡", "card"),
    ("证明", "steps"),
    ("病历", "medical"),
    ("电话", "phone"),
)
"""Which picture stands beside a paper to bring; the first word found decides, an identity card when none is."""


@dataclass(frozen=True)
class ServiceState:
    """What the page shows, in the language of the page."""

    id: str = ""
    name: str = ""
    answer: str = ""
    more: tuple[str, ...] = ()
    free: bool = False
    fee: str = ""
    window: str = ""
    place: str = ""
    address: str = ""
    hint: str = ""
    hours: str = ""
    phone: str = ""
    organization: str = ""
    papers: tuple[str, ...] = ()
    paper_pictures: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    take: str = ""
    opening: Opening = field(default_factory=lambda: Opening("unknown"))


def sentences(text: str) -> tuple[str, ...]:
    """A text in its sentences, each with its full stop."""
    found, start = [], 0
    for at, char in enumerate(text):
        if char in "。！？!?" or (char == "." and text[at + 1 : at + 2] in ("", " ")):
            found.append(text[start : at + 1].strip())
            start = at + 1
    return tuple(part for part in (*found, text[start:].strip()) if part)


def to_take(service: Service, lang: str) -> str:
    """The service in plain lines for a QR code: no link, at most 300 bytes; what matters least goes first."""
    lines = [
        service.name.of(lang),
        " ".join(filter(None, (service.window.of(lang), service.place.name.of(lang), service.place.address.of(lang)))),
        service.phone,
        "、".join(paper.of(lang) for paper in service.papers),
        service.hours_text.of(lang),
        service.summary.of(lang),
    ]
    kept: list[str] = []
    for line in filter(None, lines):
        if len("\n".join((*kept, line)).encode()) <= QR_BYTES:
            kept.append(line)
    return "\n".join(kept)


def _picture(paper: str) -> str:
    return next((picture for word, picture in PAPER_PICTURES if word in paper and "身份证" not in paper), "papers")


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class ServiceViewModel(PageViewModel):
    """Page service."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, now: Callable[[], Stamp], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._now = now
        self._service: Service | None = None
        self._hard = False
        self._state = ServiceState()

    def read(self, page: str, about: str) -> object:
        got = self._catalogue.service(about)
        if got is None:
            return None
        qr.rows(to_take(got, self.lang))  # 40 ms of arithmetic, better here than on the GUI thread
        return got, bool(self._catalogue.terms_in(read_on(got)))

    def show(self, page: str, about: str, got: tuple[Service, bool]) -> None:
        self._service, self._hard = got
        self._show(self._service)

    def _show(self, got: Service) -> None:
        text = lambda value: value.of(self.lang)  # noqa: E731
        name = text(got.place.name)
        now = self._now()
        self._state = ServiceState(
            id=got.id,
            name=text(got.name),
            answer=text(got.summary),
            more=(*sentences(text(got.more)), *sentences(text(got.eligibility))),
            free=got.free,
            fee="" if got.free else text(got.fee),
            window=text(got.window) or name,
            place=name if text(got.window) else "",
            address=text(got.place.address),
            hint=text(got.place.hint),
            hours=text(got.hours_text),
            phone=got.phone,
            organization=text(got.organization),
            papers=tuple(map(text, got.papers)),
            paper_pictures=tuple(_picture(paper.zh) for paper in got.papers),
            steps=tuple(map(text, got.steps)),
            take=to_take(got, self.lang),
            opening=opening(got.hours, now.at) if now.ok else Opening("unknown"),
        )
        self.changed.emit()

    def speak(self, lang: str) -> None:
        super().speak(lang)
        if self._service:
            self._show(self._service)

    def forget(self) -> None:
        self._service, self._hard = None, False
        self._state = ServiceState()
        self.changed.emit()

    terms = Property(str, lambda self: f"service/{self._state.id}" if self._hard else "", notify=changed)
    name = Property(str, lambda self: self._state.name, notify=changed)
    answer = Property(str, lambda self: self._state.answer, notify=changed)
    more = Property("QStringList", lambda self: list(self._state.more), notify=changed)
    free = Property(bool, lambda self: self._state.free, notify=changed)
    fee = Property(str, lambda self: self._state.fee, notify=changed)
    window = Property(str, lambda self: self._state.window, notify=changed)
    place = Property(str, lambda self: self._state.place, notify=changed)
    address = Property(str, lambda self: self._state.address, notify=changed)
    hint = Property(str, lambda self: self._state.hint, notify=changed)
    hours = Property(str, lambda self: self._state.hours, notify=changed)
    phone = Property(str, lambda self: self._state.phone, notify=changed)
    organization = Property(str, lambda self: self._state.organization, notify=changed)
    papers = Property("QStringList", lambda self: list(self._state.papers), notify=changed)
    paperPictures = Property("QStringList", lambda self: list(self._state.paper_pictures), notify=changed)
    steps = Property("QStringList", lambda self: list(self._state.steps), notify=changed)
    take = Property(str, lambda self: self._state.take, notify=changed)
    openNow = Property(str, lambda self: self._state.opening.now, notify=changed)
    closes = Property(str, lambda self: self._state.opening.closes, notify=changed)
    opens = Property(str, lambda self: self._state.opening.opens, notify=changed)
    opensInDays = Property(int, lambda self: self._state.opening.days, notify=changed)
    opensOn = Property(int, lambda self: self._state.opening.weekday, notify=changed)
