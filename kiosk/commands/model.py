"""`kiosk model`: comes with the ears; until then it says so."""

from __future__ import annotations

import click

from kiosk import messages
from kiosk.console import json_option, stop
from kiosk.exits import Exit


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("rest", nargs=-1)
@json_option
def model(rest: tuple[str, ...], as_json: bool) -> None:
    """Not installed yet."""
    stop(Exit.AWAY, messages.NOT_INSTALLED, as_json, error="not-installed")
