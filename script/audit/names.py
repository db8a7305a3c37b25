"""What a screen reader and a reader of signs need: names, roles, actions, headings, words and pictures."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from audit.glass import BUTTON, ICON_FAMILY, Glass, evaluate, shown

ROOM_FOR_PICTURES = 1.0
"""In larger layouts hints go first, then pictures; a word never goes. The number of a row, which can be said, is its sign."""
LETTER_KEYS = ("letter-", "key-")
"""A key's own letter or digit is its picture."""


def check(glass: Glass) -> None:
    for target in glass.targets:
        _spoken(glass, target)
        _signs(glass, target)
    _ids(glass)
    _headings(glass)
    for item in glass.items:
        if item.inherits("QQuickImage"):
            _image(glass, item)
        if item not in glass.pages and not item.inherits(BUTTON) and _pointed(item):
            glass.say("no-role", item, "takes touches")
    for text in glass.texts:
        _readable(glass, text)


def _pointed(item: QQuickItem) -> bool:
    return item.inherits("QQuickMouseArea") or any(child.inherits("QQuickPointerHandler") for child in item.children())


def _spoken(glass: Glass, target: QQuickItem) -> None:
    interface = QAccessible.queryAccessibleInterface(target)
    actions = interface.actionInterface() if interface else None
    if actions is None or interface.role() != QAccessible.Role.Button or "Press" not in actions.actionNames():
        glass.say("no-role", target)
        return
    name = interface.text(QAccessible.Text.Name).strip()
    if not name:
        glass.say("no-name", target)
    seen = _words(target)
    if name and seen and _letters(seen[0]) not in _letters(name):
        glass.say("label-in-name", target, f"{seen[0]!r} is not in {name!r}")


def _letters(words: str) -> str:
    return "".join(words.split()).casefold()


def _words(target: QQuickItem) -> list[str]:
    """The words seen on a button, its own word first; the number of a row only where there is no word."""
    found = [
        item.property("text")
        for item in shown(target)
        if item.inherits("QQuickText")
        and item.property("text").strip()
        and ICON_FAMILY not in item.property("font").family()
    ]
    return sorted(found, key=str.isdigit)


def _signs(glass: Glass, target: QQuickItem) -> None:
    if not _words(target):
        glass.say("no-word", target)
    pictured = any(icon.property("picture") and target.isAncestorOf(icon) for icon in glass.icons)
    key = target.objectName().startswith(LETTER_KEYS)
    numbered = (target.property("number") or 0) > 0
    if not (pictured or numbered or key) and glass.step <= ROOM_FOR_PICTURES and _pictures_wanted(glass, target):
        glass.say("no-picture", target)


def _pictures_wanted(glass: Glass, target: QQuickItem) -> bool:
    return target not in glass.own or evaluate(glass.page, "Theme.pictures") is not False


def _ids(glass: Glass) -> None:
    names = Counter(target.objectName() for target in glass.targets)
    for target in glass.targets:
        if not target.objectName() or _identifier(target) != target.objectName():
            glass.say("no-id", target)
        elif names[target.objectName()] > 1:
            glass.say("no-id", target, "used twice")


def _identifier(target: QQuickItem) -> str:
    interface = QAccessible.queryAccessibleInterface(target)
    return interface.text(QAccessible.Text.Identifier) if interface else ""


def _headings(glass: Glass) -> None:
    headings = [text for text in glass.texts if text.property("heading")]
    if len(headings) != 1:
        glass.say("heading", "page", str([text.property("text") for text in headings]))
        return
    interface = QAccessible.queryAccessibleInterface(headings[0])
    if interface is None or interface.role() != QAccessible.Role.Heading:
        glass.say("heading", headings[0], "is not a heading to a screen reader")
    title = glass.kiosk.window.title()
    if title != headings[0].property("text"):
        glass.say("window-title", headings[0], f"the window is called {title!r}")


def _image(glass: Glass, image: QQuickItem) -> None:
    if evaluate(image, "Accessible.ignored") is not True and not glass.name(image).strip():
        glass.say("image-name", image, str(evaluate(image, "String(source)"))[-30:])


def _readable(glass: Glass, text: QQuickItem) -> None:
    """A text is named itself, or is part of something named, or is the number of a row that is read in its order."""
    if glass.name(text).strip() or text.property("text").isdigit():
        return
    words = _letters(text.property("text"))
    if not any(above.inherits(BUTTON) or words in _letters(glass.name(above)) for above in glass.above[text]):
        glass.say("no-name", text)
