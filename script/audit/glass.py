"""What is on the glass: the items of the open page, measured once for every family of checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from audit import KINDS
from kiosk.app import Kiosk

ROUNDING_PX = 1.5
FURNITURE = ("home", "back", "speak", "help", "person", "bigger", "volume", "theme", "lang", "read")
BUTTON = "QQuickAbstractButton"
ICON_FAMILY = "Phosphor"
INK_TOP, INK_BOTTOM = 0.17, 0.10
"""Share of a line's box above and below which no glyph of the font reaches."""
ALIGN_RIGHT, ALIGN_CENTRE = 2, 4


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: which kind, on what, by how much."""

    kind: str
    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name!r} {self.detail}".rstrip()


@dataclass(frozen=True)
class Panel:
    """A screen in a hall: pixels, its width and its lower edge over the floor in mm, how far the eye is."""

    name: str
    width_px: int
    height_px: int
    width_mm: float
    bottom_mm: float
    distance_mm: float = 600.0

    @property
    def wide(self) -> bool:
        return self.width_px > self.height_px


UPRIGHT = Panel("21.5 upright", 1080, 1920, 268.0, 700.0)
LYING = Panel("21.5 lying", 1920, 1080, 476.0, 830.0)


def shown(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and all under it that can be seen."""
    if item.isVisible() and item.opacity() > 0:
        yield item
        for child in item.childItems():
            yield from shown(child)


def ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    parent = item.parentItem()
    while parent:
        yield parent
        parent = parent.parentItem()


def has(item: QQuickItem, *names: str) -> bool:
    """Whether it is a part with these properties. (Never `metaObject()`: the binding keeps what it returns, and takes a
    later object at the same address for it.)"""
    return all(item.property(name) is not None for name in names)


def rect_of(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def evaluate(item: QQuickItem, expression: str) -> object:
    """Enumerations and attached properties have no converter in Python: the engine is asked."""
    context = qmlContext(item)
    value = QQmlExpression(context, item, expression).evaluate() if context else None
    return value[0] if isinstance(value, tuple) else value


def ink_of(item: QQuickItem) -> QRectF:
    """Where the glyphs of a text are, without the empty part of its lines."""
    width, height = item.property("contentWidth"), item.property("contentHeight")
    left = 0.0
    if width != item.width():
        align = evaluate(item, "horizontalAlignment")
        left = {ALIGN_CENTRE: (item.width() - width) / 2, ALIGN_RIGHT: item.width() - width}.get(align, 0.0)
    line = height / max(1, item.property("lineCount"))
    rect = item.mapRectToScene(QRectF(left, 0, width, height))
    return rect.adjusted(0, INK_TOP * line, 0, -INK_BOTTOM * line)


def rgb(colour: QColor) -> int:
    return colour.rgb() & 0xFFFFFF


def grab(kiosk: Kiosk, part: tuple[slice, slice] = (slice(None), slice(None))) -> np.ndarray:
    """The window as it is drawn now, or a part of it: one 0xRRGGBB a pixel, height × width."""
    image = kiosk.window.grabWindow()
    if image.format() not in (QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied):
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return pixels[:, : image.width()][part] & 0xFFFFFF


class Glass:
    """One page as it stands; `found` takes what the checks say about it."""

    def __init__(self, kiosk: Kiosk, panel: Panel, low: bool = False) -> None:
        self.kiosk = kiosk
        self.panel = panel
        self.low = low
        self.found: list[Finding] = []
        self.window = QRectF(0, 0, kiosk.window.width(), kiosk.window.height())
        self.px_per_mm: float = kiosk.window.property("glassPxPerMm")
        self.scale: float = kiosk.app.property("scale")
        self.lang: str = kiosk.app.property("lang")
        self.items = list(shown(kiosk.window.contentItem()))
        self.pages = [item for item in self.items if item.inherits("QQuickFocusScope") and has(item, "telling")]
        self.targets = [item for item in self.items if item.inherits(BUTTON)]
        texts = [item for item in self.items if item.inherits("QQuickText") and item.property("text").strip()]
        self.pictures = [item for item in self.items if has(item, "picture", "size")]
        self.icons = [picture for picture in self.pictures if has(picture, "colour")]
        self.texts = [text for text in texts if ICON_FAMILY not in text.property("font").family()]
        self.rects = {target: rect_of(target) for target in self.targets}
        self.inks = {text: ink_of(text) for text in self.texts}
        self.above = {item: list(ancestors(item)) for item in (*self.targets, *self.texts)}

    @cached_property
    def frame(self) -> np.ndarray:
        return grab(self.kiosk)

    @cached_property
    def step(self) -> float:
        """The layout the page takes, as the scale it was drawn for."""
        return float(evaluate(self.page, "Theme.step") or self.scale)

    @property
    def page(self) -> QQuickItem:
        return self.pages[-1]

    @cached_property
    def own(self) -> list[QQuickItem]:
        """The targets of the page itself, without the furniture."""
        return [target for target in self.targets if self.page in self.above[target]]

    def mm(self, px: float) -> float:
        return px / self.px_per_mm

    def px(self, mm: float) -> float:
        return mm * self.px_per_mm

    def name(self, item: QQuickItem) -> str:
        """What a screen reader calls it."""
        interface = QAccessible.queryAccessibleInterface(item)
        return interface.text(QAccessible.Text.Name) if interface else ""

    def label(self, item: QQuickItem) -> str:
        """How a finding calls it."""
        return item.objectName() or str(item.property("text") or item.property("picture") or "")[:14] or "item"

    def say(self, kind: str, item: QQuickItem | str, detail: str = "") -> None:
        assert kind in KINDS, kind
        self.found.append(Finding(kind, item if isinstance(item, str) else self.label(item), detail))
