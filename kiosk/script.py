"""Plays a script on the real screen: taps, keys, waits and pictures, for demonstrations, soak runs and measurements.

A script is JSON lines, from a file or "-" (standard input). One JSON line is answered for each step:
`{"step", "did", "ms", "rss_mb", "page", "focus", "captions"}`, with `"failed"` when it could not be done within its
`"seconds"` (default 10). `captions`: what the kiosk has said or shown as said since the step before.

| step | |
|---|---|
| `{"tap": NAME}` | presses the visible thing with this objectName or accessible name, by touch |
| `{"tap": NAME, "drift_mm": MM, "hold": SECONDS}` | the same with a hand that wanders and stays |
| `{"tap": NAME, "frames": "page"}` | the same, and waits for the first frame (`"first"`) or the first of the next page |
| `{"press": NAME, "frames": "first"}` | the same without letting go; `{"lift": true}` takes the press back |
| `{"switch": NAME, "frames": "first"}` | `bigger`, `changeColours`, `changeLanguage`; `frames` adds `frame_ms`, `frame_cpu_ms`, `page_ms`, … |
| `{"began": true}` | tells `first_frame_ms`, `first_frame_cpu_ms`, `first_frame_rss_mb` of this process |
| `{"key": NAME}` | presses a key (`Tab`, `Return`, `Escape` …) |
| `{"ask": WORDS}` | a question in words, as if it had been heard |
| `{"ask": [{"text", "score"}, …]}` | the same, with the several ways it may have been heard |
| `{"page": NAME}` | waits until this page is shown |
| `{"left": NAME}` | waits until another page than this is shown; `"page"` says which |
| `{"see": WORDS}` | waits until these words can be read on the screen |
| `{"hearing": true}` | waits until the microphone is open |
| `{"heard": true}` | waits until the microphone is closed again |
| `{"ears": true}` | waits until the kiosk can hear |
| `{"quiet": true}` | waits until the kiosk has said all it had to say |
| `{"sound": true}` | waits until the kiosk can be heard |
| `{"reading": true}` | waits until the page is being read aloud |
| `{"shot": FILE}` | writes a picture of the window |
| `{"size": [W, H]}` | another size of the window, in pixels |
| `{"pause": SECONDS}` | |
| `{"forward": SECONDS}` | lets time pass at once (`--fake-clock`) |
| `{"monkey": TOUCHES, "seed": N}` | random hands at the pace of `--fake-clock`; `"longest_ms"` and the state of the window are told |
| `{"chords": N}` | the first N chords of `kiosk.monkey` |
| `{"told": WORDS}` | the words for a report, as if they had been heard |
| `{"open": NAME}` | goes to this page |
| `{"rest": true}` | the visit ends |
| `{"traces": [WORDS, …]}` | `"found"` tells where any of them, each written backwards, still is |
| `{"stall": true}` | `"stall_ms"`: the longest time since the last such step in which the screen could not answer |
| `{"end": true}` | closes the kiosk |
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence, QWindow
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app import Kiosk
from kiosk.clocks import Time
from kiosk.frames import Frames, Pulse, rss_mb
from kiosk.monkey import Monkey
from kiosk.traces import traces
from offline_cache.records import Heard

PATIENCE_S = 10.0
STEADY_S = 0.1
"""A page must have stood so much longer than the touch guard's dead time before it is pressed."""
LOOK_MS = 20
SWITCHES = ("bigger", "changeColours", "changeLanguage")


def visible_items(item: QQuickItem) -> Iterator[QQuickItem]:
    """All that is shown, the topmost last."""
    if item.isVisible() and item.opacity() > 0:
        yield item
        for child in item.childItems():
            yield from visible_items(child)


def accessible_name(item: QQuickItem) -> str:
    """The name assistive technology reads, empty when there is none."""
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.text(QAccessible.Text.Name) if interface else ""


class Script(QObject):
    """Plays steps one after the other on the GUI thread."""

    _came = Signal(object)
    finished = Signal()

    def __init__(self, kiosk: Kiosk, source: str, clock: Time | None, first: dict[str, float]) -> None:
        super().__init__()
        self._kiosk = kiosk
        self._source = source
        self._clock = clock
        self._steps: list[dict[str, Any] | None] = []
        self._number = 0
        self._began = 0.0
        self._touch = QTest.createTouchDevice()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._came.connect(self._steps.append)
        self._changed = time.monotonic()
        kiosk.app.pageChanged.connect(self._page_changed)
        self._frames = Frames(kiosk.window, kiosk.app.pageChanged, self)
        self._pressed = False
        self._held_until = 0.0
        self._captions: list[str] = []
        self._caption = ""
        kiosk.voice.changed.connect(self._captioned)
        self._first = first
        self._more: dict[str, Any] = {}
        self._pulse = Pulse(self)

    def start(self) -> None:
        """Begins to read and to play."""
        QAccessible.setActive(True)
        threading.Thread(target=self._read, name="script", daemon=True).start()
        self._timer.start()

    def _read(self) -> None:
        lines = sys.stdin if self._source == "-" else Path(self._source).read_text(encoding="utf-8").splitlines()
        for line in lines:
            if line.strip() and not line.startswith("#"):
                self._came.emit(json.loads(line))
        self._came.emit(None)

    def _look(self) -> None:
        if not self._steps:
            return
        step = self._steps[0]
        if step is None:
            self._timer.stop()
            self.finished.emit()
            return
        self._began = self._began or time.monotonic()
        self._timer.stop()  # a step may run the event loop: it must not begin twice
        done = self._try(step)
        late = time.monotonic() - self._began > step.get("seconds", PATIENCE_S)
        if done or late:
            self._tell(step, None if done else "not in time")
            self._steps.pop(0)
            self._began = 0.0
        self._timer.start()

    def _tell(self, step: dict[str, Any], failed: str | None) -> None:
        self._number += 1
        told: dict[str, Any] = {"step": self._number, "did": step}
        told |= self._first if "began" in step else self._frames.seen() if "frames" in step else {}
        told |= self._more
        self._more = {}
        told |= {"ms": round((time.monotonic() - self._began) * 1000, 1), "rss_mb": round(rss_mb(), 1)}
        focus = self._kiosk.window.property("activeFocusItem")
        told |= {"page": self._kiosk.app.property("page"), "focus": focus.objectName() if focus else ""}
        told |= {"captions": self._captions} | ({"failed": failed} if failed else {})
        self._captions = []
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def _try(self, step: dict[str, Any]) -> bool:
        """Does one step; False when it is not possible yet."""
        window = self._kiosk.window
        match step:
            case {"frames": "first" | "page" as which}:
                return self._watched(step, which)
            case {"began": _}:
                return True
            case {"switch": str(name)} if name in SWITCHES:
                self._frames.begin()
                getattr(self._kiosk.app, name)()
                return True
            case {"tap": str(name)}:
                return self._tap(name, step.get("drift_mm", 0.0), step.get("hold", 0.0))
            case {"press": str(name)}:
                return self._tap(name, 0.0, 0.0, lift=False)
            case {"lift": _}:
                away = QPoint(window.width() - 1, 0)
                QTest.touchEvent(window, self._touch).move(0, away, window).commit()
                QTest.touchEvent(window, self._touch).release(0, away, window).commit()
                return True
            case {"key": str(name)}:
                QTest.keyClick(window, Qt.Key(QKeySequence(name)[0].key()))
                return True
            case {"ask": str(words)}:
                return self._ask([{"text": words}])
            case {"ask": [*ways]}:
                return self._ask(ways)
            case {"page": str(page)}:
                return bool(self._kiosk.app.property("page") == page)
            case {"left": str(page)}:
                return bool(self._kiosk.app.property("page") != page)
            case {"see": str(words)}:
                return any(words in str(item.property("text") or "") for item in visible_items(window.contentItem()))
            case {"hearing": _}:
                return bool(self._kiosk.talk.hearing)
            case {"heard": _}:
                return not self._kiosk.talk.hearing
            case {"ears": _}:
                return bool(self._kiosk.talk.can_listen)
            case {"quiet": _}:
                return not self._kiosk.voice.busy
            case {"sound": _}:
                return bool(self._kiosk.voice.property("available"))
            case {"reading": _}:
                return bool(self._kiosk.voice.property("doing") == "reading" and self._kiosk.voice.busy)
            case {"shot": str(file)}:
                Path(file).parent.mkdir(parents=True, exist_ok=True)
                return bool(window.grabWindow().save(file))
            case {"size": [int(width), int(height)]}:
                window.showNormal()
                window.resize(width, height)
                return True
            case {"pause": float() | int() as seconds}:
                return time.monotonic() - self._began >= seconds
            case {"forward": float() | int() as seconds} if self._clock:
                self._clock.forward(seconds)
                return True
            case {"monkey": int(touches)}:
                return self._play(touches, int(step.get("seed", 0)))
            case {"chords": int(number)}:
                monkey = Monkey(window, self._touch, 0, self._pass_time)
                for chord in range(number):
                    monkey.chord(chord)
                self._more = self._standing()
                return True
            case {"told": str(words)}:
                self._kiosk.report.heard([words])
                self._kiosk.report.tell()
                return True
            case {"open": str(page)}:
                self._kiosk.app.open(page, "")
                return True
            case {"rest": _}:
                self._kiosk.app.end()
                return True
            case {"traces": [*words]}:
                self._more = {"found": traces(self._kiosk, [str(word)[::-1] for word in words])}
                return True
            case {"stall": _}:
                self._more = {"stall_ms": self._pulse.longest()}
                return True
            case {"end": _}:
                QTimer.singleShot(0, lambda: QGuiApplication.exit(0))
                return True
            case _:
                raise ValueError(f"unknown step: {step}")

    def _play(self, touches: int, seed: int) -> bool:
        monkey = Monkey(self._kiosk.window, self._touch, seed, self._pass_time)
        longest = 0.0
        for _ in range(touches):
            began = time.monotonic()
            monkey.touch()
            QCoreApplication.processEvents()
            longest = max(longest, time.monotonic() - began)
        self._more = {"longest_ms": round(longest * 1000, 1)} | self._standing()
        return True

    def _standing(self) -> dict[str, Any]:
        window = self._kiosk.window
        full = window.visibility() == QWindow.Visibility.FullScreen
        return {"visible": window.isVisible(), "full": full, "size": [window.width(), window.height()]}

    def _pass_time(self, seconds: float) -> None:
        if self._clock is None:
            raise ValueError("this needs --fake-clock")
        self._clock.forward(seconds)

    def _watched(self, step: dict[str, Any], which: str) -> bool:
        """Does a step once, then waits for the frame it leads to."""
        if not self._pressed:
            self._pressed = self._try({name: value for name, value in step.items() if name != "frames"})
        if self._pressed and f"{'frame' if which == 'first' else which}_ms" in self._frames.seen():
            self._pressed = False
            return True
        return False

    def _ask(self, ways: list[dict[str, Any]]) -> bool:
        self._frames.begin()
        self._kiosk.question.ask([Heard(str(way["text"]), float(way.get("score", 1.0))) for way in ways])
        return True

    def _page_changed(self) -> None:
        self._changed = time.monotonic()

    def _captioned(self) -> None:
        caption = self._kiosk.voice.property("caption")
        if caption and caption != self._caption:
            self._captions.append(caption)
        self._caption = caption

    def _tap(self, name: str, drift_mm: float, hold_s: float, lift: bool = True) -> bool:
        if self._held_until:
            return self._let_go()
        if time.monotonic() - self._changed < self._kiosk.guard.refractory + STEADY_S or self._kiosk.lane.busy:
            return False
        item = self._find(lambda candidate: candidate.objectName() == name) or self._find(
            lambda candidate: accessible_name(candidate) == name
        )
        if item is None or not item.isEnabled():
            return False
        self._frames.begin()
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        self._where = middle + QPoint(round(drift_mm * self._kiosk.window.property("glassPxPerMm")), 0)
        QTest.touchEvent(self._kiosk.window, self._touch).press(0, middle, self._kiosk.window).commit()
        if drift_mm:
            QTest.touchEvent(self._kiosk.window, self._touch).move(0, self._where, self._kiosk.window).commit()
        if not lift:
            return True
        self._held_until = time.monotonic() + hold_s
        return self._let_go()

    def _let_go(self) -> bool:
        if time.monotonic() < self._held_until:
            return False
        self._held_until = 0.0
        QTest.touchEvent(self._kiosk.window, self._touch).release(0, self._where, self._kiosk.window).commit()
        return True

    def _find(self, fits: Callable[[QQuickItem], bool]) -> QQuickItem | None:
        found = [item for item in visible_items(self._kiosk.window.contentItem()) if fits(item)]
        return found[-1] if found else None
