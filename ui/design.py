"""The design tokens, the icon font and the drawn icons, handed to QML once: `Theme.qml` gives them names."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject
from PySide6.QtGui import QFontDatabase
from PySide6.QtQml import QmlElement, QmlSingleton

import assets
from assets.design_tokens import tokens

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

TEXT_FAMILY = "Noto Sans CJK SC"
ICON_FONT = "phosphor-1.3.0.ttf"
ICON_CHARMAP = "phosphor-charmap-1.3.0.json"


class FontMissing(Exception):
    """The text font or the icon font is not on this machine: only boxes would be shown."""


def drawn_icons() -> dict[str, str]:
    """Icon name -> SVG path data on a 256 grid, for the pictures the font does not have."""
    return json.loads(assets.path("icons_drawn.json").read_text(encoding="utf-8"))


def icon_file(name: str) -> Path:
    """A file of the package qtawesome, found without importing it: that would cost 0.3 s and bring QtWidgets."""
    package = find_spec("qtawesome")
    if package is None or not package.submodule_search_locations:
        raise FontMissing(name)
    return Path(package.submodule_search_locations[0]) / "fonts" / name


def icon_glyphs() -> dict[str, str]:
    """Icon name -> one character of the icon font."""
    charmap = json.loads(icon_file(ICON_CHARMAP).read_text(encoding="utf-8"))
    names = json.loads(assets.path("icons.json").read_text(encoding="utf-8"))
    return {name: chr(int(charmap[glyph], 16)) for name, glyph in names.items() if glyph}


def load_icon_font() -> str:
    """Loads the icon font and returns its family."""
    data = icon_file(ICON_FONT).read_bytes()
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))
    if not families:
        raise FontMissing(ICON_FONT)
    return families[0]


def check_fonts() -> None:
    """Raises FontMissing when Chinese or the icons would be shown as boxes."""
    if TEXT_FAMILY not in QFontDatabase.families():
        raise FontMissing(TEXT_FAMILY)
    load_icon_font()


@QmlElement
@QmlSingleton
class Design(QObject):
    """What never changes while the program runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens()
        self._glyphs = icon_glyphs()
        self._drawn = drawn_icons()
        self._icon_family = load_icon_font()

    @Property("QVariantMap", constant=True)
    def tokens(self) -> dict[str, Any]:
        return self._tokens

    @Property("QVariantMap", constant=True)
    def glyphs(self) -> dict[str, str]:
        return self._glyphs

    @Property("QVariantMap", constant=True)
    def drawn(self) -> dict[str, str]:
        return self._drawn

    @Property(str, constant=True)
    def iconFamily(self) -> str:
        return self._icon_family

    @Property(str, constant=True)
    def textFamily(self) -> str:
        return TEXT_FAMILY
