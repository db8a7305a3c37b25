"""One thing to press on a page of choices, and how services and places become such things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from offline_cache.records import Place, Service

PLACE_PICTURES = {"estate": "house2", "building": "building", "unit": "door", "landmark": "place", "window": "window"}
NO_KIND = "steps"


@dataclass(frozen=True)
class Choice:
    """One thing to press: what it opens, its words, its picture."""

    opens: str
    about: str
    word: str
    hint: str
    picture: str
    tone: int


def service_choices(services: Sequence[Service], icons: Mapping[str, str], lang: str, tone: int = 0) -> list[Choice]:
    """Services in their order; `icons` by category."""
    return [
        Choice(
            "service",
            service.id,
            service.name.of(lang),
            service.summary.of(lang),
            icons.get(service.category, NO_KIND),
            tone + n,
        )
        for n, service in enumerate(services)
    ]


def place_choices(places: Sequence[Place], lang: str) -> list[Choice]:
    """Places in their order."""
    return [
        Choice("place", place.id, place.name.of(lang), place.hint.of(lang), PLACE_PICTURES[place.kind], n)
        for n, place in enumerate(places)
    ]
