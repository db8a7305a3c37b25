"""A kiosk that runs: the screen first, then its children; one on a machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import inf

from PySide6.QtCore import QLockFile, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk import messages, speech, vocabulary
from kiosk import qt as qt_library
from kiosk.app import Kiosk, show
from kiosk.clocks import Time
from kiosk.frames import at_first_frame, rss_mb
from kiosk.habits import Habits
from kiosk.listener import EarsListener
from kiosk.panel import keep, panel
from kiosk.renewal import Renewal
from kiosk.rest import RestTimes
from kiosk.safe_mode import SafeMode, draw_safely
from kiosk.settings import Settings
from kiosk.settings import load as settings_again
from kiosk.speaker import MouthSpeaker
from kiosk.starts import Start, Starts, starts
from kiosk.stores import stores
from kiosk.sync_link import SyncLink
from kiosk.watchdog import Supervisor, Watchdog, claimed
from offline_cache.catalogue import Catalogue
from offline_cache.locations import Locations
from ui.design import FontMissing as FontMissing
from ui.ports import Link, Speaker
from ui.view_models.app import LANGS
from voice.heard import Alternative, Utterance

UNPACK_SECONDS = 60
FIRST_WORDS = "linsheng"
KEPT_SHOWN_MS = 4000


@dataclass(frozen=True, slots=True)
class Options:
    """How `kiosk run` was called."""

    windowed: bool = False
    script: str | None = None
    fake_clock: bool = False


class AlreadyRunning(Exception):
    """Another kiosk uses this data directory."""


class AfterFirstFrame(QObject):
    """Calls once, when the first picture is on the glass: what is slow to start must not keep anybody waiting."""

    def __init__(self, window: QQuickWindow, start: Callable[[], None]) -> None:
        super().__init__(window)
        self._start: Callable[[], None] | None = start
        window.frameSwapped.connect(self._shown, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _shown(self) -> None:
        start, self._start = self._start, None
        if start:
            start()


def only_one(settings: Settings) -> QLockFile:
    """The lock of this data directory; raises AlreadyRunning. A disk that takes no lock does not stop the kiosk."""
    with suppress(OSError):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(settings.data_dir / "kiosk.lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
        raise AlreadyRunning
    return lock


def unpack(settings: Settings) -> None:
    """First start: the packaged content is unpacked by a child, whose dictionaries (57 MB) then leave with it."""
    if not Locations(settings.data_dir).content.exists():
        unpacking = [sys.executable, "-m", "kiosk", "content", "status", "--json"]
        environment = {**os.environ, "KIOSK_DATA_DIR": str(settings.data_dir)}
        subprocess.run(unpacking, env=environment, stdout=subprocess.DEVNULL, timeout=UNPACK_SECONDS, check=False)


def play(kiosk: Kiosk, options: Options, time: Time) -> None:
    """Plays the script of `--script`, whose own cost is not the first frame's; the kiosk ends with it."""
    first = at_first_frame()
    from kiosk.script import Script

    first["player_mb"] = round(rss_mb() - first["first_frame_rss_mb"], 1)
    player = Script(kiosk, str(options.script), time if options.fake_clock else None, first)
    player.setParent(kiosk.window)
    # quit() would ask the window, which stays open for staff
    player.finished.connect(lambda: QGuiApplication.exit(0))
    player.start()


def teach(kiosk: Kiosk, listener: EarsListener, speaker: MouthSpeaker) -> None:
    """What the content of now brings to ears and mouth: names and phrases to expect, and how words are read."""
    kiosk.lane.run(lambda: {one.word: " ".join(one.syllables) for one in kiosk.catalogue.readings()}, speaker.read)
    vocabulary.teach(listener, kiosk.catalogue, kiosk.lane)
    kiosk.lane.run(partial(think_once, kiosk.catalogue), lambda _: None)


def think_once(catalogue: Catalogue) -> None:
    """Reads the tables of sentences and the index, so that the first resident of the day waits no longer than the next."""
    from voice.meaning import Talk, meaning, phrases

    for lang in LANGS:
        meaning(Utterance((Alternative(FIRST_WORDS, 1.0),)), Talk("home"), lang)
        phrases(Talk("home"), lang)
    catalogue.find(FIRST_WORDS)


def run(settings: Settings, options: Options) -> int:
    """Opens the kiosk and returns when it is closed; whoever does not return from here has crashed."""
    lock = only_one(settings)
    supervisor = claimed()
    counted = starts(settings)
    start = counted.begin()
    if start.safe:
        draw_safely()
    try:
        code = _opened(settings, options, supervisor, counted, start)
    except FontMissing:
        counted.end()  # refused, not crashed
        raise
    lock.unlock()
    return code


def _opened(settings: Settings, options: Options, supervisor: Supervisor, counted: Starts, start: Start) -> int:
    qt = QGuiApplication(["kiosk"])
    parts = stores(settings)
    unpack(settings)
    time = Time(parts.outbox.clock, settings.timezone)
    speaker, link = MouthSpeaker(), SyncLink({"KIOSK_DATA_DIR": str(settings.data_dir)})
    listener = EarsListener(speech.arguments(settings))
    kiosk = Kiosk(
        qt=qt,
        catalogue=parts.catalogue,
        outbox=parts.outbox,
        speaker=speaker,
        link=link,
        now=time.now,
        screen=panel(settings),
        ticks=time.ticks,
        listener=listener,
        broke_off=start.broke_off,
    )
    habits = Habits(kiosk, settings, settings_again)
    link.settings_changed.connect(habits.changed)
    watchdog = Watchdog(supervisor, kiosk.window)
    learn = partial(teach, kiosk, listener, speaker)
    link.content_changed.connect(learn)
    voice = [speaker.start, listener.start]

    def recovered() -> None:
        kiosk.app.be_safe(False)
        watchdog.status(messages.STATUS_RUNNING)
        for begin in voice:
            begin()

    def begun() -> None:
        qt_library.started()
        watchdog.ready(messages.STATUS_SAFE if start.safe else messages.STATUS_RUNNING)
        if options.script:
            play(kiosk, options, time)  # before the children cost anything
        for begin in (link.start, learn) if start.safe else (*voice, link.start, learn):
            begin()

    if start.safe:
        kiosk.app.be_safe(True)
        SafeMode(counted, recovered, kiosk.window)
    if supervisor.address:
        Renewal(lambda: kiosk.app.stops[-1].page == "rest", lambda: qt.exit(0), time.ticks, kiosk.window)
    AfterFirstFrame(kiosk.window, begun)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: qt.exit(0))
    show(kiosk, options.windowed, None)
    code = qt.exec()
    counted.end()
    watchdog.stopping()
    speaker.close()
    listener.close()
    link.close()
    kiosk.close()
    return code


def calibrate(settings: Settings, windowed: bool) -> float:
    """Shows the page with the bank card; returns the width that was kept in mm, 0 when none was."""
    lock = only_one(settings)
    qt = QGuiApplication(["kiosk"])
    parts = stores(settings)
    unpack(settings)
    measured: list[float] = []

    def kept(width_mm: float) -> None:
        keep(settings, width_mm)
        measured.append(width_mm)
        QTimer.singleShot(KEPT_SHOWN_MS, qt.quit)

    endless = RestTimes(idle=inf, in_report=inf)
    now = Time(parts.outbox.clock, settings.timezone).now
    kiosk = Kiosk(qt, parts.catalogue, parts.outbox, Speaker(), Link(), now, panel(settings), endless, keep_width=kept)
    kiosk.app.open("calibration", "")
    kiosk.window.setProperty("staffUnlocked", True)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: qt.exit(0))
    show(kiosk, windowed, None)
    qt.exec()
    kiosk.close()
    lock.unlock()
    return measured[-1] if measured else 0.0
