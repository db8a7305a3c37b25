"""Where the focus goes: one ring through all controls for left and right, the nearest control for up and down. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOP = ("bigger", "volume", "theme", "lang")
READ = ("read",)
NAV = ("home", "back", "speak", "help", "person")


@dataclass(frozen=True, slots=True)
class Place:
    """One control that can be pressed: its name and where it is in the window, in pixels."""

    name: str
    x: float
    y: float
    width: float
    height: float
    careful: bool = False
    """It sends, calls or takes back: the focus never comes to rest on it by itself."""

    @property
    def region(self) -> int:
        """0 the four keys of the look, 1 the page, 2 the read-aloud key, 3 the five keys of the way."""
        return next((n for n, names in ((0, TOP), (2, READ), (3, NAV)) if self.name in names), 1)

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def ring(places: Sequence[Place]) -> list[int]:
    """Indexes of `places` in their order round the screen; within a region they stay as given."""
    return sorted(range(len(places)), key=lambda n: (places[n].region, n))


def first(places: Sequence[Place]) -> int | None:
    """Where the focus is put when a page comes: the first control of the page that does nothing grave, else beside it."""
    order = [n for n in ring(places) if not places[n].careful]
    for region in (1, 2, 3, 0):
        for n in order:
            if places[n].region == region:
                return n
    return None


def step(places: Sequence[Place], at: int | None, direction: str) -> int | None:
    """Index of the place that an arrow leads to. `direction`: next, previous, up, down. Never a dead end."""
    if not places:
        return None
    order = ring(places)
    if at is None:
        return first(places)
    if direction in ("up", "down"):
        found = _nearest(places, at, down=direction == "down")
        if found is not None:
            return found
        if direction == "up" and places[at].region in (1, 2) and places[order[0]].region == 0:
            return order[0]
    way = 1 if direction in ("next", "down") else -1
    return order[(order.index(at) + way) % len(order)]


def _nearest(places: Sequence[Place], at: int, down: bool) -> int | None:
    """The nearest row above or below in the same column of the frame, and in it what is nearest to the middle."""
    here = places[at]
    if down:
        beyond = [n for n, one in enumerate(places) if one.y >= here.y + here.height - 1]
    else:
        beyond = [n for n, one in enumerate(places) if one.y + one.height <= here.y + 1]
        if here.region in (1, 2):  # over the top of the page it is always 大字 that comes
            beyond = [n for n in beyond if places[n].region in (1, 2)]
    beyond = [n for n in beyond if _same_column(here, places[n])]
    if not beyond:
        return None

    def away(n: int) -> float:
        one = places[n]
        return one.y - here.y - here.height if down else here.y - one.y - one.height

    row = min(beyond, key=away)
    near = [n for n in beyond if _overlap(places[n], places[row])]
    return min(near, key=lambda n: abs(places[n].middle - here.middle))


def _overlap(one: Place, other: Place) -> bool:
    """Side by side: in one row."""
    return one.y < other.y + other.height and other.y < one.y + one.height


def _same_column(here: Place, other: Place) -> bool:
    """The rails of a lying screen are columns of their own; on an upright one all is one column."""
    pair = {here.region, other.region}
    if pair <= {1, 2} or len(pair) == 1:
        return True
    return here.x < other.x + other.width and other.x < here.x + here.width
