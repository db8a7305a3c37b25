"""`kiosk place …`: the places of the community, and the way to them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kiosk import messages
from kiosk.console import json_option, pass_settings, say
from kiosk.settings import Settings
from kiosk.stores import prepared, stores
from offline_cache.records import Place


@click.group()
def place() -> None:
    """Places, from estate down to unit, and the windows and rooms of the hall."""


@place.command("list")
@json_option
@pass_settings
def list_(settings: Settings, as_json: bool) -> None:
    """All places with their codes."""
    found = stores(settings).catalogue.every_place()
    places = [{"code": one.id, "name": one.name.zh, "kind": one.kind, "parent": one.parent} for one in found]
    say(as_json, {"places": places}, "\n".join(f"{one.id}\t{one.name.zh}" for one in found))


@place.command("find")
@click.argument("question")
@json_option
@pass_settings
def find(settings: Settings, question: str, as_json: bool) -> None:
    """The places QUESTION asks the way to; a name alone asks the way, too."""
    found = prepared(settings).places_called(question)
    lines = [" ".join(filter(None, (one.name.zh, one.hint.zh, one.community.zh))) for one in found]
    say(as_json, {"places": listed(found)}, "\n".join(lines) or messages.NO_PLACE_FITS)


def listed(places: Sequence[Place]) -> list[dict[str, str]]:
    """Places as one answer in JSON shows them."""
    return [
        {"id": one.id, "name": one.name.zh, "kind": one.kind, "hint": one.hint.zh, "community": one.community.zh}
        for one in places
    ]
