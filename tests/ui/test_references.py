"""Guards the PySide6 pin: a version that loses a reference to True or None at each call aborts the kiosk after hours."""

import sys

from PySide6.QtCore import QObject, Signal, Slot

CALLS = 200


class Bell(QObject):
    rung = Signal()

    @Slot()
    def hear(self) -> None:
        pass


def test_calls_do_not_eat_none_or_true():
    bell = Bell()
    bell.rung.connect(bell.hear)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(CALLS):
        bell.rung.emit()
        bell.setObjectName("bell")
    lost = before[0] - sys.getrefcount(None), before[1] - sys.getrefcount(True)
    assert max(lost) < CALLS / 2, f"references lost to None and True: {lost}"
