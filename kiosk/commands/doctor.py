"""`kiosk doctor`: every part checked in plain words."""

from __future__ import annotations

from dataclasses import asdict

import click

from kiosk.console import json_option, pass_settings, say
from kiosk.exits import Exit
from kiosk.health import CHECKS, examine
from kiosk.machine_health import MACHINE_CHECKS
from kiosk.settings import Settings

MARKS = {"ok": "✓", "note": "·", "damaged": "✗", "mended": "✓"}


@click.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended.")
@json_option
@pass_settings
def doctor(settings: Settings, repair: bool, as_json: bool) -> None:
    """Checks everything. 0 in order, 3 damaged, 4 repaired."""
    found = examine(settings, repair, (*CHECKS, *MACHINE_CHECKS))
    words = "\n".join(f"{MARKS[one.state]} {one.part}\t{one.words}" for one in found)
    states = {one.state for one in found}
    code = Exit.DAMAGED if "damaged" in states else Exit.REPAIRED if "mended" in states else Exit.OK
    say(as_json, {"state": code.name.lower(), "checks": [asdict(one) for one in found]}, words)
    raise SystemExit(int(code))
