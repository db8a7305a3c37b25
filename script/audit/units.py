"""What the bench works through: parts, and in each part units of one look on one panel."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from audit import motion
from audit.glass import LYING, UPRIGHT, Glass, Panel
from audit.leaves import leaves
from audit.looks import EVERY, NINE, Look, put_on
from audit.page import audited, visit
from kiosk.app import Kiosk, Screen
from kiosk.shoot import SCENES, SampleListener, sample_kiosk
from offline_cache.catalogue import Catalogue
from ui.view_models.app import GROUNDS, LANGS, LARGEST_WHEN_LOW, SCALES

PANELS = (
    UPRIGHT,
    LYING,
    Panel("32 upright", 1080, 1920, 399.0, 640.0),
    Panel("43 upright", 1080, 1920, 536.0, 500.0),
)
PARTS = {
    "matrix": ("every page × 3 sizes × 3 colours × 3 entrances × 2 ways up × 2 languages", 1.0),
    "low": ("every page lowered to 700-1100 mm, up to 1.5", 1.0),
    "words": ("every page without pictures", 1.0),
    "panels": ("every page on the four reference panels, the frame kept in reach", 1.0),
    "leaves": ("every leaf of every service at 2.0", 6.0),
    "motion": ("every page for two seconds: nothing moves, nothing flashes", 3.0),
}
"""Name: what it is, and about how many minutes a unit takes on one core."""


@dataclass(frozen=True)
class Unit:
    """One look on one panel. `hung`: the kiosk itself is told the panel's measures."""

    part: str
    look: Look
    panel: Panel
    hung: bool = False

    @property
    def name(self) -> str:
        return f"{self.part} {self.panel.name} {self.look}"

    @property
    def minutes(self) -> float:
        return PARTS[self.part][1]


def units(part: str) -> list[Unit]:
    """The units of a part, those of one panel together."""
    match part:
        case "matrix":
            return [Unit(part, look, look.panel) for look in EVERY]
        case "low":
            sizes = [scale for scale in SCALES if scale <= LARGEST_WHEN_LOW]
            looks = [
                Look(scale, "paper", "silver", way_up, lang, low=True)
                for scale, way_up, lang in itertools.product(sizes, "pl", LANGS)
            ]
            return [Unit(part, look, look.panel, hung=True) for look in looks]
        case "words":
            looks = [Look(one.scale, one.ground, one.entrance, one.way_up, one.lang, words_only=True) for one in NINE]
            return [Unit(part, look, look.panel) for look in looks]
        case "panels":
            return [
                Unit(part, Look(scale, "paper", "silver", "l" if panel.wide else "p", lang), panel, hung=True)
                for panel, scale, lang in itertools.product(PANELS, SCALES, LANGS)
            ]
        case "leaves":
            looks = [Look(2.0, "paper", "silver", way_up, lang) for way_up, lang in itertools.product("pl", LANGS)]
            return [Unit(part, look, look.panel) for look in looks]
        case "motion":
            looks = [Look(1.0, ground, "silver", way_up) for ground, way_up in itertools.product(GROUNDS, "pl")]
            return [Unit(part, look, look.panel) for look in looks]
    raise ValueError(part)


def run(app: QGuiApplication, data: Path, wanted: Sequence[Unit]) -> Iterator[tuple[Unit, int, list[str]]]:
    """Each unit with how many pages were looked at and what was found; one kiosk for each panel."""
    for (panel, hung), group in itertools.groupby(wanted, lambda unit: (unit.panel, unit.hung)):
        screen = Screen(panel.width_mm, panel.distance_mm, panel.bottom_mm) if hung else Screen()
        with sample_kiosk(data, listener=SampleListener(), screen=screen) as kiosk:
            for unit in group:
                found = [list(page) for page in _pages(kiosk, data, unit)]
                yield unit, len(found), [line for page in found for line in page]


def _pages(kiosk: Kiosk, data: Path, unit: Unit) -> Iterator[Iterator[str]]:
    """Page by page, what was found there."""
    put_on(kiosk, unit.look, unit.panel)
    match unit.part:
        case "leaves":
            for service in Catalogue(data).services():
                yield (f"{service.slug}-{leaf} {finding}" for leaf, finding in leaves(kiosk, service.slug, unit.look))
        case "motion":
            for scene in SCENES:
                visit(kiosk, scene, unit.look, unit.panel)
                glass = Glass(kiosk, unit.panel)
                motion.check(glass)
                yield (f"{scene} {finding}" for finding in glass.found)
        case _:
            for scene, found in audited(kiosk, unit.look, unit.panel):
                yield (f"{scene} {finding}" for finding in found)
