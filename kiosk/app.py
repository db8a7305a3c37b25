"""Makes each object of the screen once and hands it on: no container, no globals."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QPointF, QTimer, QTranslator, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

import assets
import ui
from kiosk.panel import Screen
from kiosk.qt import swept
from kiosk.rest import Rest, RestTimes
from offline_cache.catalogue import Catalogue
from offline_cache.clock import Stamp
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox
from ui.design import check_fonts
from ui.jobs import Lane
from ui.keys import KeyGuard
from ui.ports import Link, Listener, Speaker
from ui.qr import QrPictures
from ui.stuck import Stuck
from ui.touch_guard import REFRACTORY_SECONDS, TouchGuard
from ui.view_models.app import AppViewModel
from ui.view_models.calibration import CalibrationViewModel
from ui.view_models.correction import CorrectionViewModel
from ui.view_models.finder import FinderViewModel
from ui.view_models.newcomer import NewcomerViewModel
from ui.view_models.notices import NoticesViewModel
from ui.view_models.person import PersonViewModel
from ui.view_models.place import PlaceViewModel
from ui.view_models.progress import ProgressViewModel
from ui.view_models.question import QuestionViewModel
from ui.view_models.report import ReportViewModel
from ui.view_models.service import ServiceViewModel
from ui.view_models.talk import TalkViewModel
from ui.view_models.terms import TermsViewModel
from ui.view_models.voice import VoiceViewModel

log = logging.getLogger(__name__)

QML = Path(ui.__file__).parent / "qml"
PORTRAIT_SHARE = 9 / 16
SWEEP_MS = 100  # after a visit, when its last page has been taken away


class Translations:
    """Chinese is the source; English is loaded over it."""

    def __init__(self, qt: QGuiApplication, engine: QQmlApplicationEngine) -> None:
        self._qt = qt
        self._engine = engine
        self._own = QTranslator(qt)
        self._own.load(str(assets.path("i18n", "en.qm")))
        self._qts = QTranslator(qt)
        self._qts.load("qtbase_en", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def speak(self, lang: str) -> None:
        """Shows the words of `lang`, on the page that is open too."""
        for translator in (self._qts, self._own):
            if lang == "en":
                self._qt.installTranslator(translator)
            else:
                self._qt.removeTranslator(translator)
        self._engine.retranslate()

    def close(self) -> None:
        """Leaves the application without our words: a later screen begins in Chinese again."""
        for translator in (self._qts, self._own):
            self._qt.removeTranslator(translator)


class Kiosk:
    """The objects of a running screen. `close` ends them in their order: the engine before the view models."""

    def __init__(
        self,
        qt: QGuiApplication,
        catalogue: Catalogue,
        outbox: Outbox,
        speaker: Speaker,
        link: Link,
        now: Callable[[], Stamp],
        screen: Screen = Screen(),  # noqa: B008 - frozen
        times: RestTimes = RestTimes(),  # noqa: B008 - frozen
        entrance: str = "silver",
        ticks: Callable[[], float] = time.monotonic,
        listener: Listener | None = None,
        refractory: float = REFRACTORY_SECONDS,
        keep_width: Callable[[float], None] = lambda width_mm: None,
        broke_off: bool = False,
    ) -> None:
        check_fonts()
        self.lane = Lane()
        self.catalogue = catalogue
        self._link = link
        self.voice = VoiceViewModel(speaker)
        self.finder = FinderViewModel(catalogue, self.lane)
        self.question = QuestionViewModel(catalogue, outbox, link, self.lane)
        self.place = PlaceViewModel(catalogue, self.question.answered)
        moment = lambda: now().at  # noqa: E731
        self.newcomer = NewcomerViewModel(catalogue)
        self.calibration = CalibrationViewModel(keep_width, screen.distance_mm)
        self.service = ServiceViewModel(catalogue, now)
        self.correction = CorrectionViewModel(catalogue, outbox, link, self.lane)
        self.terms = TermsViewModel(catalogue)
        self.notices = NoticesViewModel(catalogue, moment, picture_of(catalogue))
        self.person = PersonViewModel(outbox, speaker, link, self.lane)
        self.report = ReportViewModel(catalogue, outbox, link, self.lane)
        self.progress = ProgressViewModel(catalogue, Ledger(outbox), outbox, link, self.lane, moment)
        self.listener = listener or Listener()
        self.talk = TalkViewModel(self.listener, self.voice)
        rooms, hall, stuck = self._rooms(), catalogue.hall, Stuck(ticks)
        self.app = AppViewModel(rooms, self.voice, self.talk, self.lane, link, hall, moment, entrance, stuck, broke_off)
        self.engine = QQmlApplicationEngine()
        self.translations = Translations(qt, self.engine)
        self.window = self._load(screen)
        self.rest = Rest(self.app, lambda: self.voice.busy or self.talk.busy, times, ticks)
        self.guard = TouchGuard(self.window, ticks, refractory)
        self.keys = KeyGuard(self.window, self.app, self.voice, self.talk)
        self._sweep = QTimer(self.engine, singleShot=True, interval=SWEEP_MS)
        self._sweep.timeout.connect(partial(swept, self.engine))
        self._wire()

    def _rooms(self) -> dict[str, Any]:
        rooms: dict[str, Any] = dict.fromkeys(("families", "kinds", "services", "letters"), self.finder)
        rooms |= dict.fromkeys(("which", "none", "tell"), self.question) | {"place": self.place}
        rooms |= {"newcomer": self.newcomer, "calibration": self.calibration}
        rooms |= dict.fromkeys(("terms", "term"), self.terms) | dict.fromkeys(("wrong", "wrong-told"), self.correction)
        rooms |= {
            "service": self.service,
            "notice": self.notices,
            "rest": self.notices,
            "person": self.person,
            "danger": self.person,
        }
        steps = ("report-what", "report-where", "report-words", "report-phone", "report-check", "receipt")
        rooms |= dict.fromkeys(steps, self.report)
        return rooms | dict.fromkeys(("code", "story"), self.progress)

    def _load(self, screen: Screen) -> QQuickWindow:
        self.engine.addImportPath(str(QML))
        self.engine.addImageProvider("qr", QrPictures())
        panel = {"screenWidthMm": screen.width_mm, "distanceMm": screen.distance_mm, "bottomMm": screen.bottom_mm}
        self.engine.setInitialProperties({"app": self.app, **panel})
        self.engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        if not self.engine.rootObjects():
            raise RuntimeError("the screen could not be loaded")
        return self.engine.rootObjects()[0]

    def _wire(self) -> None:
        for touched in (self.guard.touched, self.keys.touched):
            touched.connect(self.voice.touched)
            touched.connect(self.talk.touched)
            touched.connect(self.person.touched)
            touched.connect(self.notices.hold)
            touched.connect(self.rest.touched)
            touched.connect(self.app.touched)
        self.guard.touched.connect(self.keys.by_hand)
        self.app.acted.connect(self.rest.touched)
        self.app.visitEnded.connect(self.listener.forget)
        self.app.visitEnded.connect(self._sweep.start)
        self.guard.missed.connect(self._missed)
        self.app.pageChanged.connect(self._page_changed)
        self.talk.changed.connect(self._page_changed)
        self.app.langChanged.connect(self.translations.speak)
        self.report.filed.connect(lambda: self.app.arrive("receipt"))
        self.talk.overheard.connect(self.report.heard)
        self.report.understood.connect(self.talk.settled)
        self.listener.available_changed.connect(self._link.hears)
        self.report.noteWanted.connect(self.listener.note)
        self.listener.noted.connect(self.report.noted)
        self.question.told.connect(lambda: self.app.arrive("told"))
        self._shown = self._on_screen()

    def _missed(self, where: QPointF) -> None:
        px_per_mm = self.window.property("glassPxPerMm")
        self.app.missed(where.x() / px_per_mm, where.y() / px_per_mm)

    def _page_changed(self) -> None:
        """Another page, another leaf of it, or the page of listening over it: nothing pressed before counts there."""
        shown = self._on_screen()
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        self.guard.page_changed()
        rooms = {"person": self.person, "code": self.progress}  # who has something going on that ends with the page
        if before[0] != shown[0] and before[0] in rooms:
            rooms[before[0]].left()

    def _on_screen(self) -> tuple[str, str, int, bool]:
        app = self.app
        return app.property("page"), app.property("about"), app.property("leaf"), self.talk.property("over")

    def close(self) -> None:
        """Ends the screen; afterwards nothing of it lives."""
        self.lane.close()
        self.translations.close()
        self.window.setProperty("staffUnlocked", True)
        self.window.close()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the engine dies before the view models


def picture_of(catalogue: Catalogue) -> Callable[[str], Path | None]:
    """Where the picture of a poster lies: packaged with the program, or a verified medium of the feed."""

    def find(name: str) -> Path | None:
        places = (assets.path("posters", f"{name}.svg"), catalogue.at.media / name)
        return next((path for path in places if path.is_file()), None)

    return find


def show(kiosk: Kiosk, windowed: bool, portrait: bool | None) -> None:
    """Full-screen in the hall; in a window the biggest that fits, upright or lying."""
    if not windowed:
        kiosk.window.showFullScreen()
        return
    room = kiosk.window.screen().availableGeometry()
    share = PORTRAIT_SHARE if portrait is not False else 1 / PORTRAIT_SHARE
    height = min(room.height(), round(room.width() / share))
    kiosk.window.resize(round(height * share), height)
    kiosk.window.show()
