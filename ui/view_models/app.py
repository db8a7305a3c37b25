"""The visit: which page is shown, how big, in which colours and language; touch, voice and rest all change the same thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Hall
from ui.jobs import Lane
from ui.ports import Link
from ui.stuck import Stuck
from ui.view_models.calibration import CalibrationViewModel
from ui.view_models.correction import CorrectionViewModel
from ui.view_models.finder import FinderViewModel
from ui.view_models.newcomer import NewcomerViewModel
from ui.view_models.notices import NoticesViewModel
from ui.view_models.obeying import obedience
from ui.view_models.page import PageViewModel
from ui.view_models.person import PersonViewModel
from ui.view_models.place import PlaceViewModel
from ui.view_models.progress import ProgressViewModel
from ui.view_models.question import QuestionViewModel
from ui.view_models.report import ReportViewModel
from ui.view_models.service import ServiceViewModel
from ui.view_models.talk import TalkViewModel
from ui.view_models.terms import TermsViewModel
from ui.view_models.voice import VoiceViewModel
from ui.way import HOME, REST, Stop, Stops, Way

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

SCALES = (1.0, 1.5, 2.0)
GROUNDS = ("paper", "night", "blue")
LANGS = ("zh", "en")
ENTRANCES = ("silver", "normal", "assisted")
LARGEST_WHEN_LOW = 1.5
"""In the lowered band larger text would leave too little of a page."""
UNHELPED = ("rest", "person", "danger", "stuck", "calibration")
"""Where nobody is offered help: nobody is there, somebody is coming, or staff hold a bank card against the glass."""
CLOCK_MS = 1000


BROKE_OFF = Stop("home", "broke-off")
"""Where a kiosk starts that was cut off: whoever stands before it is asked to say it again."""


@dataclass(frozen=True)
class VisitState:
    """All that a visit changes; a new one replaces it whole."""

    stops: Stops = (REST,)
    asking: bool = False
    scale: float = 1.0
    ground: str = "paper"
    lang: str = "zh"
    entrance: str = "silver"
    helper: str = ""
    practising: bool = False
    words_only: bool = False
    low: bool = False
    scale_before: float = 0.0
    rate_before: str = ""
    rest_left: float = 1.0
    farewell: bool = False


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class AppViewModel(QObject):
    """Where the resident is. Slots carry wishes down, properties carry facts up."""

    changed = Signal()
    pageChanged = Signal()
    langChanged = Signal(str)
    clockChanged = Signal()
    hallChanged = Signal()
    visitEnded = Signal()
    readAsked = Signal()
    acted = Signal()
    """A button was pressed, by whatever means: somebody is here."""
    stayed = Signal()
    """A key led nowhere: this is where it leads."""

    def __init__(
        self,
        rooms: Mapping[str, PageViewModel],
        voice: VoiceViewModel,
        talk: TalkViewModel,
        lane: Lane,
        link: Link,
        hall: Callable[[], Hall | None],
        now: Callable[[], datetime],
        entrance: str = "silver",
        stuck: Stuck | None = None,
        broke_off: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rooms = dict(rooms)
        self._voice = voice
        self._lane = lane
        self._link = link
        self._read_hall = hall
        self._hall: Hall | None = None
        self._now = now
        self._start = VisitState(entrance=entrance)
        self._state = replace(self._start, stops=(BROKE_OFF,)) if broke_off else self._start
        self._safe = False
        self._stuck = stuck or Stuck()
        self._talk = talk
        self._way = Way(self._rooms, lane, self._arrived)
        self._acts = obedience(self, voice, talk.reply.emit)
        self._connect(lane)
        link.online_changed.connect(lambda _: self.changed.emit())
        link.content_changed.connect(self.refresh)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._tick)
        self._minute = (-1, -1, -1)
        self._tick()
        self._clock.start()
        self.refresh()

    def _connect(self, lane: Lane) -> None:
        for room in set(self._rooms.values()):
            room.opened.connect(self._wished)
        self._rooms["which"].led.connect(self.lead)
        self._rooms["wrong"].told.connect(self._corrected)
        self._talk.obey = self._obey
        self._talk.busy_elsewhere = lambda: lane.busy
        self._talk.asked.connect(self._rooms["which"].ask)
        self._talk.endangered.connect(lambda what: self._wished("danger", what))
        self._talk.lost.connect(lambda page: self._wished(page, "voice"))
        self._talk.availableChanged.connect(self.changed)
        self._voice.availableChanged.connect(self._voice_came)
        self.pageChanged.connect(self._talk.left)

    # -- going about ------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def open(self, page: str, about: str) -> None:
        """Goes to a page, keeping the way back."""
        self._stuck.chose()
        here = self._here()
        if page in ("help", "person", "sound") and here[-1].page == page:
            self.stayed.emit()
            return
        self._way.go((*here, Stop(page, about)))

    def _wished(self, page: str, about: str) -> None:
        """A room, or the voice, wants a page."""
        self._way.wish(lambda: self.open(page, about))

    def lead(self, way: Sequence[tuple[str, str]]) -> None:
        """Goes through several pages to the last of them; the way back leads through the others."""
        stops = (*self._here(), *(Stop(page, about) for page, about in way))
        self._way.wish(lambda: self._way.go(stops))

    @Slot(str, str)
    def replace(self, page: str, about: str) -> None:
        """Goes to a page in place of this one: back leads to where this one led."""
        stops = (*self._state.stops[:-1], Stop(page, about))
        self._way.wish(lambda: self._way.go(stops))

    @Slot()
    def home(self) -> None:
        if self._state.stops == (HOME,):
            self.stayed.emit()
        self._way.go((HOME,))

    @Slot()
    def back(self) -> None:
        """What was seen before: the leaf before, else the page before, else home; from home the receipt of just now."""
        stops = self._state.stops
        if stops[-1].leaf > 0:
            self.turn(stops[-1].leaf - 1)
        elif stops[-1].page == "aloud":
            self._unasked()
        elif len(stops) > 1:
            self._way.go(stops[:-1])
        elif stops[-1].page != "home":
            self.home()
        elif self._rooms["receipt"].undoable:
            self.arrive("receipt")
        else:
            self.stayed.emit()
        if stops[-1].page != "stuck":
            self._help_if(self._stuck.went_back(nowhere=stops == (HOME,)))

    @Slot()
    def readOn(self) -> None:
        """接着看: back to what was being read; nobody who presses this has gone astray."""
        self._way.go(self._state.stops[:-1])

    @Slot(bool)
    def readPrivate(self, aloud: bool) -> None:
        """The answer to whether what is personal on the page before may be read aloud."""
        self._voice.allow(aloud)
        self._unasked()

    def _unasked(self) -> None:
        """Back to the page that was asked about, which stays as it is."""
        self._become(stops=self._state.stops[:-1])
        self.pageChanged.emit()

    @Slot(int)
    def turn(self, leaf: int) -> None:
        """Another leaf of the same page."""
        stops = self._state.stops
        self._become(stops=(*stops[:-1], replace(stops[-1], leaf=max(0, leaf))))
        self.pageChanged.emit()

    @Slot(str)
    def arrive(self, page: str) -> None:
        """Goes to a page from which there is no way back but home: the receipt of what has been sent."""
        self._way.wish(lambda: self._way.go((HOME, Stop(page))))

    def _corrected(self) -> None:
        """What was called wrong is kept: thanks, in place of the question, if that is still asked."""
        here = self._state.stops[-1]
        if here.page == "wrong":
            self.replace("wrong-told", here.about)

    @Slot()
    def speak(self) -> None:
        """The 说话 key. When nobody can listen it opens the pictures, and the page says so."""
        self._way.press(self._listen)

    def _listen(self) -> None:
        here = self._state.stops[-1]
        if self._talk.can_listen:
            if here.page == "rest":
                self.home()
            self._talk.speak()
        elif here == Stop("families", "voice-off"):
            self._voice.again()
        elif here.page == "families":
            self.replace("families", "voice-off")
        else:
            self.open("families", "voice-off")

    @Slot()
    def refresh(self) -> None:
        """The content moved on: the page on screen reads again, calmly."""
        self._lane.run(self._read_hall, self._show_hall)
        here = self._state.stops[-1]
        room = self._rooms.get(here.page)
        if room is not None:
            self._lane.run(lambda: room.read(here.page, here.about), lambda got: self._show_again(here, got))

    def _here(self) -> Stops:
        """From where a page is gone to: who comes from the rest page has home behind him."""
        return (HOME,) if self._state.stops[-1].page == "rest" else self._state.stops

    def _arrived(self, stops: Stops) -> None:
        self._become(stops=stops, asking=False)
        self.pageChanged.emit()

    def _show_again(self, stop: Stop, got: object) -> None:
        if got is not None and self._state.stops[-1].page == stop.page and self._state.stops[-1].about == stop.about:
            self._rooms[stop.page].show(stop.page, stop.about, got)

    # -- the look ---------------------------------------------------------------------------------------------------

    @Slot()
    def bigger(self) -> None:
        """大字: 1, 1.5, 2 and round again."""
        self._become(scale=_next(self._scales(), self._state.scale))

    @Slot()
    def smaller(self) -> None:
        """字小一点: one size down, if there is one."""
        self._become(scale=SCALES[max(0, SCALES.index(self._state.scale) - 1)])

    @Slot()
    def changeColours(self) -> None:
        self._become(ground=_next(GROUNDS, self._state.ground))

    @Slot()
    def changeLanguage(self) -> None:
        self._speak(_next(LANGS, self._state.lang))

    @Slot(str)
    def enter(self, entrance: str) -> None:
        """Another entrance, for the rest of this visit. Who is helped is asked by whom."""
        assisted = entrance == "assisted"
        self._become(entrance=entrance, helper=self._state.helper if assisted else "")
        self._way.go((HOME, Stop("assist")) if assisted else (HOME,))

    @Slot(str)
    def helpedBy(self, helper: str) -> None:
        """Who stands beside the resident: volunteer, family or staff."""
        self._become(helper=helper)
        self.home()

    @Slot()
    def toggleWordsOnly(self) -> None:
        """只看字: pages without pictures, and back."""
        self._become(words_only=not self._state.words_only)

    @Slot()
    def toggleLow(self) -> None:
        """低位模式: every key where a seated person reaches it, and back."""
        low = not self._state.low
        self._become(low=low, scale=min(self._state.scale, LARGEST_WHEN_LOW) if low else self._state.scale)

    @Slot(bool)
    def practise(self, on: bool) -> None:
        """Begins or ends the mode in which nothing is sent."""
        self._way.forget()
        self._become(practising=on)
        self._way.go((HOME, Stop("practice")) if on else (HOME,))

    def _scales(self) -> tuple[float, ...]:
        return tuple(scale for scale in SCALES if not self._state.low or scale <= LARGEST_WHEN_LOW)

    def _mode(self) -> str:
        """What the banner says: practice, assisted, safe (the kiosk runs without voice), or nothing."""
        if self._state.practising:
            return "practice"
        return "assisted" if self._state.entrance == "assisted" else "safe" if self._safe else ""

    def be_safe(self, safe: bool) -> None:
        """The kiosk runs without voice after crashes, or does so no more; this is not the visit's to forget."""
        self._safe = safe
        self.changed.emit()

    def _voice_came(self) -> None:
        """The voice starts after the first picture: what a broken-off visitor reads is said too, if nobody went on."""
        if self._state.stops == (BROKE_OFF,) and self._voice.property("available"):
            self._voice.again()

    @Slot(int)
    def captionFits(self, capacity: int) -> None:
        self._voice.fits(capacity)

    def _speak(self, lang: str) -> None:
        if lang == self._state.lang:
            return
        self._voice.silence()
        self._voice.lang = lang
        self._talk.speak_in(lang)
        for room in set(self._rooms.values()):
            room.speak(lang)
        self._state = replace(self._state, lang=lang)
        self.langChanged.emit(lang)
        self.changed.emit()
        self.hallChanged.emit()

    # -- somebody may be lost ---------------------------------------------------------------------------------------

    def missed(self, x_mm: float, y_mm: float) -> None:
        """A tap hit nothing."""
        self._help_if(self._stuck.missed(x_mm, y_mm))

    def touched(self) -> None:
        """A hand is there, or the kiosk itself is speaking or listening."""
        self._stuck.touched()

    @Slot()
    def asBefore(self) -> None:
        """字变回来: text and speech as they were when help was offered."""
        self._become(scale=self._state.scale_before or self._state.scale)
        self._voice.setRate(self._state.rate_before)
        self.back()

    def _help_if(self, sign: str) -> None:
        """Counts the sign and offers a person; only after an act of the resident's does the page change."""
        page = self._state.stops[-1].page
        if not sign or page in UNHELPED or self._talk.busy:
            return
        self._link.count(f"stuck:{sign}")
        rate = self._voice.property("rate")
        self._voice.setRate(rate if rate == "slowest" else "slow")
        if sign == "idle":
            self._talk.reply.emit("stuckPerson")
            return
        scale = self._state.scale
        bigger = min((size for size in self._scales() if size > scale), default=scale)
        self._become(scale=bigger, scale_before=scale, rate_before=rate)
        self._way.go((*self._state.stops, Stop("stuck")))

    # -- the visit --------------------------------------------------------------------------------------------------

    def ask(self, asking: bool) -> None:
        """您还在吗: shown over the page, which stays as it is."""
        if asking != self._state.asking:
            self._become(asking=asking)
            self.pageChanged.emit()

    def warned(self, left: float) -> None:
        """How much of the warning is left, 1 to 0."""
        self._become(rest_left=max(0.0, left))

    @Slot()
    def stay(self) -> None:
        """我还在: the page is there again as it was."""
        self.ask(False)

    def end(self, farewell: bool = False) -> None:
        """The visit ends: everything personal is gone, everything changed is as it was. `farewell`: by choice."""
        self._voice.forget()
        self._talk.forget()
        self._way.forget()
        QGuiApplication.clipboard().clear()
        self._speak(self._start.lang)
        self._stuck.forget()
        self._state = replace(self._start, farewell=farewell)
        self._tell_rooms()
        self.changed.emit()
        self.pageChanged.emit()
        self.visitEnded.emit()
        self._way.leave()

    def usual_entrance(self, entrance: str) -> None:
        """How a visit begins, silver or normal; to be said while nobody is here."""
        self._start = replace(self._start, entrance=entrance)
        self._become(entrance=entrance)

    @property
    def stops(self) -> tuple[Stop, ...]:
        return self._state.stops

    def _become(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)
        self._tell_rooms()
        self.changed.emit()

    def _tell_rooms(self) -> None:
        for room in set(self._rooms.values()):
            room.entrance = self._state.entrance
            room.helper = self._state.helper
            room.practice = self._state.practising

    def _tick(self) -> None:
        if self._state.stops[-1].page == "rest" or self._voice.busy or self._talk.busy or self._state.asking:
            self._stuck.touched()
        else:
            self._help_if(self._stuck.waited())
        now = self._now()
        minute = (now.hour, now.minute, now.weekday())
        if minute != self._minute:
            self._minute = minute
            self.clockChanged.emit()

    def _show_hall(self, hall: Hall | None) -> None:
        self._hall = hall
        self.hallChanged.emit()

    def _obey(self, name: str) -> bool:
        act = self._acts.get(name)
        if act is not None:
            act()
        return act is not None

    def _hall_text(self, name: str) -> str:
        return getattr(self._hall, name).of(self._state.lang) if self._hall else ""

    page = Property(str, lambda self: "still" if self._state.asking else self._state.stops[-1].page, notify=pageChanged)
    about = Property(str, lambda self: self._state.stops[-1].about, notify=pageChanged)
    leaf = Property(int, lambda self: self._state.stops[-1].leaf, notify=pageChanged)
    before = Property(
        str, lambda self: self._state.stops[-2].page if len(self._state.stops) > 1 else "home", notify=pageChanged
    )
    scale = Property(float, lambda self: self._state.scale, notify=changed)
    ground = Property(str, lambda self: self._state.ground, notify=changed)
    lang = Property(str, lambda self: self._state.lang, notify=changed)
    entrance = Property(str, lambda self: self._state.entrance, notify=changed)
    helper = Property(str, lambda self: self._state.helper, notify=changed)
    mode = Property(str, lambda self: self._mode(), notify=changed)
    wordsOnly = Property(bool, lambda self: self._state.words_only, notify=changed)
    low = Property(bool, lambda self: self._state.low, notify=changed)
    online = Property(bool, lambda self: self._link.online, notify=changed)
    restLeft = Property(float, lambda self: self._state.rest_left, notify=changed)
    farewell = Property(bool, lambda self: self._state.farewell, notify=changed)
    canListen = Property(bool, lambda self: self._talk.can_listen, notify=changed)
    talk = Property(TalkViewModel, lambda self: self._talk, constant=True)
    hour = Property(int, lambda self: self._minute[0], notify=clockChanged)
    minute = Property(int, lambda self: self._minute[1], notify=clockChanged)
    weekday = Property(int, lambda self: self._minute[2], notify=clockChanged)
    hallName = Property(str, lambda self: self._hall_text("name"), notify=hallChanged)
    community = Property(str, lambda self: self._hall_text("community"), notify=hallChanged)
    window = Property(str, lambda self: self._hall_text("window"), notify=hallChanged)
    duty = Property(str, lambda self: self._hall_text("duty"), notify=hallChanged)
    phone = Property(str, lambda self: self._hall.phone if self._hall else "", notify=hallChanged)
    voice = Property(VoiceViewModel, lambda self: self._voice, constant=True)
    finder = Property(FinderViewModel, lambda self: self._rooms["families"], constant=True)
    question = Property(QuestionViewModel, lambda self: self._rooms["which"], constant=True)
    place = Property(PlaceViewModel, lambda self: self._rooms["place"], constant=True)
    service = Property(ServiceViewModel, lambda self: self._rooms["service"], constant=True)
    correction = Property(CorrectionViewModel, lambda self: self._rooms["wrong"], constant=True)
    terms = Property(TermsViewModel, lambda self: self._rooms["terms"], constant=True)
    notices = Property(NoticesViewModel, lambda self: self._rooms["notice"], constant=True)
    person = Property(PersonViewModel, lambda self: self._rooms["person"], constant=True)
    calibration = Property(CalibrationViewModel, lambda self: self._rooms["calibration"], constant=True)
    newcomer = Property(NewcomerViewModel, lambda self: self._rooms["newcomer"], constant=True)
    report = Property(ReportViewModel, lambda self: self._rooms["report-what"], constant=True)
    progress = Property(ProgressViewModel, lambda self: self._rooms["code"], constant=True)


def _next(values: tuple, value: object) -> object:
    return values[(values.index(value) + 1) % len(values)]
