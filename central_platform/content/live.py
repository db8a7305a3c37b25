"""Everything kiosks should hold now, for the nightly comparison with the feed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from central_platform.content.pack import KINDS


def items() -> Iterator[tuple[str, str, dict[str, Any], None]]:
    """(kind, id, body, publications) of every live row; None = every publication."""
    for kind in KINDS:
        for row in kind.objects.all():
            if row.in_feed:
                yield row.feed_kind, row.feed_id, row.body(), None
