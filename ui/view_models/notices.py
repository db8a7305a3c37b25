"""News from staff: one notice at a time, and the posters of the rest page, which change by a cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Notice
from ui.view_models.page import PageViewModel
from ui.view_models.terms import read_on

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

POSTER_SECONDS = 12


@dataclass(frozen=True)
class NoticesState:
    """`at` is the notice shown, `hard` the ids of those with hard words; `poster` the one that hangs now."""

    notices: tuple[Notice, ...] = ()
    at: int = 0
    hard: frozenset[str] = frozenset()
    posters: tuple[Notice, ...] = ()
    poster: int = 0


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class NoticesViewModel(PageViewModel):
    """Pages notice and rest."""

    changed = Signal()

    def __init__(
        self,
        catalogue: Catalogue,
        now: Callable[[], datetime],
        picture: Callable[[str], Path | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._now = now
        self._picture = picture
        self._state = NoticesState()
        self._change = QTimer(self, interval=POSTER_SECONDS * 1000)
        self._change.timeout.connect(self.nextPoster)

    def read(self, page: str, about: str) -> object:
        now = self._now()
        if page == "rest":
            return self._catalogue.posters(now)
        notices = self._catalogue.notices(now)
        hard = frozenset(notice.id for notice in notices if self._catalogue.terms_in(read_on(notice)))
        return (notices, hard) if notices else None

    def show(self, page: str, about: str, got: tuple) -> None:
        if page == "rest":
            self._become(posters=got, poster=min(self._state.poster, max(0, len(got) - 1)))
            self._change.start()
        else:
            self._change.stop()
            notices, hard = got
            at = next((n for n, notice in enumerate(notices) if notice.id == about), 0)
            self._become(notices=notices, at=at, hard=hard)

    def speak(self, lang: str) -> None:
        super().speak(lang)
        self.changed.emit()

    def forget(self) -> None:
        self._become(notices=(), at=0, hard=frozenset())

    @Slot()
    def nextPoster(self) -> None:
        """The next poster hangs; nothing slides."""
        if self._state.posters:
            self._become(poster=(self._state.poster + 1) % len(self._state.posters))

    def hold(self) -> None:
        """A touch stops the change of posters."""
        self._change.stop()

    def _become(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)
        self.changed.emit()

    def _now_shown(self) -> Notice | None:
        return self._state.notices[self._state.at] if self._state.at < len(self._state.notices) else None

    def _hanging(self) -> Notice | None:
        return self._state.posters[self._state.poster] if self._state.poster < len(self._state.posters) else None

    def _text(self, notice: Notice | None, name: str) -> str:
        return getattr(notice, name).of(self.lang) if notice else ""

    def _neighbour(self, step: int) -> str:
        at = self._state.at + step
        return self._state.notices[at].id if 0 <= at < len(self._state.notices) else ""

    def _of_terms(self) -> str:
        notice = self._now_shown()
        return f"notice/{notice.id}" if notice and notice.id in self._state.hard else ""

    def _sentences(self, notice: Notice | None) -> list[str]:
        return [sentence.of(self.lang) for sentence in notice.sentences] if notice else []

    def _poster_picture(self) -> QUrl:
        poster = self._hanging()
        path = self._picture(poster.picture) if poster and poster.picture else None
        return QUrl.fromLocalFile(str(path)) if path else QUrl()

    terms = Property(str, lambda self: self._of_terms(), notify=changed)
    title = Property(str, lambda self: self._text(self._now_shown(), "title"), notify=changed)
    headline = Property(str, lambda self: self._text(self._now_shown(), "headline"), notify=changed)
    sentences = Property("QStringList", lambda self: self._sentences(self._now_shown()), notify=changed)
    icon = Property(str, lambda self: self._now_shown().icon if self._now_shown() else "", notify=changed)
    important = Property(bool, lambda self: bool(self._now_shown() and self._now_shown().important), notify=changed)
    starts = Property(str, lambda self: (self._now_shown().starts or "") if self._now_shown() else "", notify=changed)
    number = Property(int, lambda self: self._state.at, notify=changed)
    count = Property(int, lambda self: len(self._state.notices), notify=changed)
    nextId = Property(str, lambda self: self._neighbour(1), notify=changed)
    previousId = Property(str, lambda self: self._neighbour(-1), notify=changed)
    posterHeadline = Property(str, lambda self: self._text(self._hanging(), "headline"), notify=changed)
    posterSentences = Property("QStringList", lambda self: self._sentences(self._hanging()), notify=changed)
    posterIcon = Property(str, lambda self: self._hanging().icon if self._hanging() else "", notify=changed)
    posterPicture = Property(QUrl, _poster_picture, notify=changed)
