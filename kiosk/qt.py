"""How Qt is brought into this process: before the first of its objects, and without what the first picture must wait for."""

from __future__ import annotations

import builtins
import ctypes
import gc
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtQml import QQmlEngine

ENVIRONMENT = {
    "QT_QUICK_BACKEND": "software",
    "QSG_RENDER_LOOP": "basic",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
}


def prepare() -> None:
    """Software scene graph unless the environment says otherwise, Python's own `import`, and no search for garbage before
    `started`: hardly anything of a start is garbage.

    PySide6 puts an `import` of its own in its place, which reads the source of each module imported afterwards, to see
    whether it wants snake_case names, and keeps it in `linecache`: 10 MB and 50 ms for the screen (docs/adr/0002-qt.md).
    """
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    gc.disable()
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain


def started() -> None:
    """The first picture is on the glass: garbage is looked for again, but not among what the start has made."""
    gc.freeze()
    gc.enable()


def swept(engine: QQmlEngine) -> None:
    """Nobody stands here: what the last visit left, in Python and in QML, is taken away, and its memory given back."""
    gc.collect()
    engine.collectGarbage()
    with suppress(OSError, AttributeError):  # only glibc has it
        ctypes.CDLL(None).malloc_trim(0)
