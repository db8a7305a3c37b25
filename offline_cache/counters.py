"""What is counted for the staff between two hellos: how questions were answered, by names the feed knows. Never a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

MOST_NAMES = 200
"""So many names go into one hello; the rest goes into the next."""
MOST_COUNT = 10_000
MOST_CHARACTERS = 100
FORM = re.compile(r"answer:(sure|which|nothing)|none-of-these|(service|elsewhere):[-\w]+|saying:.+")


def valid(name: object, count: object) -> bool:
    """True for a counter of one of the forms of docs/wire.md."""
    return (
        isinstance(name, str)
        and len(name) <= MOST_CHARACTERS
        and name.isprintable()
        and FORM.fullmatch(name) is not None
        and isinstance(count, int)
        and not isinstance(count, bool)
        and count > 0
    )


class Counters:
    """Counts in memory until a hello that carried them was answered."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, counted: Mapping[str, object]) -> None:
        """Adds what has one of the forms; anything else is dropped."""
        self._counts.update({name: int(str(count)) for name, count in counted.items() if valid(name, count)})

    def next(self) -> dict[str, int]:
        """What the next hello carries."""
        return {name: min(count, MOST_COUNT) for name, count in self._counts.most_common(MOST_NAMES)}

    def arrived(self, sent: Mapping[str, int]) -> None:
        """The platform has these: they are not sent again."""
        self._counts -= Counter(sent)
