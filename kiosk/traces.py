"""Looks for words in all that outlives a visit inside the kiosk's own process. For measurements and tests."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QClipboard, QGuiApplication
from PySide6.QtQml import QQmlExpression
from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk
from ui.record_list import RecordList

ALL_TEXTS = """
(function () {
    const seen = new Set();
    const waiting = [contentItem, app];
    const found = [];
    while (waiting.length > 0) {
        const one = waiting.pop();
        if (seen.has(one))
            continue;
        seen.add(one);
        for (const name in one) {
            const value = one[name];
            if (typeof value === "string") {
                if (value !== "")
                    found.push([String(one).split("(")[0] + "." + name, value]);
            } else if (value instanceof Object && typeof value !== "function") {
                if (value.objectName !== undefined)
                    waiting.push(value);
                else if (value.length !== undefined)
                    for (let n = 0; n < value.length; n++)
                        if (typeof value[n] === "string")
                            found.push([String(one).split("(")[0] + "." + name, value[n]]);
                        else if (value[n] && value[n].objectName !== undefined)
                            waiting.push(value[n]);
            }
        }
    }
    return JSON.stringify(found);
})()
"""
PLAIN = (tuple, frozenset, dict)


def traces(kiosk: Kiosk, words: Sequence[str]) -> list[str]:
    """Where any of `words` still is, spaces apart: the items of the screen, the view models and their lists, what
    assistive technology is told, the clipboard, and every text that Python keeps alive."""
    wanted = [word.replace(" ", "") for word in words]

    def telling(text: object) -> bool:
        said = str(text).replace(" ", "")
        return any(word in said for word in wanted)

    found = [f"item {where}" for where, text in _properties(kiosk) if telling(text)]
    found += ["accessible tree" for text in _spoken(kiosk) if telling(text)]
    clipboard = QGuiApplication.clipboard()
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
    found += [f"clipboard {mode.name}" for mode in modes if telling(clipboard.text(mode))]
    given = {id(word) for word in (*words, *wanted)}
    found += [f"Python: {holder}" for holder, text in _texts() if id(text) not in given and telling(text)]
    return sorted(set(found))


def _properties(kiosk: Kiosk) -> Iterator[tuple[str, str]]:
    """All texts that QML can read, from the window on; asked in QML, for Python's own view of its types is not safe."""
    asked = QQmlExpression(kiosk.engine.rootContext(), kiosk.window, ALL_TEXTS)
    told, _ = asked.evaluate()
    if asked.hasError():
        raise RuntimeError(asked.error().toString())
    yield from json.loads(told)
    for model in (
        one for room in vars(kiosk).values() if isinstance(room, QObject) for one in room.findChildren(RecordList)
    ):
        for row in range(model.rowCount()):
            yield "RecordList", str([model.data(model.index(row), role) for role in model.roleNames()])


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _items(child)


def _spoken(kiosk: Kiosk) -> Iterator[str]:
    """What assistive technology can read of each item."""
    for item in _items(kiosk.window.contentItem()):
        told = QAccessible.queryAccessibleInterface(item)
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value) if told else ():
            yield told.text(kind)


def _texts() -> Iterator[tuple[str, str]]:
    """Every text that something alive refers to, with the kind of that something."""
    gc.collect()
    for holder in gc.get_objects():
        waiting = gc.get_referents(holder)
        while waiting:
            one = waiting.pop()
            kind = type(one)  # isinstance would wake what is lazy
            if kind is str:
                yield type(holder).__name__, one
            elif kind is bytes or kind is bytearray:
                yield type(holder).__name__, one.decode("utf-8", "replace")
            elif kind in PLAIN and not gc.is_tracked(one):  # a tuple of texts is nobody's object
                waiting += gc.get_referents(one)
