"""A catalogue with some of its wording hidden, to ask it with what it does not know: for calibrating and measuring."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from offline_cache import content_writer, database, migrations
from offline_cache.catalogue import Catalogue
from offline_cache.content_file import packaged_feed
from offline_cache.content_writer import Item

WORDING = ("aliases", "phrases", "words")


def third(text: str, which: int) -> bool:
    """True for about a third of all texts, the same ones every time."""
    return zlib.crc32(text.encode()) % 3 == which


@contextmanager
def catalogue(hidden: Callable[[Item, str, str], bool] = lambda item, field, text: False) -> Iterator[Catalogue]:
    """The packaged content in a folder of its own, without the texts of services, and the topics done elsewhere
    (field "topic"), that are `hidden`."""
    feed = packaged_feed()
    items = tuple(
        replace(item, body=_without(item, hidden))
        for item in feed.items
        if item.kind != "elsewhere" or not hidden(item, "topic", item.id)
    )
    with TemporaryDirectory() as folder:
        found = Catalogue(Path(folder))
        with database.opened(found.at.content, migrations.CONTENT) as db, database.transaction(db):
            content_writer.replace_all(db, replace(feed, items=items))
        yield found


def _without(item: Item, hidden: Callable[[Item, str, str], bool]) -> dict[str, object]:
    return {
        field: [text for text in value if not hidden(item, field, text)] if field in WORDING else value
        for field, value in item.body.items()
    }
