"""How far things are: every service by pressing pictures, and a report from the first question to the receipt."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtQuick import QQuickItem

from audit.glass import BUTTON, Finding, shown
from kiosk.app import Kiosk
from kiosk.shoot import settle

MOST_PRESSES = 4
"""From the first page to a service, 下一页 not counted."""
FIRST = "tile-families"
REPORT = {
    "report-what": ("category-",),
    "report-where": ("place-", "place-", "place-"),
    "report-words": ("sentence-", "words-done"),
    "report-check": ("send",),
}
"""The four steps and the keys that are pressed on each; a place inside a place is the same step."""
MOST_LEAVES = 20
TYPING = ("key-", "letter-")
FIELDS = ("QQuickTextInput", "QQuickTextEdit")


def press(kiosk: Kiosk, name: str) -> bool:
    """Presses what is shown under this name, on whatever leaf it is."""
    for _ in range(MOST_LEAVES):
        found = {item.objectName(): item for item in _buttons(kiosk)}
        name_here = next((here for here in found if here.startswith(name)), None)
        wanted = name_here or ("pager-next" if "pager-next" in found else "check-next")
        if wanted not in found:
            return False
        found[wanted].click()
        settle(kiosk)
        kiosk.window.grabWindow()
        settle(kiosk)
        if name_here:
            return True
    return False


def browse(kiosk: Kiosk) -> dict[str, int]:
    """Service id -> presses from the first page, walking through every family and kind by pressing what is shown."""
    reached: dict[str, int] = {}
    _again(kiosk, FIRST)
    for family in _leaves(kiosk, "kinds-"):
        _again(kiosk, FIRST, family)
        for kind in _leaves(kiosk, "services-"):
            way = (FIRST, family, kind)
            _again(kiosk, *way)
            for service in _leaves(kiosk, "service-"):
                reached.setdefault(service.removeprefix("service-"), len(way) + 1)
    return reached


def far(reached: dict[str, int], services: set[str], most: int = MOST_PRESSES) -> list[Finding]:
    """What is wrong with the ways that were found to these services."""
    found = [Finding("depth", service, f"{presses} presses") for service, presses in reached.items() if presses > most]
    return found + [Finding("depth", service, "is not reached") for service in sorted(services - reached.keys())]


def report(kiosk: Kiosk) -> list[Finding]:
    """Files a report by presses alone and looks at every page on the way."""
    found: list[Finding] = []
    kiosk.app.home()
    settle(kiosk)
    press(kiosk, "tile-report-what")
    for page, keys in REPORT.items():
        for key in keys:
            here = kiosk.app.property("page")
            if here != page and key == keys[0]:
                return [*found, Finding("report-steps", here, f"where {page} belongs")]
            found += [Finding("report-steps", here, f"asks for typing: {name}") for name in _typing(kiosk)]
            if here == page and not press(kiosk, key):
                return [*found, Finding("report-steps", here, f"has no {key}")]
    end = kiosk.app.property("page")
    return found if end == "receipt" else [*found, Finding("report-steps", end, "where receipt belongs")]


def _again(kiosk: Kiosk, *names: str) -> None:
    kiosk.app.home()
    settle(kiosk)
    for name in names:
        press(kiosk, name)


def _leaves(kiosk: Kiosk, prefix: str) -> list[str]:
    """The keys of this kind on all leaves of the page."""
    found: list[str] = []
    for _ in range(MOST_LEAVES):
        names = [item.objectName() for item in _buttons(kiosk)]
        found += [name for name in names if name.startswith(prefix)]
        if "pager-next" not in names:
            break
        press(kiosk, "pager-next")
    return found


def _buttons(kiosk: Kiosk) -> Iterator[QQuickItem]:
    return (item for item in shown(kiosk.window.contentItem()) if item.inherits(BUTTON))


def _typing(kiosk: Kiosk) -> list[str]:
    items = list(shown(kiosk.window.contentItem()))
    keys = [item.objectName() for item in items if item.objectName().startswith(TYPING)]
    return keys + [item.objectName() or "field" for item in items if any(item.inherits(kind) for kind in FIELDS)]
