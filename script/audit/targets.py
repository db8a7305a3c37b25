"""What a shaky hand needs: size, gaps, margins and reach of everything that can be pressed."""

from __future__ import annotations

import itertools
import math

from PySide6.QtCore import QRectF

from audit.glass import ROUNDING_PX, Glass, rect_of

TARGET_MM = 20.0
MAIN_MM = 25.0
GAP_MM = 3.0
MARGIN_MM = 10.0
DEAD_MM = 15.0
"""Nothing to press in the lowest strip: a palm rests there."""
REACH_MM = (380.0, 1220.0)
"""Over the floor; EN 301 549, 8.3."""
LOW_REACH_MM = (700.0, 1100.0)
MAIN_KINDS = ("primary", "voice", "person")
NEAR_PX = 30.0


def check(glass: Glass) -> None:
    for target, rect in glass.rects.items():
        _size(glass, target, rect)
        _margin(glass, target, rect)
        _reach(glass, target, rect)
        _whole(glass, target, rect)
    _apart(glass)


def _size(glass: Glass, target, rect: QRectF) -> None:
    least = glass.px(TARGET_MM) - ROUNDING_PX
    measured = f"{glass.mm(rect.width()):.1f} x {glass.mm(rect.height()):.1f} mm"
    if rect.width() < least or rect.height() < least:
        glass.say("target-size", target, measured)
    main = target in glass.own and target.property("kind") in MAIN_KINDS
    if main and rect.height() < glass.px(MAIN_MM) - ROUNDING_PX:
        glass.say("main-button", target, measured)


def _margin(glass: Glass, target, rect: QRectF) -> None:
    side, window = glass.px(MARGIN_MM) - ROUNDING_PX, glass.window
    low = window.height() - glass.px(DEAD_MM) + ROUNDING_PX
    if rect.left() < side or rect.right() > window.width() - side or rect.top() < side or rect.bottom() > low:
        glass.say("edge-margin", target, _box(rect))


def _reach(glass: Glass, target, rect: QRectF) -> None:
    lowest, highest = LOW_REACH_MM if glass.low else REACH_MM
    bottom = glass.panel.bottom_mm + glass.mm(glass.window.height() - rect.bottom())
    top = glass.panel.bottom_mm + glass.mm(glass.window.height() - rect.top())
    slack = glass.mm(ROUNDING_PX)
    if bottom < lowest - slack or top > highest + slack:
        glass.say("reach", target, f"{bottom:.0f} to {top:.0f} mm over the floor")


def _whole(glass: Glass, target, rect: QRectF) -> None:
    if not glass.window.adjusted(-ROUNDING_PX, -ROUNDING_PX, ROUNDING_PX, ROUNDING_PX).contains(rect):
        glass.say("off-window", target, _box(rect))
    for above in glass.above[target]:
        if above.clip() and not rect_of(above).adjusted(-1, -1, 1, 1).contains(rect):
            glass.say("clipped", target, f"by {glass.label(above)}")


def _apart(glass: Glass) -> None:
    for (one, a), (other, b) in itertools.combinations(glass.rects.items(), 2):
        across = max(b.left() - a.right(), a.left() - b.right())
        down = max(b.top() - a.bottom(), a.top() - b.bottom())
        if across > NEAR_PX or down > NEAR_PX:
            continue
        if across < 0 and down < 0:
            glass.say("target-overlap", one, f"with {glass.label(other)}")
            continue
        gap = math.hypot(max(across, 0), max(down, 0))
        if gap < glass.px(GAP_MM) - ROUNDING_PX:
            glass.say("target-gap", one, f"{glass.mm(gap):.1f} mm to {glass.label(other)}")


def _box(rect: QRectF) -> str:
    return str([round(v) for v in rect.getRect()])
