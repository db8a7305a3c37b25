"""The settings a page is seen in, the whole matrix of them, and nine that cover every pair."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from audit.glass import LYING, UPRIGHT, Panel
from kiosk.app import Kiosk
from kiosk.shoot import look, settle
from ui.view_models.app import ENTRANCES, GROUNDS, LANGS, SCALES


@dataclass(frozen=True)
class Look:
    """How a visit looks: text size, colours, entrance, way up ("p" or "l"), language; lowered; without pictures."""

    scale: float
    ground: str
    entrance: str
    way_up: str = "p"
    lang: str = "zh"
    low: bool = False
    words_only: bool = False

    @property
    def panel(self) -> Panel:
        return LYING if self.way_up == "l" else UPRIGHT

    def __str__(self) -> str:
        more = "-low" * self.low + "-words" * self.words_only
        return f"{self.scale:g}-{self.ground}-{self.entrance}-{self.way_up}-{self.lang}{more}"


# An orthogonal array L9 in the first three columns, and two columns of two values that meet each other value and each
# other; searched by program, proved by a test.
_NINE = (
    (0, 0, 0, 0, 0),
    (0, 1, 1, 0, 1),
    (0, 2, 2, 1, 0),
    (1, 0, 1, 1, 0),
    (1, 1, 2, 0, 0),
    (1, 2, 0, 0, 1),
    (2, 0, 2, 0, 1),
    (2, 1, 0, 1, 1),
    (2, 2, 1, 0, 0),
)
WAYS_UP = ("p", "l")
FACTORS = (SCALES, GROUNDS, ENTRANCES, WAYS_UP, LANGS)


def _look(row: tuple[int, ...]) -> Look:
    return Look(*(values[at] for values, at in zip(FACTORS, row, strict=True)))


NINE = tuple(_look(row) for row in _NINE)
"""Every pair of settings meets on at least one of these."""
EVERY = tuple(Look(*values) for values in itertools.product(*FACTORS))


def put_on(kiosk: Kiosk, wanted: Look, panel: Panel | None = None) -> None:
    """A new visit begins that looks like this, at rest. On a panel of its own size the window keeps that size."""
    look(kiosk, wanted.way_up, wanted.ground, wanted.scale, wanted.lang)
    if panel is not None:
        kiosk.window.resize(panel.width_px, panel.height_px)
    if wanted.low:
        kiosk.app.toggleLow()
    if wanted.words_only:
        kiosk.app.toggleWordsOnly()
    settle(kiosk)


def worn(kiosk: Kiosk, wanted: Look) -> bool:
    """Whether the visit still looks like this; the way in does not count."""
    facts = {name: getattr(wanted, name) for name in ("scale", "ground", "lang", "low")}
    facts["wordsOnly"] = wanted.words_only
    return all(kiosk.app.property(name) == value for name, value in facts.items())


def enter(kiosk: Kiosk, entrance: str) -> None:
    """The first page of this entrance, with whoever helps named."""
    kiosk.app.enter(entrance)
    settle(kiosk)
    if entrance == "assisted":
        kiosk.app.helpedBy("volunteer")
        settle(kiosk)
