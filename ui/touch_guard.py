"""The touch layer for shaky hands: one finger counts, a bounce counts once, a palm counts not at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QEventPoint, QGuiApplication, QMouseEvent, QPointingDevice, QTouchEvent
from PySide6.QtQuick import QQuickWindow

REFRACTORY_SECONDS = 0.5
"""A second press on the same place within this time is a bounce; so is any press this soon after a page has changed."""
SAME_PLACE_MM = 20.0
PALM_MM = 25.0
DRIFT_MM = 12.0
"""A finger may wander this far and still have tapped where it came down."""


@dataclass
class Press:
    """From the first contact until the glass is free again. One that does not `count` reaches no button."""

    where: QPointF
    device: QPointingDevice
    counts: bool = True


class TouchGuard(QObject):
    """Installed on the window. A press acts when it is let go, where it came down, and only while the page stays."""

    touched = Signal()
    """A touch or a key, also one that is dropped as a bounce. A palm is no touch."""
    missed = Signal(QPointF)
    """A whole tap on no button, at this place in the window."""

    def __init__(
        self, window: QQuickWindow, now: Callable[[], float] = time.monotonic, refractory: float = REFRACTORY_SECONDS
    ) -> None:
        super().__init__(window)
        self._window = window
        self._now = now
        self.refractory = refractory
        self._press: Press | None = None
        self._released_at = float("-inf")
        self._released_where = QPointF()
        self._page_changed_at = float("-inf")
        self._cancelling = False
        window.installEventFilter(self)

    def page_changed(self) -> None:
        """Neither a finger that is still down nor the second half of a double tap presses anything on the new page."""
        self._page_changed_at = self._now()
        self._drop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._cancelling:
            return False
        match event.type():
            case QEvent.Type.TouchBegin:
                return _kept(event, self._touch_began(event))
            case QEvent.Type.TouchUpdate:
                return _kept(event, self._touch_moved(event))
            case QEvent.Type.TouchEnd:
                return _kept(event, self._touch_ended(event))
            case QEvent.Type.TouchCancel:
                self._press = None
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick | QEvent.Type.MouseButtonRelease:
                return self._mouse(event)
            case QEvent.Type.KeyPress:
                self.touched.emit()
            case QEvent.Type.FocusOut | QEvent.Type.Hide:
                self._drop()
        return False

    def _touch_began(self, event: QTouchEvent) -> bool:
        points = event.points()
        palm = len(points) > 1 or self._wide(points[0])
        return self._begin(Press(points[0].position(), event.pointingDevice(), not palm), palm)

    def _touch_moved(self, event: QTouchEvent) -> bool:
        if len(event.points()) > 1 or self._wide(event.points()[0]):
            self._drop()
        return self._press is None or not self._press.counts

    def _touch_ended(self, event: QTouchEvent) -> bool:
        point = event.points()[0]
        return self._end(point.position(), event.exclusiveGrabber(point))

    def _mouse(self, event: QMouseEvent) -> bool:
        """A second tale of a touch, of a double click or of another button is not heard."""
        made_up = event.source() != Qt.MouseEventSource.MouseEventNotSynthesized
        if made_up or event.button() != Qt.MouseButton.LeftButton or event.type() == QEvent.Type.MouseButtonDblClick:
            return True
        if event.type() == QEvent.Type.MouseButtonPress:
            return self._begin(Press(event.position(), event.pointingDevice()), palm=False)
        return self._end(event.position(), self._window.mouseGrabberItem())

    def _begin(self, press: Press, palm: bool) -> bool:
        press.counts = press.counts and not self._is_bounce(press.where)
        self._press = press
        if not palm:
            self.touched.emit()  # may change the page, and then this touch was for the page before
        return not press.counts

    def _end(self, where: QPointF, button: QObject | None) -> bool:
        press, self._press = self._press, None
        if press is None or not press.counts:
            return True
        self._released_at, self._released_where = self._now(), where
        if button is None and self._apart_mm(press.where, where) <= DRIFT_MM:
            self.missed.emit(press.where)
        return False

    def _drop(self) -> None:
        """What is held down counts no more, and the button under it comes up without having been pressed."""
        press = self._press
        if press is None or not press.counts:
            return
        press.counts = False
        grabber = self._window.mouseGrabberItem()
        if press.device.type() != QPointingDevice.DeviceType.TouchScreen:
            if grabber:
                grabber.ungrabMouse()
            return
        self._cancelling = True
        cancel = QTouchEvent(QEvent.Type.TouchCancel, press.device, Qt.KeyboardModifier.NoModifier, [])
        QGuiApplication.sendEvent(self._window, cancel)
        self._cancelling = False

    def _is_bounce(self, where: QPointF) -> bool:
        now = self._now()
        if now - self._page_changed_at < self.refractory:
            return True
        same_place = self._apart_mm(where, self._released_where) <= SAME_PLACE_MM
        return same_place and now - self._released_at < self.refractory

    def _wide(self, point: QEventPoint) -> bool:
        size = point.ellipseDiameters()
        return max(size.width(), size.height()) > PALM_MM * self._px_per_mm

    def _apart_mm(self, one: QPointF, other: QPointF) -> float:
        off = one - other
        return float((off.x() ** 2 + off.y() ** 2) ** 0.5 / self._px_per_mm)

    @property
    def _px_per_mm(self) -> float:
        return float(self._window.property("glassPxPerMm"))


def _kept(event: QEvent, kept: bool) -> bool:
    """A touch that is kept from the window is accepted: Qt must not make a mouse of it."""
    if kept:
        event.accept()
    return kept
