"""Random hands on the real screen: taps, drags, palms, several fingers, and chords of keys. For measurements and tests."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

CHORDS = tuple(
    (keys, held)
    for held in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.MetaModifier,
    )
    for keys in (
        Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F11, Qt.Key.Key_F12, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_N, Qt.Key.Key_O,
        Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_R, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_A, Qt.Key.Key_Tab, Qt.Key.Key_Escape,
        Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Print, Qt.Key.Key_Super_L, Qt.Key.Key_Menu,
        Qt.Key.Key_Help, Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_PageDown, Qt.Key.Key_F1, Qt.Key.Key_SysReq, Qt.Key.Key_Pause,
        Qt.Key.Key_Back, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F6, Qt.Key.Key_F10, Qt.Key.Key_Insert,
    )
)  # fmt: skip
"""210 chords, the leaving, closing and switching ones of desktops among them."""
FAR = 60


class Monkey(QObject):
    """The same seed plays the same hands. `pass_time` lets the seconds between two touches pass."""

    def __init__(self, window: QQuickWindow, device: object, seed: int, pass_time: Callable[[float], None]) -> None:
        super().__init__()
        self._window = window
        self._device = device
        self._random = random.Random(seed)
        self._pass_time = pass_time

    def touch(self) -> None:
        """One hand comes down somewhere, perhaps wanders, perhaps is a palm, and goes again."""
        luck = self._random
        self._pass_time(luck.choice((0.05, 0.2, 0.6, 0.6, 1.0, 1.0, 1.0)))
        fingers = luck.choices((1, 2, 3, 5), (80, 10, 6, 4))[0]
        at = {finger: self._anywhere() for finger in range(fingers)}
        self._send("press", at)
        if luck.random() < 0.25:
            for _ in range(luck.randint(1, 3)):
                far = FAR if luck.random() < 0.5 else 1500
                at = {
                    finger: QPoint(where.x() + luck.randint(-far, far), where.y() + luck.randint(-far, far))
                    for finger, where in at.items()
                }
                self._send("move", at)
        if luck.random() < 0.05:
            self._pass_time(3.0)
        self._send("release", at)

    def chord(self, number: int) -> None:
        """One of CHORDS, pressed and let go."""
        key, held = CHORDS[number % len(CHORDS)]
        self._pass_time(0.2)
        QTest.keyClick(self._window, key, held)

    def _anywhere(self) -> QPoint:
        return QPoint(self._random.randrange(self._window.width()), self._random.randrange(self._window.height()))

    def _send(self, how: str, at: dict[int, QPoint]) -> None:
        touch = QTest.touchEvent(self._window, self._device)
        for finger, where in at.items():
            getattr(touch, how)(finger, where, self._window)
        touch.commit()
