"""Contrast on the grabbed frame: of every text, of the edge of every button, of every picture."""

from __future__ import annotations

import numpy as np
import wcag
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from audit.glass import Glass, rect_of, rgb

TEXT_CONTRAST = 7.0
SHAPE_CONTRAST = 4.5
STRIDE = 3
"""Every third pixel of a box tells its ground: large areas, no need of all."""
GROUND_SHARE = 0.15
"""A colour is ground where it covers this much of the box."""
INK_SHARE = 0.003
EDGE_MM = 4.5
"""How deep the edge of a button may lie: its line, or the face behind the widest lip."""
OUTSIDE_PX = 3
EDGE_SHARE = 0.1
"""The middle of a side is looked at: a round button touches its box only there."""


def luminance(colours: np.ndarray) -> np.ndarray:
    """Relative luminance (WCAG) of 0xRRGGBB."""
    return wcag.luminance(np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=-1))


def ratio(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Contrast of colours, 1 to 21."""
    return wcag.ratio(luminance(np.asarray(one)), luminance(np.asarray(other)))


def cut(frame: np.ndarray, rect: QRectF) -> np.ndarray:
    return frame[max(0, int(rect.top())) : int(rect.bottom()), max(0, int(rect.left())) : int(rect.right())]


def contrast(box: np.ndarray, ink: int) -> float:
    """The least contrast of the ink with a ground of the box; 1 where the ink is not seen at all."""
    if not box.size:
        return 1.0
    colours, counts = np.unique(box[::STRIDE, ::STRIDE], return_counts=True)
    if not (colours == ink).any() or counts[colours == ink][0] < counts.sum() * INK_SHARE:
        return _farthest(box)
    grounds = colours[(counts >= counts.sum() * GROUND_SHARE) & (colours != ink)]
    grounds = grounds if grounds.size else colours[[counts.argmax()]]
    return float(ratio(grounds, np.full(grounds.shape, ink)).min())


def _farthest(box: np.ndarray) -> float:
    """The colour that was asked for is not there: the farthest from the commonest that covers enough counts."""
    colours, counts = np.unique(box, return_counts=True)
    inks = colours[counts >= max(2, counts.sum() * INK_SHARE)]
    return float(ratio(inks, np.full(inks.shape, colours[counts.argmax()])).max())


def check(glass: Glass) -> None:
    frame = glass.frame
    for text, ink in glass.inks.items():
        found = contrast(cut(frame, ink.intersected(glass.window)), rgb(text.property("color")))
        if found < TEXT_CONTRAST:
            glass.say("text-contrast", text, f"{found:.1f}:1")
    for icon in glass.icons:
        if icon.property("picture"):
            _icon(glass, frame, icon)
    for target, rect in glass.rects.items():
        found = edge(frame, rect, max(3, round(glass.px(EDGE_MM))))
        if found < SHAPE_CONTRAST:
            glass.say("edge-contrast", target, f"{found:.1f}:1")


def _icon(glass: Glass, frame: np.ndarray, icon: QQuickItem) -> None:
    found = contrast(cut(frame, rect_of(icon).intersected(glass.window)), rgb(icon.property("colour")))
    if found < SHAPE_CONTRAST:
        glass.say("icon-contrast", icon, f"{icon.property('picture')} {found:.1f}:1")


def edge(frame: np.ndarray, rect: QRectF, depth: int) -> float:
    """The least, over the four sides, of the best contrast between the ground outside and a line or face inside."""
    top, left, bottom, right = round(rect.top()), round(rect.left()), round(rect.bottom()), round(rect.right())
    across = slice(*_middle(left, right))
    down = slice(*_middle(top, bottom))
    sides = (
        frame[max(0, top - OUTSIDE_PX) : top + depth, across],
        frame[bottom - depth : bottom + OUTSIDE_PX, across][::-1],
        frame[down, max(0, left - OUTSIDE_PX) : left + depth].T,
        frame[down, right - depth : right + OUTSIDE_PX].T[::-1],
    )
    return min((_side(side) for side in sides if side.shape[0] > OUTSIDE_PX and side.shape[1]), default=21.0)


def _middle(start: int, end: int) -> tuple[int, int]:
    half = max(1, round((end - start) * EDGE_SHARE / 2))
    return max(0, (start + end) // 2 - half), (start + end) // 2 + half


def _side(side: np.ndarray) -> float:
    lines = np.median(side, axis=1).astype(np.uint32) if side.shape[1] == 1 else side[:, side.shape[1] // 2]
    return float(ratio(lines[OUTSIDE_PX:], np.full(lines[OUTSIDE_PX:].shape, lines[0])).max())
