"""What of a report was meant by spoken words: which kind of trouble, and which place. Plain functions, run on the lane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from offline_cache.records import Place, ReportCategory

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue

MOST_PLACES = 5


def category_meant(ways: Sequence[str], categories: Sequence[ReportCategory], lang: str) -> ReportCategory | None:
    """The kind of trouble in what was heard: by its name, by what is wrong, or by a sentence people say of it."""
    from voice.choices import best_choice  # read when somebody speaks, not when the kiosk starts

    names = [(category.name.of(lang), category) for category in categories]
    faults = [(category.fault.of(lang), category) for category in categories]
    told = [(sentence.of(lang), category) for category in categories for sentence in category.sentences]
    for way in ways:
        for called in (names, faults, told):
            best = best_choice(way, [text for text, _ in called], lang)
            if best is not None:
                return called[best][1]
    return None


def places_meant(catalogue: Catalogue, ways: Sequence[str], inside: str | None) -> tuple[Place, ...]:
    """The places in what was heard, those in `inside` first; the windows of the hall are asked the way to only."""
    for way in ways:
        found = [one for one in catalogue.places_called(way) if one.kind != "window"]
        here = [one for one in found if inside and (one.id == inside or one.id.startswith(f"{inside}-"))]
        if found:
            return tuple(here or found)[:MOST_PLACES]
    return ()
