"""Everything kiosks should hold now: for the nightly comparison with the feed, and for reading it over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from central_platform.content import trials
from central_platform.content.models import InFeed
from central_platform.content.pack import KINDS


def rows() -> Iterator[InFeed]:
    """Every live row."""
    for kind in KINDS:
        yield from (row for row in kind.objects.all() if row.in_feed)


def items() -> Iterator[tuple[str, str, dict[str, Any] | None, dict[str, dict[str, Any]]]]:
    """(kind, id, body, bodies by publication of the halls that try another) of everything that is live or tried."""
    tried = trials.bodies()
    for row in rows():
        yield row.feed_kind, row.feed_id, row.body(), tried.pop((row.feed_kind, row.feed_id), {})
    for (kind, item_id), instead in tried.items():
        yield kind, item_id, None, instead
