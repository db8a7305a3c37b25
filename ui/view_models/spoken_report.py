"""What of a report was meant by spoken words: which kind of trouble, and which place. Plain functions, run on the lane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from offline_cache.records import Place, ReportCategory
from voice.meaning import best_choice

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue

ASK_THE_WAY = {"zh": "{}在哪里", "en": "where is {}"}
MOST_PLACES = 5


def category_meant(ways: Sequence[str], categories: Sequence[ReportCategory], lang: str) -> ReportCategory | None:
    """The kind of trouble in what was heard: by its name, by what is wrong, or by a sentence people say of it."""
    said: list[str] = []
    meant: list[ReportCategory] = []
    for category in categories:
        for text in (category.name, category.fault, *category.sentences):
            said.append(text.of(lang))
            meant.append(category)
    for way in ways:
        best = best_choice(way, said)
        if best is not None:
            return meant[best]
    return None


def places_meant(catalogue: Catalogue, ways: Sequence[str], inside: str | None, lang: str) -> tuple[Place, ...]:
    """The places in what was heard, those in `inside` first; the windows of the hall are asked the way to only."""
    for way in ways:
        found = [one for one in catalogue.find(ASK_THE_WAY[lang].format(way)).places if one.kind != "window"]
        here = [one for one in found if inside and (one.id == inside or one.id.startswith(f"{inside}-"))]
        if found:
            return tuple(here or found)[:MOST_PLACES]
    return ()
