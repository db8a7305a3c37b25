"""`kiosk install-service`: the unit that shows the kiosk from switching on to switching off."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from kiosk import messages, unit
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.settings import Settings
from offline_cache import durable

READABLE = 0o644


@click.command("install-service")
@click.option("--user", default=unit.USER, metavar="NAME", help="Who runs the kiosk.", show_default=True)
@click.option("--to", default=unit.FOLDER, metavar="DIR", type=click.Path(path_type=Path), help="Another directory.")
@click.option("--force", is_flag=True, help="Overwrite a file that was changed.")
@json_option
@pass_settings
def install_service(settings: Settings, user: str, to: Path, force: bool, as_json: bool) -> None:
    """Writes the systemd unit and says what to do next; it starts nothing."""
    path, wanted, there = to / unit.NAME, unit.text(user), None
    with suppress(OSError):
        there = path.read_text("utf-8")
    if there not in (None, wanted) and not force:
        stop(Exit.BAD_INPUT, messages.UNIT_CHANGED.format(path=path), as_json, written=None)
    try:
        durable.write(path, wanted.encode(), READABLE)
    except OSError:
        stop(Exit.READ_ONLY, messages.CANNOT_WRITE.format(path=path), as_json, written=None)
    steps = [messages.UNIT_WRITTEN.format(path=path)]
    if not unit.exists(user):
        steps.append(messages.UNIT_USER.format(user=user))
    say(as_json, {"written": str(path), "user": user}, "\n".join([*steps, messages.UNIT_NEXT]))
