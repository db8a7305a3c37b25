"""Keys alone: every target is reached, in reading order, and a ring all round shows where one is.

Reading order: from one target of the page the keys go to the right in its row, or lower, or to the head of a column
further right; a key beside the heading may come after the others, as an answer to them (都不是). The keys of the furniture
come together, before or after the page. Keys never act: the page stays. At rest and while 您还在吗 is asked any key is
an answer, so there is nothing to walk.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from audit.colours import ratio
from audit.glass import FURNITURE, ROUNDING_PX, Glass, grab

NEXT = Qt.Key.Key_Right
ANY_KEY_ANSWERS = ("rest", "still")
RING_CONTRAST = 3.0
RING_PX = 4
"""Seen to change, on any panel; and as wide on the 21.5 inch panel (1 mm), never under 2, where it changes 3:1."""
STRONG_RING_MM = 1.0
STRONG_LEAST_PX = 2
AROUND_MM = 3.0
RAYS = 24
MOST_STEPS = 80


def check(glass: Glass, ringed: set[str]) -> None:
    """Walks once round by key. `ringed`: keys of the furniture whose ring was looked at on another page of this look."""
    app = glass.kiosk.app
    page = app.property("page")
    if page in ANY_KEY_ANSWERS:
        return
    before = glass.frame
    walked: list[QQuickItem] = []
    for _ in range(MOST_STEPS):
        QTest.keyClick(glass.kiosk.window, NEXT)
        QCoreApplication.processEvents()
        if app.property("page") != page:
            glass.say("focus-acts", page, f"became {app.property('page')}")
            return
        item = glass.kiosk.window.activeFocusItem()
        if item is None or item in walked:
            break
        if item in glass.rects:
            walked.append(item)
            if item in glass.own or item.objectName() not in ringed:
                _ring(glass, item, before)
                ringed.add(item.objectName())
    for target in glass.targets:
        if target not in walked and target.isEnabled():
            glass.say("focus-unreached", target)
    _order(glass, [item for item in _from_the_page_on(glass, walked) if item in glass.own])
    _furniture(glass, walked)
    glass.kiosk.keys.by_hand()  # a finger leads again: the next page comes without a ring
    for item in walked[-1:]:
        item.forceActiveFocus(Qt.FocusReason.OtherFocusReason)
    QCoreApplication.processEvents()


def _from_the_page_on(glass: Glass, walked: list[QQuickItem]) -> list[QQuickItem]:
    """The ring has no beginning: it is read from where the page follows the furniture, else from the uppermost target."""
    starts = [n for n, item in enumerate(walked) if item in glass.own and walked[n - 1] not in glass.own]
    uppermost = sorted(range(len(walked)), key=lambda n: (glass.rects[walked[n]].top(), glass.rects[walked[n]].left()))
    start = next(iter(starts or uppermost), 0)
    return walked[start:] + walked[:start]


def _order(glass: Glass, walked: list[QQuickItem]) -> None:
    heading = next((glass.inks[text] for text in glass.texts if text.property("heading")), QRectF())
    for one, other in itertools.pairwise(walked):
        a, b = glass.rects[one], glass.rects[other]
        if b.top() < heading.bottom() and b.left() >= heading.right():
            continue
        row = min(a.bottom(), b.bottom()) - max(a.top(), b.top()) > min(a.height(), b.height()) / 2
        right = b.left() >= a.right() - ROUNDING_PX
        if not right and (row or b.top() < a.top()):
            glass.say("focus-order", other, f"after {glass.label(one)}")


def _furniture(glass: Glass, walked: list[QQuickItem]) -> None:
    """One stretch of page, one of furniture: not in between."""
    kinds = [item.objectName() in FURNITURE for item in walked]
    turns = sum(one != other for one, other in zip(kinds, kinds[1:] + kinds[:1], strict=True))
    if turns > 2:
        glass.say("focus-order", "furniture", f"the page is left {turns // 2} times")


def _ring(glass: Glass, item: QQuickItem, before: np.ndarray) -> None:
    rect = glass.rects[item]
    around = round(glass.px(AROUND_MM))
    grown = rect.adjusted(-around, -around, around, around)
    if not glass.window.contains(grown):
        grown = grown.intersected(glass.window)
    part = (slice(int(grown.top()), int(grown.bottom())), slice(int(grown.left()), int(grown.right())))
    old, new = before[part], grab(glass.kiosk, part)
    changed = old != new
    strong = np.zeros_like(changed)
    strong[changed] = ratio(old[changed], new[changed]) >= RING_CONTRAST
    least = max(STRONG_LEAST_PX, int(glass.px(STRONG_RING_MM)))
    seen, clear = thinnest(changed, rect, grown), thinnest(strong, rect, grown)
    if seen < RING_PX or clear < least:
        glass.say("focus-ring", item, f"{seen} px, of them {clear} px at 3:1, at the thinnest")


def thinnest(mask: np.ndarray, rect: QRectF, grown: QRectF) -> int:
    """How many pixels of the mask a ray from the middle of the target crosses, at the place where it crosses fewest."""
    height, width = mask.shape
    angles = 2 * math.pi * (np.arange(RAYS) + 0.5) / RAYS
    dx, dy = np.cos(angles) * rect.width() / 2, np.sin(angles) * rect.height() / 2
    steps = np.arange(math.hypot(width, height) / 2) / np.hypot(dx, dy)[:, None]
    xs = (rect.center().x() - grown.left() + steps * dx[:, None]).astype(int)
    ys = (rect.center().y() - grown.top() + steps * dy[:, None]).astype(int)
    inside = (xs >= 0) & (xs < width) & (ys >= 0) & (ys < height)
    hit = mask[ys.clip(0, height - 1), xs.clip(0, width - 1)] & inside
    return int(hit.sum(axis=1).min())
