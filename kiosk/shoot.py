"""Renders pages of the real application without a screen: `python -m kiosk.shoot OUT --pages home,service --o p,l --s 1,2`."""

from __future__ import annotations

import itertools
import tempfile
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import click
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, QObject
from PySide6.QtGui import QGuiApplication

from kiosk import qt as qt_library
from kiosk.app import Kiosk
from kiosk.panel import Screen
from kiosk.rest import RestTimes
from offline_cache.catalogue import Catalogue
from offline_cache.clock import Stamp
from offline_cache.outbox import Outbox
from offline_cache.records import (
    NoStory,
    Opened,
    Receipt,
    Refused,
    Report,
    Step,
    Story,
)
from ui.ports import Link, Listener, Speaker
from voice.heard import Alternative, Listen, Utterance

SIZES = {"p": (1080, 1920), "l": (1920, 1080)}
SHOWN_AT = datetime(2026, 11, 24, 14, 5, tzinfo=timezone(timedelta(hours=8)))
SETTLE_SECONDS = 20
SAMPLE_RECEIPT = "417093568"
SAMPLE_STORY = Story(
    SAMPLE_RECEIPT,
    "started",
    (
        Step("filed", "2026-11-21T09:00:00+08:00"),
        Step("taken", "2026-11-22T09:30:00+08:00"),
        Step("started", "2026-11-23T08:30:00+08:00"),
    ),
    "师傅明天上午来换灯。",
    "2026-11-25T18:00:00+08:00",
    "streetlight",
    "jy-3",
    opened=(Opened("接单员", "2026-11-22T09:31:00+08:00"),),
)

DONE_RECEIPT = "520063678"
DONE_STORY = replace(
    SAMPLE_STORY,
    receipt=DONE_RECEIPT,
    status="done",
    history=(*SAMPLE_STORY.history, Step("done", "2026-11-24T10:00:00+08:00")),
    reply="灯换好了，请您看看。",
)
STORIES = {story.receipt: story for story in (SAMPLE_STORY, DONE_STORY)}


LONG_STORY = "我屋头那个老头子前天出门买菜，走到半路上把钱包丢了，里头有老年卡还有几十块钱，找了两天也没找到，想问一哈这种事情归哪个管。"


class SampleOutbox(Outbox):
    """Shows receipts without keeping anything: pictures are taken on machines that are not enrolled."""

    def file(self, report: Report) -> Receipt:
        return Receipt(report.ref, SAMPLE_RECEIPT)

    def withdraw(self, ref: str) -> None:
        return None

    def call(self, entrance: str = "silver", lang: str = "zh") -> None:
        return None

    def tell(self, words: str, lang: str = "zh", entrance: str = "silver", ref: str | None = None) -> str | Refused:
        return Refused("disk-full") if words == LONG_STORY else str(ref)

    def correct(self, service: str, what: str, ref: str, lang: str = "zh", entrance: str = "silver") -> Refused | None:
        return Refused("disk-full") if what == "other" else None


class SampleLink(Link):
    """A platform that knows two receipts."""

    @property
    def online(self) -> bool:
        return True

    def ask(self, receipt: str) -> None:
        self.told.emit(receipt, STORIES.get(receipt) or NoStory("unknown"))


def _sample_note() -> bytes:
    """A second of silence as a WAV file."""
    with BytesIO() as out:
        with wave.open(out, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(16_000)
            sound.writeframes(bytes(32_000))
        return out.getvalue()


SAMPLE_NOTE = _sample_note()


class SampleListener(Listener):
    """Ears that hear what they are told; the turn begins at once."""

    def __init__(self, here: bool = True) -> None:
        super().__init__()
        self.here = here
        self.wishes: list[Listen] = []
        self.listening = False

    @property
    def available(self) -> bool:
        return self.here

    def listen(self, wish: Listen) -> None:
        self.wishes.append(wish)
        self.listening = True
        self.opened.emit()

    def stop(self) -> None:
        self.listening = False

    def note(self) -> None:
        self.noted.emit(SAMPLE_NOTE)

    def done(self) -> None:
        self.hear()

    def hear(self, *ways: str, command: str = "", confidence: float = 0.0) -> None:
        """The turn ends, and this is what was said."""
        self.listening = False
        found = tuple(Alternative(way, 1.0 - n / 10) for n, way in enumerate(ways))
        self.heard.emit(Utterance(found, command, confidence))


def settle(kiosk: Kiosk) -> None:
    """Lets the lane and the bindings come to rest."""
    clock = QElapsedTimer()
    clock.start()
    for _ in range(4):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)
    while (kiosk.lane.busy or _more_to_come(kiosk)) and clock.elapsed() < SETTLE_SECONDS * 1000:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    for _ in range(8):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)


def _more_to_come(kiosk: Kiosk) -> bool:
    """True while a page has leaves that are made only after it has been seen."""
    waiting = any(not later.property("done") for later in kiosk.window.findChildren(QObject, "later"))
    services = kiosk.finder.services
    return waiting or (kiosk.app.property("page") == "services" and services.room < services.total)


def _does(*steps: Callable[[Kiosk], object]) -> Callable[[Kiosk], None]:
    def run(kiosk: Kiosk) -> None:
        for step in steps:
            step(kiosk)
            settle(kiosk)

    return run


def _open(page: str, about: str = "") -> Callable[[Kiosk], None]:
    return lambda kiosk: kiosk.app.open(page, about)


def _ask(words: str) -> Callable[[Kiosk], None]:
    return lambda kiosk: kiosk.question.ask(words)


def _speak(partial: str) -> Callable[[Kiosk], None]:
    def speak(kiosk: Kiosk) -> None:
        kiosk.app.speak()
        kiosk.talk._listener.partial.emit(partial)
        kiosk.talk._listener.level.emit(0.7)

    return speak


def _letters(letters: str) -> Callable[[Kiosk], None]:
    return lambda kiosk: kiosk.question.askByLetters(letters)


def _leaf(leaf: int) -> Callable[[Kiosk], None]:
    return lambda kiosk: kiosk.app.turn(leaf)


_CATEGORY = _does(_open("report-what"), lambda kiosk: kiosk.report.choose("category", "streetlight"))
_PLACE = _does(
    _CATEGORY, lambda kiosk: kiosk.report.choose("place", "jy"), lambda kiosk: kiosk.report.choose("unknown", "jy-3")
)
_WORDS = _does(_PLACE, lambda kiosk: kiosk.report.choose("sentence", "0"))
_CHECK = _does(_WORDS, _open("report-check"))
_SENT = _does(_CHECK, lambda kiosk: kiosk.report.send())


def _typed(digits: str) -> Callable[[Kiosk], None]:
    return lambda kiosk: [kiosk.progress.digit(digit) for digit in digits]


_TELL = _does(_ask("帮我看看我的梦是什么意思"), lambda kiosk: kiosk.question.tell())
_TELL_LONG = _does(_ask(LONG_STORY), lambda kiosk: kiosk.question.noneOfThese(), lambda kiosk: kiosk.question.tell())

_WRONG = _does(_open("service", "ll-gaoling"), lambda kiosk: kiosk.correction.ask("ll-gaoling"))

SCENES: dict[str, Callable[[Kiosk], None]] = {
    "rest": _does(),
    "home": _does(lambda kiosk: kiosk.app.home()),
    "listen": _does(lambda kiosk: kiosk.app.home(), _speak("我想问一下，医保")),
    "listen-long": _does(lambda kiosk: kiosk.app.home(), _speak(LONG_STORY)),
    "listen-report": _does(_open("report-what"), _speak("楼下的路灯")),
    "report-told": _does(
        _PLACE,
        lambda kiosk: kiosk.report.heard(
            ["楼下的路灯不亮有三天了", "楼上的路灯不亮有三天了", "楼下的路灯不亮又三天了"]
        ),
        lambda kiosk: kiosk.report.tell(),
    ),
    "danger": _does(_open("danger", "sick")),
    "danger-gas": _does(_open("danger", "gas")),
    "broke-off": _does(_open("home", "broke-off")),
    "safe": _does(lambda kiosk: kiosk.app.be_safe(True), lambda kiosk: kiosk.app.home()),
    "home-normal": _does(lambda kiosk: kiosk.app.enter("normal")),
    "more": _does(_open("more")),
    "families": _does(_open("families", "voice-off")),
    "kinds": _does(_open("kinds", "health")),
    "services": _does(_open("services", "ll")),
    "services-2": _does(_open("services", "ll"), _leaf(1)),
    "letters": _does(_open("letters"), lambda kiosk: kiosk.finder.letter("Y"), lambda kiosk: kiosk.finder.letter("B")),
    "which": _does(_ask("社保卡")),
    "which-letters": _does(_letters("YB")),
    "which-places": _does(_ask("3号楼在哪里")),
    "place": _does(_ask("锦园怎么走")),
    "place-services": _does(_ask("洗手间在哪里")),
    "none": _does(_ask("帮我看看我的梦是什么意思")),
    "none-2": _does(_ask("帮我看看我的梦是什么意思"), _leaf(1)),
    "none-letters": _does(_letters("YB"), lambda kiosk: kiosk.question.noneOfThese()),
    "elsewhere": _does(_ask("护照在哪里办")),
    "elsewhere-2": _does(_ask("护照在哪里办"), _leaf(1)),
    "tell": _TELL,
    "tell-long": _does(_TELL_LONG),
    "tell-long-last": _does(_TELL_LONG, _leaf(99)),
    "tell-refused": _does(_TELL_LONG, _leaf(99), lambda kiosk: kiosk.question.send()),
    "told": _does(_TELL, lambda kiosk: kiosk.question.send()),
    "told-2": _does(_TELL, lambda kiosk: kiosk.question.send(), _leaf(1)),
    "service-asked": _does(_ask("满八十岁有没有补贴")),
    "service": _does(_open("service", "ll-gaoling")),
    "service-2": _does(_open("service", "ll-gaoling"), _leaf(1)),
    "service-3": _does(_open("service", "ll-gaoling"), _leaf(2)),
    "service-last": _does(_open("service", "ll-gaoling"), _leaf(99)),
    "wrong": _WRONG,
    "wrong-refused": _does(_WRONG, lambda kiosk: kiosk.correction.tell("other")),
    "wrong-told": _does(_WRONG, lambda kiosk: kiosk.correction.tell("phone")),
    "notice": _does(_open("notice")),
    "terms": _does(_open("service", "yb-jumin"), _open("terms", "service/yb-jumin")),
    "term": _does(_ask("统筹是什么意思")),
    "notice-terms": _does(_open("notice", "458300ff-2b55-5df5-a3e3-ebe7e3ac8ff7")),
    "help": _does(_open("families"), _open("help")),
    "person": _does(_open("person")),
    "sound": _does(_open("sound")),
    "aloud": _does(_open("aloud")),
    "still": _does(_open("families"), lambda kiosk: kiosk.app.ask(True), lambda kiosk: kiosk.app.warned(0.6)),
    "report-what": _does(_open("report-what")),
    "report-where": _does(_CATEGORY),
    "report-where-2": _does(_CATEGORY, lambda kiosk: kiosk.report.choose("place", "jy")),
    "report-words": _WORDS,
    "report-phone": _does(
        _CHECK, _open("report-phone"), lambda kiosk: [kiosk.report.digit(digit) for digit in "13800001234"]
    ),
    "report-check": _CHECK,
    "receipt": _SENT,
    "receipt-undo": _does(_SENT, lambda kiosk: kiosk.report.askUndo()),
    "code": _does(_open("code"), _typed("41709")),
    "code-wrong": _does(_open("code"), _typed("417093567"), lambda kiosk: kiosk.progress.find()),
    "story": _does(_open("code"), _typed(SAMPLE_RECEIPT), lambda kiosk: kiosk.progress.find()),
    "story-done": _does(_open("code"), _typed(DONE_RECEIPT), lambda kiosk: kiosk.progress.find()),
    "story-seen": _does(
        _open("code"),
        _typed(SAMPLE_RECEIPT),
        lambda kiosk: kiosk.progress.find(),
        lambda kiosk: kiosk.progress.askSeen(),
    ),
    "sorry": _does(_open("service", "no-such-service")),
    "practice": _does(_open("practice")),
    "practising": _does(lambda kiosk: kiosk.app.practise(True)),
    "ways": _does(_open("ways")),
    "newcomer": _does(_open("newcomer")),
    "assist": _does(lambda kiosk: kiosk.app.enter("assisted")),
    "assisted-home": _does(lambda kiosk: kiosk.app.enter("assisted"), lambda kiosk: kiosk.app.helpedBy("volunteer")),
    "assisted-check": _does(
        lambda kiosk: kiosk.app.enter("assisted"), lambda kiosk: kiosk.app.helpedBy("volunteer"), _CHECK
    ),
    "calibration": _does(_open("calibration")),
    "stuck": _does(_open("families"), lambda kiosk: [kiosk.app.missed(60, 60) for _ in range(3)]),
}


@contextmanager
def sample_kiosk(
    data_dir: Path,
    entrance: str = "silver",
    speaker: Speaker | None = None,
    listener: Listener | None = None,
    screen: Screen = Screen(),  # noqa: B008 - frozen
) -> Iterator[Kiosk]:
    """The real application on packaged content, at a fixed moment, with a platform that knows one receipt."""
    qt = QGuiApplication.instance() or QGuiApplication([])
    catalogue = Catalogue(data_dir)
    catalogue.prepare()
    outbox = SampleOutbox(data_dir, catalogue)
    endless = RestTimes(idle=1e9, in_report=1e9)
    kiosk = Kiosk(
        qt,
        catalogue,
        outbox,
        speaker or Speaker(),
        SampleLink(),
        lambda: Stamp(SHOWN_AT, ok=True),
        screen,
        endless,
        entrance,
        listener=listener,
    )
    settle(kiosk)
    try:
        yield kiosk
    finally:
        kiosk.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def look(kiosk: Kiosk, orientation: str, ground: str, scale: float, lang: str) -> None:
    """Begins a new visit that looks like this."""
    kiosk.app.be_safe(False)
    kiosk.app.end()
    settle(kiosk)
    kiosk.window.resize(*SIZES[orientation])
    kiosk.window.show()
    while kiosk.app.property("scale") != scale:
        kiosk.app.bigger()
    while kiosk.app.property("ground") != ground:
        kiosk.app.changeColours()
    while kiosk.app.property("lang") != lang:
        kiosk.app.changeLanguage()
    settle(kiosk)


def names(pages: str) -> list[str]:
    """The scenes asked for, or all."""
    return [page for page in pages.split(",") if page] or list(SCENES)


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--pages", default="", help="Scenes, comma separated; all when left out.")
@click.option("--o", "orientations", default="p,l")
@click.option("--t", "grounds", default="paper", help="paper, night, blue")
@click.option("--s", "scales", default="1", help="1, 1.5, 2")
@click.option("--lang", "langs", default="zh", help="zh, en")
@click.option("--deaf", is_flag=True, help="A kiosk without a microphone.")
def main(out: Path, pages: str, orientations: str, grounds: str, scales: str, langs: str, deaf: bool) -> None:
    """Takes the pictures."""
    out.mkdir(parents=True, exist_ok=True)
    ears = SampleListener(not deaf)
    with tempfile.TemporaryDirectory() as data, sample_kiosk(Path(data), listener=ears) as kiosk:
        looks = itertools.product(orientations.split(","), grounds.split(","), scales.split(","), langs.split(","))
        for (orientation, ground, scale, lang), page in itertools.product(looks, names(pages)):
            look(kiosk, orientation, ground, float(scale), lang)
            SCENES[page](kiosk)
            settle(kiosk)
            name = "-".join((page, {"p": "portrait", "l": "landscape"}[orientation], ground, scale, lang))
            kiosk.window.grabWindow().save(str(out / f"{name}.png"))


if __name__ == "__main__":
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt_library.prepare()
    main()
