"""`kiosk paths`: which files hold what."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.console import json_option, pass_settings, say
from kiosk.settings import Settings
from offline_cache.locations import Locations


@click.command()
@json_option
@pass_settings
def paths(settings: Settings, as_json: bool) -> None:
    """The files of this kiosk by what they hold."""
    at = Locations(settings.data_dir.absolute())
    known = {
        "outbox": [at.outbox],
        "spool": [at.spool],
        "content": [at.content, *sorted(at.good.glob("*.db"))],
        "keys": [
            at.device_key,
            *filter(Path.exists, [at.next_key]),
            at.enrolment,
            at.key_list,
            at.newest,
            at.spent,
            *sorted(at.leases.glob("*.lease")),
        ],
        "logs": [at.logs],
    }
    listed = {name: [str(path) for path in paths] for name, paths in known.items()}
    say(as_json, listed, "\n".join(f"{name}\t{path}" for name, some in listed.items() for path in some))
