"""`kiosk place list`: the places of the community."""

from __future__ import annotations

import click

from kiosk.console import json_option, pass_settings, say
from kiosk.settings import Settings
from kiosk.stores import stores


@click.group()
def place() -> None:
    """Places, from estate down to unit."""


@place.command("list")
@json_option
@pass_settings
def list_(settings: Settings, as_json: bool) -> None:
    """All places with their codes."""
    found = stores(settings).catalogue.every_place()
    listed = [{"code": one.id, "name": one.name.zh, "kind": one.kind, "parent": one.parent} for one in found]
    say(as_json, {"places": listed}, "\n".join(f"{one.id}\t{one.name.zh}" for one in found))
