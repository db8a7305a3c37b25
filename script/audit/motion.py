"""Stillness: after a page has opened nothing moves but the clock, the caption and the microphone's ring; nothing flashes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QRectF

from audit.colours import luminance
from audit.glass import Glass, ancestors, grab, has, rect_of

STILL_MS = 2000
FRAME_MS = 50
FLASH_STEP = 0.1
"""A flash is a pair of opposite changes of relative luminance of a tenth or more, the darker under 0.8 (WCAG 2.3.1)."""
FLASH_DARKER = 0.8
BLOCK_PX = 24
CLOCK_SIGN = ":"
MAY_MOVE = ("readWord", "level")
"""Properties only the caption row and the microphone's ring have."""


def allowed(glass: Glass) -> list[QRectF]:
    """Where something may change: clock, caption, ring."""
    found = [rect_of(item) for item in glass.items if any(has(item, name) for name in MAY_MOVE)]
    for text in glass.texts:
        if CLOCK_SIGN in text.property("text") and text.property("text").strip()[-1:].isalnum():
            found += [rect_of(above) for above in ancestors(text) if above.inherits("QQuickColumn")][:1]
            found.append(rect_of(text))
    return found


def check(glass: Glass, wait_ms: int = STILL_MS) -> None:
    """Looks at the page for two seconds, twenty times a second."""
    frames = [glass.frame]
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < wait_ms:
        frame_began = clock.elapsed()
        while clock.elapsed() < frame_began + FRAME_MS:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        frames.append(grab(glass.kiosk))
    _still(glass, frames)
    _calm(glass, frames)


def _still(glass: Glass, frames: list[np.ndarray]) -> None:
    may = np.zeros(frames[0].shape, bool)
    for rect in allowed(glass):
        may[max(0, int(rect.top())) : int(rect.bottom()) + 1, max(0, int(rect.left())) : int(rect.right()) + 1] = True
    for number, frame in enumerate(frames[1:], 1):
        rows, columns = moved(frames[0], frame, may)
        if len(rows):
            glass.say(
                "motion",
                "page",
                f"{len(rows)} px in {columns.min()},{rows.min()}..{columns.max()},{rows.max()} in frame {number}",
            )
            return


def moved(old: np.ndarray, new: np.ndarray, may: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the pixels that changed, but for the soft edge of a glyph: painted again it may shift by a part
    of a pixel, and its colour then still lies between those beside it."""
    rows, columns = np.nonzero((old != new) & ~may)
    around = [
        old[(rows + down).clip(0, old.shape[0] - 1), (columns + right).clip(0, old.shape[1] - 1)]
        for down in (-1, 0, 1)
        for right in (-1, 0, 1)
    ]
    beside = np.stack(around) if len(rows) else np.zeros((1, 0), np.uint32)
    out = np.zeros(len(rows), bool)
    for shift in (16, 8, 0):
        was, now = beside >> shift & 255, new[rows, columns] >> shift & 255
        out |= (now < was.min(axis=0)) | (now > was.max(axis=0))
    return rows[out], columns[out]


def _calm(glass: Glass, frames: list[np.ndarray]) -> None:
    """Anywhere, also where something may move: no block goes bright and dark again."""
    light = np.stack([luminance(frame[::BLOCK_PX, ::BLOCK_PX]) for frame in frames])
    steps = np.diff(light, axis=0)
    darker = np.minimum(light[1:], light[:-1]) < FLASH_DARKER
    up = ((steps >= FLASH_STEP) & darker).sum(axis=0)
    down = ((steps <= -FLASH_STEP) & darker).sum(axis=0)
    flashes = int(np.minimum(up, down).max())
    if flashes:
        glass.say("flash", "page", f"{flashes} in {len(frames) * FRAME_MS / 1000:.1f} s")
