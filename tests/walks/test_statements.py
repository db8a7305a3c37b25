"""The eleven functional performance statements of EN 301 549, chapter 4.2: in each, one service is looked up and one report
filed, on a real kiosk with a real platform, a real screen and a real sound card.
"""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import heard
import numpy as np
import pytest
import running_hall
import stage

pytestmark = [pytest.mark.walk, pytest.mark.sound]

LOOKUP = ("找服务", "养老社保", "老人服务", "高龄津贴申请")
REPORT = ("报事", "路灯", "锦园", "3栋", "不知道", "路灯不亮，有几天了。", "words-done", "send")
SPOKEN_REPORT = (*REPORT[:6], "对了，下一步", "对，送出去")
ANSWER = "每月发一笔津贴"
LOUD_DBFS = -40.0
FORGOTTEN_AFTER_S = 400
FORGETTING_TRIES = 20
Act = Callable[[str], object]


class Room:
    """A hall with one kiosk; each statement is one visit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.platform = running_hall.Platform(folder / "platform")
        self.platform.start()
        self.screen = stage.Screen(folder / "screen")
        self.sound = heard.NullSink(folder / "sound")
        surroundings = {
            **self.sound.env,
            "DISPLAY": self.screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "KIOSK_REFRACTORY_SECONDS": "0.2",
            "KIOSK_PANEL_BOTTOM_MM": "700",
        }
        self.kiosk = stage.KioskMachine(folder / "kiosk", self.platform.url, surroundings)
        self.kiosk.pace = 0.35
        running_hall.copy_content(running_hall.prepared() / "kiosk", self.kiosk.data)
        self.kiosk.enrol(self.platform.command("enrol-code").strip())

    def open(self, **env: str) -> None:
        self.kiosk.env |= env
        self.kiosk.open("--fake-clock")
        self.kiosk.do(see="按一下，开始", seconds=60)
        self.kiosk.do(sound=True, seconds=60)

    def close(self) -> None:
        self.kiosk.close()
        self.sound.close()
        self.screen.close()
        self.platform.kill(signal.SIGTERM)

    def reports(self) -> list[tuple[str, str | None]]:
        """Entrance and helper of every report filed here."""
        with sqlite3.connect(self.kiosk.data / "outbox.db") as db:
            return db.execute(
                "SELECT entrance, assisted FROM envelopes WHERE kind = 'report' ORDER BY rowid"
            ).fetchall()

    def does(self, act: Act, *ways: str) -> None:
        for way in ways:
            act(way)

    def forgets(self) -> None:
        """Nobody touches it any more. While the kiosk speaks its clock stands still, so time may have to pass again."""
        for _ in range(FORGETTING_TRIES):
            self.kiosk.do(forward=FORGOTTEN_AFTER_S)
            if self.kiosk.do(pause=1.2)["page"] == "rest":
                return
        raise AssertionError("the visit does not end")

    def looks_up(self, act: Act, way: tuple[str, ...] = LOOKUP) -> None:
        self.does(act, *way)
        self.kiosk.do(page="service")
        self.kiosk.do(see=ANSWER)

    def files(self, act: Act, way: tuple[str, ...] = REPORT) -> None:
        before = len(self.reports())
        self.does(act, "首页", *way)
        self.kiosk.do(page="receipt", seconds=5)
        assert len(self.reports()) == before + 1


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    room = Room(tmp_path_factory.mktemp("hall"))
    room.open()
    yield room
    room.close()


@pytest.fixture
def kiosk(room: Room) -> Iterator[stage.KioskMachine]:
    """A kiosk at rest; afterwards the visit is forgotten."""
    yield room.kiosk
    room.forgets()


def test_1_without_vision(room: Room, kiosk: stage.KioskMachine) -> None:
    """By keys and by ear: nothing is known but what the kiosk says."""

    def act(name: str) -> None:
        for _ in range(60):
            said = kiosk.do(key="Right")["captions"][-1:]
            if said and said[0].startswith(name[:6]):
                kiosk.do(key="Return")
                kiosk.do(pause=kiosk.pace)
                return
        raise AssertionError(f"nobody says {name}")

    recording = room.sound.record()
    kiosk.do(key="Return")
    kiosk.do(page="home")
    room.looks_up(act)
    kiosk.do(key="F2")
    kiosk.do(see=ANSWER)
    room.files(act, SPOKEN_REPORT)
    recording.stop()
    assert recording.level() > LOUD_DBFS


def test_2_with_little_vision(room: Room, kiosk: stage.KioskMachine) -> None:
    """In text of twice the size, yellow on black."""
    kiosk.tap("begin", "大字", "大字", "颜色")
    room.looks_up(kiosk.tap)
    assert room.screen.share("#000000") > 0.2
    room.files(kiosk.tap, (*REPORT[:-1], *["check-next"] * 2, "send"))


def grey(pixels: np.ndarray) -> np.ndarray:
    return (pixels @ np.array([0.2126, 0.7152, 0.0722])).astype(np.int16)


def test_3_without_colour(room: Room, kiosk: stage.KioskMachine) -> None:
    """What is chosen has a sign besides its colour: in greys the two states still differ plainly."""
    kiosk.tap("begin", "帮助", "换个样子")
    before = grey(room.screen.pixels())
    kiosk.tap("只看字")
    kiosk.do(see="只看字")
    stage.wait_until(
        lambda: (np.abs(grey(room.screen.pixels()) - before) > 100).sum() > 500, 5, "a sign besides colour"
    )
    kiosk.tap("只看字", "首页")
    room.looks_up(kiosk.tap)
    room.files(kiosk.tap)


def test_4_without_hearing(room: Room, kiosk: stage.KioskMachine) -> None:
    """The loudspeaker is turned down to nothing: everything that would be said stands in the caption row."""
    kiosk.tap("begin", "声音", *["小声点"] * 5)
    recording = room.sound.record()
    captions: list[str] = []

    def act(name: str) -> None:
        captions.extend(kiosk.do(tap=name)["captions"])
        captions.extend(kiosk.do(pause=kiosk.pace)["captions"])

    act("首页")
    room.looks_up(act)
    room.files(act)
    captions.extend(kiosk.do(pause=0.5)["captions"])
    recording.stop()
    shown = "".join(captions)
    for said in ("您想办什么事", "请按一个", "第一步", "第二步", "第三步", "最后一步", "收到了，谢谢您"):
        assert said in shown, (said, shown)
    assert recording.level() < LOUD_DBFS


def test_5_with_little_hearing(room: Room, kiosk: stage.KioskMachine) -> None:
    """Louder by far, with the words in writing."""

    def loudness() -> float:
        recording = room.sound.record()
        kiosk.tap("read")
        kiosk.do(pause=2.0)
        kiosk.tap("read")
        recording.stop()
        return recording.level()

    kiosk.tap("begin")
    usual = loudness()
    kiosk.tap("声音")
    for _ in range(3):
        kiosk.tap("大声点")
        kiosk.do(pause=0.6)  # the words are said anew each time; a busy machine takes a quicker press for a bounce
    kiosk.tap("首页")
    assert loudness() > usual + 4
    room.looks_up(kiosk.tap)
    room.files(kiosk.tap)


def test_6_without_a_voice(room: Room, kiosk: stage.KioskMachine) -> None:
    """Nothing is said to the kiosk, and it never waits for a word."""
    kiosk.tap("begin")
    room.looks_up(kiosk.tap)
    room.files(kiosk.tap)


def test_7_with_little_strength_or_steadiness(room: Room, kiosk: stage.KioskMachine) -> None:
    """Each press wanders ten millimetres and lasts a second and a half."""

    def act(name: str) -> None:
        kiosk.do(tap=name, drift_mm=8, hold=1.2)
        kiosk.do(pause=kiosk.pace)

    act("begin")
    room.looks_up(act)
    room.files(act)


def test_8_with_little_reach(room: Room, kiosk: stage.KioskMachine) -> None:
    """From a wheelchair: everything that is pressed lies between 700 and 1 100 mm."""
    kiosk.tap("begin", "帮助", "换个样子", "放低一点", "首页")
    high = room.screen.pixels()[: int(1920 * (1176 - 1100) / 476) - 4]
    room.looks_up(kiosk.tap)
    stage.wait_until(
        lambda: (room.screen.pixels()[: len(high)] == high).all(), 5, "above the band nothing but the street"
    )
    kiosk.tap("首页")
    room.files(kiosk.tap, (*REPORT[:-1], "check-next", "send"))


def test_9_for_whom_flashes_are_dangerous(room: Room, kiosk: stage.KioskMachine) -> None:
    """Never more than three flashes in a second: a quarter of the screen goes lighter and darker again (WCAG 2.3.1)."""
    changes: list[tuple[float, int]] = []
    end = threading.Event()

    def watch() -> None:
        last = None
        while not end.is_set():
            now = grey(room.screen.pixels()[::8, ::8])
            if last is not None:
                lighter, darker = (now - last > 25).mean() > 0.25, (last - now > 25).mean() > 0.25
                if lighter or darker:
                    changes.append((time.monotonic(), 1 if lighter else -1))
            last = now
            time.sleep(0.03)

    watcher = threading.Thread(target=watch)
    watcher.start()
    kiosk.tap("begin", "颜色", "颜色", "颜色")
    room.looks_up(kiosk.tap)
    room.files(kiosk.tap)
    end.set()
    watcher.join()
    assert {way for _, way in changes} == {1, -1}, "the colours went dark and light again: that must have been seen"
    for at, _ in changes:
        ways = [way for when, way in changes if at <= when < at + 1]
        assert sum(one != other for one, other in pairwise(ways)) / 2 <= 3


def test_10_with_little_memory_or_reading(room: Room, kiosk: stage.KioskMachine) -> None:
    """Practises first, goes wrong, is helped, and comes back to where it was."""
    kiosk.tap("begin", "学着用", "开始练", "报一件事", "路灯")
    kiosk.do(see="练习")
    kiosk.tap("首页", "学着用", "不练了")
    kiosk.tap("查进度", "帮助", "返回", "返回")
    room.looks_up(kiosk.tap)
    kiosk.tap("首页", *REPORT[:4])
    kiosk.tap("返回", "3栋", "不知道", *REPORT[5:])
    kiosk.do(page="receipt")


def test_11_in_private(room: Room, kiosk: stage.KioskMachine) -> None:
    """A telephone number is seen by nobody else: it is not said, and gone with the visit."""
    number = "13912345678"
    kiosk.tap("begin", "帮助", "换个样子", "有人帮我", "志愿者")
    room.looks_up(kiosk.tap)
    kiosk.tap("首页", *REPORT[:-1], "change-phone")
    captions: list[str] = []
    for digit in number:
        captions += kiosk.do(tap=f"key-{digit}")["captions"]
        kiosk.do(pause=kiosk.pace)
    kiosk.tap("key-act", "read")
    kiosk.do(page="aloud")
    kiosk.tap("aloud-no")
    captions += kiosk.do(pause=2.0)["captions"]
    kiosk.tap("我同意，送出去")
    kiosk.do(page="receipt")
    assert not [caption for caption in captions if any(digit in caption for digit in ("139", "一三九", "5678"))]
    assert room.reports()[-1] == ("assisted", "volunteer")
    room.forgets()
    assert number.encode() not in b"".join(
        file.read_bytes() for file in kiosk.data.rglob("*") if file.is_file() and file.stat().st_size < 50_000_000
    )
