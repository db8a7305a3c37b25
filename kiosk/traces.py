"""Looks for words in all that outlives a visit inside the kiosk's own process. For measurements and tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractListModel, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard, QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk

TEXTS = frozenset({"QString", "QStringList", "QVariant", "QVariantMap", "QVariantList", "QUrl", "QJSValue"})

PLAIN = (tuple, frozenset, dict)


def traces(kiosk: Kiosk, words: Sequence[str]) -> list[str]:
    """Where any of `words` still is, spaces apart: the items of the screen, the view models and their lists, what
    assistive technology is told, the clipboard, and every text that Python keeps alive."""
    wanted = [word.replace(" ", "") for word in words]

    def telling(text: object) -> bool:
        said = str(text).replace(" ", "")
        return any(word in said for word in wanted)

    found = [f"item {where}" for where, text in _properties(kiosk) if telling(text)]
    screen = QAccessible.queryAccessibleInterface(kiosk.window)
    found += ["accessible tree" for text in (_spoken(screen) if screen else ()) if telling(text)]
    clipboard = QGuiApplication.clipboard()
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
    found += [f"clipboard {mode.name}" for mode in modes if telling(clipboard.text(mode))]
    given = {id(word) for word in (*words, *wanted)}
    found += [f"Python: {holder}" for holder, text in _texts() if id(text) not in given and telling(text)]
    return sorted(set(found))


def _properties(kiosk: Kiosk) -> Iterator[tuple[str, object]]:
    models = [one for one in vars(kiosk).values() if isinstance(one, QObject)]
    objects = [*models, *_items(kiosk.window.contentItem())]
    objects += [child for one in (*models, kiosk.window) for child in one.findChildren(QObject)]
    for one in {id(one): one for one in objects}.values():
        meta = one.metaObject()
        for number in range(meta.propertyCount()):
            prop = meta.property(number)
            if prop.typeName() in TEXTS:
                yield f"{meta.className()}.{prop.name()}", prop.read(one)
        if isinstance(one, QAbstractListModel):
            for row in range(one.rowCount()):
                yield meta.className(), [one.data(one.index(row), role) for role in one.roleNames()]


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _items(child)


def _spoken(node: QAccessibleInterface) -> Iterator[str]:
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help):
        yield node.text(kind)
    for number in range(node.childCount()):
        child = node.child(number)
        if child:
            yield from _spoken(child)


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
