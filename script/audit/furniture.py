"""What is the same on every page: the place of the ten keys; and what never is: the title."""

from __future__ import annotations

from audit.glass import FURNITURE, Finding, Glass

SAME_PX = 2
Place = tuple[int, int, int, int]


class Places:
    """Where each key and each title was first seen; later pages are held to it."""

    def __init__(self) -> None:
        self.ringed: set[str] = set()
        self._titles: dict[str, str] = {}
        self._first: dict[tuple, dict[str, tuple[str, Place]]] = {}

    def check(self, glass: Glass, scene: str) -> None:
        """A page may have several scenes, all of one title; no other page has it."""
        page, title = glass.kiosk.app.property("page"), glass.kiosk.window.title()
        if self._titles.setdefault(title, page) != page:
            glass.found.append(Finding("same-title", page, f"{title!r} is {self._titles[title]} too"))
        if glass.page.property("bare"):
            return
        keys = {target.objectName(): target for target in glass.targets if target.objectName() in FURNITURE}
        first = self._first.setdefault((glass.panel, glass.low, glass.scale, glass.lang), {})
        for name in FURNITURE:
            if name not in keys:
                glass.say("furniture", name, "is not there")
                continue
            x, y, width, height = (round(v) for v in glass.rects[keys[name]].getRect())
            where, place = first.setdefault(name, (scene, (x, y, width, height)))
            if any(abs(a - b) > SAME_PX for a, b in zip(place, (x, y, width, height), strict=True)):
                glass.found.append(Finding("furniture", name, f"{(x, y, width, height)}, on {where} {place}"))
