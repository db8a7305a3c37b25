"""QR codes as pictures: whole pixels, black on white, quiet zone of four cells. Asked for as image://qr/<cell>/<most>/<text>."""

from __future__ import annotations

from urllib.parse import unquote

import segno
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider

QUIET_CELLS = 4
LEAST_CELL_PX = 2


class QrPictures(QQuickImageProvider):
    """`cell` is the wished size of a cell in pixels; it shrinks by whole pixels so that the code is at most `most` wide."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:
        cell, most, text = name.split("/", 2)
        return picture(unquote(text), int(cell), int(most))


def picture(text: str, cell: int, most: int = 0) -> QImage:
    """The code of `text`; `most` pixels wide at most, 0 for no limit."""
    rows = [list(row) for row in segno.make(text, error="l", micro=False).matrix]
    side = len(rows) + 2 * QUIET_CELLS
    if most:
        cell = max(LEAST_CELL_PX, min(cell, most // side))
    image = QImage(side * cell, side * cell, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                at = QUIET_CELLS
                painter.fillRect((x + at) * cell, (y + at) * cell, cell, cell, Qt.GlobalColor.black)
    painter.end()
    return image
