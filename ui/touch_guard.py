"""The touch layer for shaky hands: one finger counts, a bounce counts once, a palm counts not at all."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTouchEvent
from PySide6.QtQuick import QQuickWindow

REFRACTORY_SECONDS = 0.5
"""A second press on the same place within this time is a bounce; so is any press this soon after a page has changed."""
SAME_PLACE_MM = 20.0
PALM_MM = 25.0
DRIFT_MM = 12.0
"""A finger may wander this far and still press."""


class TouchGuard(QObject):
    """Installed on the window. `touched` tells of every touch and key, also of those that are dropped as a bounce."""

    touched = Signal()

    def __init__(self, window: QQuickWindow, px_per_mm: float, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._px_per_mm = px_per_mm
        self._now = now
        self._released_at = float("-inf")
        self._released_where = QPointF()
        self._page_changed_at = float("-inf")
        self._swallowing = False
        QGuiApplication.styleHints().setStartDragDistance(round(DRIFT_MM * px_per_mm))
        window.installEventFilter(self)

    def page_changed(self) -> None:
        """Nothing on the new page can be pressed by the second half of a double tap."""
        self._page_changed_at = self._now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.TouchBegin:
                return self._began(event)
            case QEvent.Type.TouchUpdate | QEvent.Type.TouchEnd | QEvent.Type.TouchCancel:
                return self._went_on(event)
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                return self._pressed(event)
            case QEvent.Type.MouseButtonRelease:
                return self._let_go(event)
            case QEvent.Type.KeyPress:
                self.touched.emit()
        return False

    def _began(self, event: QTouchEvent) -> bool:
        points = event.points()
        size = points[0].ellipseDiameters()
        palm = len(points) > 1 or max(size.width(), size.height()) > PALM_MM * self._px_per_mm
        self._swallowing = palm or self._is_bounce(points[0].position())
        if not palm:
            self.touched.emit()
        if self._swallowing:
            event.accept()
        return self._swallowing

    def _went_on(self, event: QTouchEvent) -> bool:
        if event.type() == QEvent.Type.TouchEnd and not self._swallowing:
            self._remember(event.points()[0].position())
        if event.type() == QEvent.Type.TouchUpdate and not self._swallowing and len(event.points()) > 1:
            self._swallowing = True
            self._cancel_presses(event)
        if self._swallowing:
            event.accept()
        return self._swallowing

    def _cancel_presses(self, event: QTouchEvent) -> None:
        """A second finger came down while the first was pressing: neither counts."""
        cancel = QTouchEvent(QEvent.Type.TouchCancel, event.pointingDevice(), event.modifiers(), [])
        QTimer.singleShot(0, lambda: QGuiApplication.sendEvent(self.parent(), cancel))

    def _pressed(self, event: QMouseEvent) -> bool:
        self._swallowing = self._is_bounce(event.position())
        self.touched.emit()
        return self._swallowing

    def _let_go(self, event: QMouseEvent) -> bool:
        if not self._swallowing:
            self._remember(event.position())
        return self._swallowing

    def _remember(self, where: QPointF) -> None:
        self._released_at = self._now()
        self._released_where = where

    def _is_bounce(self, where: QPointF) -> bool:
        now = self._now()
        off = where - self._released_where
        same_place = (off.x() ** 2 + off.y() ** 2) ** 0.5 <= SAME_PLACE_MM * self._px_per_mm
        if now - self._page_changed_at < REFRACTORY_SECONDS:
            return True
        return same_place and now - self._released_at < REFRACTORY_SECONDS
