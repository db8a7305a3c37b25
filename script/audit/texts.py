"""What a tired eye needs of a text: height, space between lines, length of a line, and all of it in its place."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtQuick import QQuickItem

from audit.glass import BUTTON, ROUNDING_PX, Glass, ancestors, evaluate, rect_of

CAPITAL_DEGREES = 0.70
"""EN 301 549, 5.1.4, at the distance of the panel."""
CAPITAL_MM = 4.8
BODY_EM_MM = 10.2
CAPITAL_EM = 0.733
"""Height of H in em of Noto Sans CJK SC, measured; 国 is 0.88 em: 8.9 mm, and 17.9 mm at twice the size."""
LINE_SPACE = 1.5
LINE_GLYPHS = 24
LINE_LATIN = 50
PARAGRAPH_ROLES = ("body", "strong")
FAMILY = "Noto Sans CJK SC"
CAPITALS_IN_A_ROW = 5
JUSTIFIED = 8
TOUCHING_PX = 3
BIG_BOX = (60, 30)


def check(glass: Glass) -> None:
    for text in glass.texts:
        _height(glass, text)
        _face(glass, text)
        _lines(glass, text)
        _place(glass, text)
    for picture in glass.pictures:
        _inside(glass, picture, rect_of(picture))
    _overlaps(glass)


def _height(glass: Glass, text: QQuickItem) -> None:
    em_px = text.property("font").pixelSize()
    capital = glass.mm(CAPITAL_EM * (em_px + 0.5))
    degrees = math.degrees(2 * math.atan(capital / 2 / glass.panel.distance_mm))
    least = BODY_EM_MM * (glass.scale if text.property("role") == "body" else 1.0)
    if degrees < CAPITAL_DEGREES or capital < CAPITAL_MM or em_px + 0.5 < glass.px(least):
        glass.say("text-height", text, f"em {glass.mm(em_px):.1f} mm, capital {degrees:.2f} degrees")


def _face(glass: Glass, text: QQuickItem) -> None:
    font: QFont = text.property("font")
    words = text.property("text")
    run = max((len(word) for word in words.split() if word.isascii() and word.isalpha() and word.isupper()), default=0)
    wrong = [
        name
        for name, is_so in (
            ("italic", font.italic()),
            ("thin", font.weight() < QFont.Weight.Normal),
            ("face", font.family() != FAMILY),
            ("capitals", run >= CAPITALS_IN_A_ROW),
            ("justified", text.property("lineCount") > 1 and evaluate(text, "horizontalAlignment") == JUSTIFIED),
        )
        if is_so
    ]
    if wrong:
        glass.say("typeface", text, ", ".join(wrong))


def _lines(glass: Glass, text: QQuickItem) -> None:
    """A paragraph is reading text of two lines or more: not a heading, not part of a button, not the caption."""
    lines, font = text.property("lineCount"), text.property("font")
    if lines < 2:
        return
    reading = not text.property("heading") and not any(above.inherits(BUTTON) for above in glass.above[text])
    space = text.property("contentHeight") / lines / font.pixelSize()
    if reading and text.property("role") in PARAGRAPH_ROLES and space < LINE_SPACE:
        glass.say("line-space", text, f"{space:.2f} of the size")
    words = text.property("text")
    latin = sum(letter.isascii() for letter in words) > len(words) / 2
    widest = QFontMetricsF(font).horizontalAdvance(words) / max(1, len(words)) if latin else font.pixelSize()
    glyphs = text.property("contentWidth") / widest
    if glyphs > (LINE_LATIN if latin else LINE_GLYPHS) + 0.5:
        glass.say("line-length", text, f"{glyphs:.0f} characters")


def _place(glass: Glass, text: QQuickItem) -> None:
    ink = glass.inks[text]
    if text.property("truncated") or text.property("contentWidth") > text.width() + ROUNDING_PX:
        glass.say("truncated", text, f"{text.property('contentWidth'):.0f} > {text.width():.0f} px")
    if not _grown(glass.window).contains(ink):
        glass.say("off-window", text, _box(ink))
        return
    _inside(glass, text, ink)
    for above in glass.above[text]:
        if above.clip() and not _grown(rect_of(above)).contains(ink):
            glass.say("clipped", text, f"by {glass.label(above)}")


def _inside(glass: Glass, item: QQuickItem, seen: QRectF) -> None:
    for box in _boxes(glass, item):
        if not _grown(rect_of(box)).contains(seen):
            glass.say("outside-box", item, f"{_box(seen)} of {glass.label(box)} {_box(rect_of(box))}")
            return


def _boxes(glass: Glass, inner: QQuickItem) -> Iterator[QQuickItem]:
    """What a text or picture must stay inside: the button, card or plate it stands on, and its page."""
    width, height = BIG_BOX
    for item in glass.above.get(inner) or ancestors(inner):
        big = item.width() > width and item.height() > height
        if item.inherits(BUTTON) or (item.inherits("QQuickRectangle") and big) or item in glass.pages:
            yield item


def _overlaps(glass: Glass) -> None:
    for (one, a), (other, b) in itertools.combinations(glass.inks.items(), 2):
        if _touch(a, b):
            glass.say("text-over-text", one, f"and {other.property('text')[:14]!r}")
    for text, ink in glass.inks.items():
        for target, rect in glass.rects.items():
            if _touch(ink, rect) and target not in glass.above[text]:
                glass.say("text-under-button", text, f"{glass.label(target)!r}")


def _touch(a: QRectF, b: QRectF) -> bool:
    across = min(a.right(), b.right()) - max(a.left(), b.left())
    return across > TOUCHING_PX and min(a.bottom(), b.bottom()) - max(a.top(), b.top()) > TOUCHING_PX


def _grown(rect: QRectF) -> QRectF:
    return rect.adjusted(-ROUNDING_PX, -ROUNDING_PX, ROUNDING_PX, ROUNDING_PX)


def _box(rect: QRectF) -> str:
    return str([round(v) for v in rect.getRect()])
