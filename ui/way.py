"""The way through the pages: each is read off the GUI thread, and what comes when the resident has gone on is not shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ui.jobs import Lane
from ui.view_models.page import PageViewModel


@dataclass(frozen=True)
class Stop:
    """One place on the way: a page, what it is about, and which leaf of it."""

    page: str
    about: str = ""
    leaf: int = 0


Stops = tuple[Stop, ...]
"""From the first page to the one that is shown."""
REST = Stop("rest")
HOME = Stop("home")


class Way:
    """Goes to pages; `arrived` is told when one can be shown.

    Between two visits, until the rest page has been read, a press waits: it is the next person's. What the former one
    had wished for is dropped.
    """

    def __init__(self, rooms: Mapping[str, PageViewModel], lane: Lane, arrived: Callable[[Stops], None]) -> None:
        self._rooms = rooms
        self._lane = lane
        self._arrived = arrived
        self._asked = 0
        self._visit = 0
        self._leaving = False

    def press(self, act: Callable[[], None]) -> None:
        """Does what a key does: at once, or when all that the former visit still had on the lane is forgotten."""
        if not self._leaving:
            act()
            return
        visit = self._visit
        self._lane.run(lambda: None, lambda _: self.press(act) if visit == self._visit else None)

    def go(self, stops: Stops) -> None:
        """A key leads there."""
        self.press(lambda: self._go(stops))

    def wish(self, act: Callable[[], None]) -> None:
        """Does what no key but something that was under way leads to; not after its visit."""
        if not self._leaving:
            act()

    def leave(self) -> None:
        """The visit has ended."""
        self._visit += 1
        self._leaving = True
        self._go((REST,))

    def forget(self) -> None:
        """Nothing of a visit stays in any room."""
        for room in set(self._rooms.values()):
            room.forget()

    def _go(self, stops: Stops) -> None:
        for room in set(self._rooms.values()):
            room.drop()
        self._asked += 1
        asked, to = self._asked, stops[-1]
        room = self._rooms.get(to.page)
        if room is None:
            self._arrive(asked, stops, None)
        else:
            self._lane.run(lambda: room.read(to.page, to.about), lambda got: self._arrive(asked, stops, got))

    def _arrive(self, asked: int, stops: Stops, got: object) -> None:
        if asked != self._asked:
            return
        to = stops[-1]
        if self._leaving:
            self._leaving = False
            self.forget()  # what was still on the lane has come back since; nothing of the next visit is there
        room = self._rooms.get(to.page)
        if room is not None and got is None:
            self._go((*stops[:-1], Stop("sorry")))
            return
        if room is not None:
            room.show(to.page, to.about, got)
        self._arrived(stops)
