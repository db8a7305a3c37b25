"""QR codes as pictures: whole pixels, black on white, quiet zone of four cells. Asked for as image://qr/<cell>/<most>/<text>."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

QUIET_CELLS = 4
LEAST_CELL_PX = 2
KEPT = 16


class QrPictures(QQuickImageProvider):
    """`cell` is the wished size of a cell in pixels; it shrinks by whole pixels so that the code is at most `most` wide."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:
        cell, most, text = name.split("/", 2)
        return picture(unquote(text), int(cell), int(most))


@lru_cache(maxsize=KEPT)
def rows(text: str) -> tuple[bytes, ...]:
    """The cells of a code without its quiet zone, one byte each, 0 dark and 255 light. Costs about 40 ms the first time."""
    import segno  # 50 ms that the first picture on the glass need not wait for

    return tuple(bytes(0 if dark else 255 for dark in row) for row in segno.make(text, error="l", micro=False).matrix)


def picture(text: str, cell: int, most: int = 0) -> QImage:
    """The code of `text`; `most` pixels wide at most, 0 for no limit."""
    cells = rows(text)
    side = len(cells) + 2 * QUIET_CELLS
    if most:
        cell = max(LEAST_CELL_PX, min(cell, most // side))
    quiet, light = b"\xff" * QUIET_CELLS, b"\xff" * (side * QUIET_CELLS)
    pixels = light + b"".join(quiet + row + quiet for row in cells) + light
    return QImage(pixels, side, side, side, QImage.Format.Format_Grayscale8).scaled(side * cell, side * cell)
