"""Staff tell the kiosk how big its glass is, with a bank card held against it. Screens lie about their size."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from ui.view_models.page import PageViewModel

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

CARD_MM = (85.6, 54.0)
"""A bank card (ISO/IEC 7810 ID-1)."""
SMALLEST_MM = (260.0, 460.0)
"""Short and long side a panel must have: 21.5 inches (268 x 476 mm), and a little for the hand that measured."""
STEP = 1.01


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class CalibrationViewModel(PageViewModel):
    """Page calibration. `keep` stores the width of the panel in mm."""

    changed = Signal()

    def __init__(
        self, keep: Callable[[float], None], distance_mm: float = 600.0, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self._nearer = max(1.0, distance_mm / 600.0)
        self._start = self._px_per_mm = 4.03
        self._answer = ""

    @Slot(float)
    def begin(self, px_per_mm: float) -> None:
        """What pages believe now; seen from farther away they draw larger than the glass is."""
        self._start = px_per_mm / self._nearer
        self.undo()

    @Slot(int)
    def grow(self, steps: int) -> None:
        """The frame was too small (+) or too large (-), by so many hundredths."""
        self._px_per_mm *= STEP**steps
        self._answer = ""
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """As it was believed at the beginning."""
        self._px_per_mm = self._start
        self._answer = ""
        self.changed.emit()

    @Slot(int, int)
    def accept(self, width_px: int, height_px: int) -> None:
        """The card fits. A panel on which the pages would have no room is refused, and nothing is stored."""
        width, height = width_px / self._px_per_mm, height_px / self._px_per_mm
        short, long = sorted((width / self._nearer, height / self._nearer))
        if short < SMALLEST_MM[0] or long < SMALLEST_MM[1]:
            self._answer = "small"
        else:
            self._keep(width)
            self._answer = "kept"
        self.changed.emit()

    cardWidth = Property(float, lambda self: CARD_MM[0] * self._px_per_mm, notify=changed)
    cardHeight = Property(float, lambda self: CARD_MM[1] * self._px_per_mm, notify=changed)
    pxPerMm = Property(float, lambda self: self._px_per_mm, notify=changed)
    answer = Property(str, lambda self: self._answer, notify=changed)
