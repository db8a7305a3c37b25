"""What residents may well say, out of the content: names, other names and phrases, for the ears to expect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from offline_cache.catalogue import Catalogue
from voice.models import LANGS

if TYPE_CHECKING:  # a command that only wants the words starts no Qt
    from kiosk.listener import EarsListener
    from ui.jobs import Lane

HAN = re.compile(r"[㐀-鿿]")


def spoken(catalogue: Catalogue, lang: str) -> tuple[str, ...]:
    """Names and phrases of services, places and kinds of report, in one language, each once. Reads the store: on a lane."""
    wanted = (text.strip() for text in _texts(catalogue, lang))
    return tuple(dict.fromkeys(text for text in wanted if text and bool(HAN.search(text)) == (lang == "zh")))


def names(catalogue: Catalogue, lang: str) -> tuple[str, ...]:
    """Only what things are called: what a model must be able to hear."""
    wanted = [service.name.of(lang) for service in catalogue.services()]
    wanted += [place.name.of(lang) for place in catalogue.every_place()]
    wanted += [category.name.of(lang) for category in catalogue.report_categories()]
    return tuple(dict.fromkeys(wanted))


def teach(listener: EarsListener, catalogue: Catalogue, lane: Lane) -> None:
    """Tells the ears what may be said, in both languages: at the start, and when the content has changed."""

    def told(found: dict[str, tuple[str, ...]]) -> None:
        for lang, phrases in found.items():
            listener.know(lang, phrases)

    lane.run(lambda: {lang: spoken(catalogue, lang) for lang in LANGS}, told)


def _texts(catalogue: Catalogue, lang: str) -> Iterator[str]:
    yield from names(catalogue, lang)
    yield from (category.name.of(lang) for category in catalogue.categories())
    for place in catalogue.every_place():
        yield from place.aliases
    for service in catalogue.services():
        yield from service.aliases
        yield from service.phrases
