"""The real screen for tests: packaged content, a fixed moment, a speaker that keeps what it was told to say."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QSG_RENDER_LOOP", "basic")

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app import Kiosk
from kiosk.shoot import SampleListener, sample_kiosk, settle
from offline_cache.catalogue import Catalogue
from ui.ports import Speaker


class SpokenTo(Speaker):
    """A loudspeaker that keeps what it was asked for; tests let it speak on."""

    def __init__(self) -> None:
        super().__init__()
        self.here = True
        self.said: list[list[str]] = []
        self.langs: list[str] = []
        self.stops = 0
        self.tones: list[str] = []
        self.ringing = False

    @property
    def available(self) -> bool:
        return self.here

    def say(self, sentences, lang, rate="normal", volume=5) -> None:
        self.said.append(list(sentences))
        self.langs.append(lang)

    def stop(self) -> None:
        self.stops += 1

    def tone(self, name: str) -> None:
        self.tones.append(name)

    def chime(self, on: bool) -> None:
        self.ringing = on


@dataclass
class Hand:
    """A resident's hand and eyes: presses what is shown by its name, reads what can be read."""

    kiosk: Kiosk
    speaker: SpokenTo
    device: object
    clock: list[float] = field(default_factory=lambda: [1000.0])

    @property
    def page(self) -> str:
        return self.kiosk.app.property("page")

    def items(self, item: QQuickItem | None = None) -> Iterator[QQuickItem]:
        item = item or self.kiosk.window.contentItem()
        if item.isVisible() and item.opacity() > 0:
            yield item
            for child in item.childItems():
                yield from self.items(child)

    def find(self, name: str) -> QQuickItem:
        found = [item for item in self.items() if item.objectName() == name]
        assert found, (
            f"{name} is not shown on {self.page}; shown: {sorted({i.objectName() for i in self.items()} - {''})}"
        )
        return found[0]

    def shows(self, name: str) -> bool:
        return any(item.objectName() == name for item in self.items())

    def texts(self) -> list[str]:
        return [item.property("text") for item in self.items() if item.inherits("QQuickText") and item.property("text")]

    def name_of(self, item: QQuickItem) -> str:
        interface = QAccessible.queryAccessibleInterface(item)
        return interface.text(QAccessible.Text.Name) if interface else ""

    def press(self, name: str, wait_s: float = 1.0) -> None:
        """Touches the middle of the thing; between two touches enough time passes for a steady hand."""
        self.kiosk.window.grabWindow()  # a hand presses what it has seen: rows settle while a frame is drawn
        item = self.find(name)
        assert item.isEnabled(), name
        self.clock[0] += wait_s
        where = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        assert self.kiosk.window.contentItem().boundingRect().contains(QPointF(where)), f"{name} is off the screen"
        window = self.kiosk.window
        QTest.touchEvent(window, self.device).press(0, where, window).commit()
        settle(self.kiosk)
        QTest.touchEvent(window, self.device).release(0, where, window).commit()
        settle(self.kiosk)

    def key(self, key: Qt.Key, wait_s: float = 1.0) -> None:
        self.clock[0] += wait_s
        QTest.keyClick(self.kiosk.window, key)
        settle(self.kiosk)

    @property
    def focused(self) -> str:
        """Name of the control that has the focus."""
        item = self.kiosk.window.activeFocusItem()
        return item.objectName() if item else ""

    def go_to(self, name: str) -> None:
        """By the right arrow, as often as it takes."""
        for _ in range(60):
            if self.focused == name:
                return
            self.key(Qt.Key.Key_Right)
        raise AssertionError(f"{name} is not reached by keys on {self.page}")

    def go(self, act: Callable[[Kiosk], object]) -> None:
        act(self.kiosk)
        settle(self.kiosk)


@pytest.fixture(scope="session")
def qapp_cls():
    return QGuiApplication


@pytest.fixture(scope="session")
def touch_device(qapp):
    QAccessible.setActive(True)
    return QTest.createTouchDevice()


@pytest.fixture(scope="session")
def content(tmp_path_factory) -> Path:
    """A data directory with the packaged content, made once: its search index takes seconds."""
    data_dir = tmp_path_factory.mktemp("content")
    Catalogue(data_dir).prepare()
    return data_dir


@pytest.fixture
def data_dir(content: Path, tmp_path: Path) -> Path:
    """A data directory of this test's own."""
    return Path(shutil.copytree(content, tmp_path / "data"))


@pytest.fixture
def ears() -> SampleListener:
    """A kiosk without ears; tests of talking switch them on."""
    return SampleListener(here=False)


@pytest.fixture
def hand(qapp, touch_device, data_dir: Path, ears: SampleListener) -> Iterator[Hand]:
    """A kiosk at rest, upright, 1080x1920."""
    speaker = SpokenTo()
    with sample_kiosk(data_dir, speaker=speaker, listener=ears) as kiosk:
        warnings: list[str] = []
        kiosk.engine.warnings.connect(lambda found: warnings.extend(w.toString() for w in found))
        kiosk.window.resize(1080, 1920)
        kiosk.window.show()
        assert QTest.qWaitForWindowExposed(kiosk.window, 5000)
        hand = Hand(kiosk, speaker, touch_device)
        kiosk.guard._now = kiosk.keys._now = lambda: hand.clock[0]
        settle(kiosk)
        yield hand
        assert warnings == []
