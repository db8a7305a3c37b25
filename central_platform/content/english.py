"""English for a Chinese catalogue: a sentence that comes without its English gets the one assets/content knows."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from central_platform.content import hsds


@cache
def phrasebook() -> dict[str, str]:
    """Chinese sentence -> English sentence, as people say it at the hall."""
    pairs: dict[str, str] = json.loads(files("assets").joinpath("content", "services.en.json").read_text("utf-8"))
    return pairs


def filled(catalogue: hsds.Catalogue) -> hsds.Catalogue:
    """The catalogue with its empty English columns filled where the Chinese beside them is known."""
    return replace(
        catalogue,
        organizations={uid: _row(row) for uid, row in catalogue.organizations.items()},
        locations={uid: _row(row) for uid, row in catalogue.locations.items()},
        services=tuple(
            replace(
                entry,
                columns=_row(entry.columns),
                steps=tuple(map(_row, entry.steps)),
                papers=tuple(map(_row, entry.papers)),
            )
            for entry in catalogue.services
        ),
    )


def _row(columns: dict[str, Any]) -> dict[str, Any]:
    book = phrasebook()
    empty = (name for name, value in columns.items() if name.endswith("_en") and not value)
    return columns | {name: book.get(columns[name.removesuffix("en") + "zh"], "") for name in empty}
