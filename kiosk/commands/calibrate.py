"""`kiosk calibrate`: staff hold a bank card against the screen, and the kiosk knows how big its glass is."""

from __future__ import annotations

import click

from kiosk import messages, qt
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.settings import Settings


@click.command()
@click.option("--windowed", is_flag=True, help="In a window instead of the whole screen.")
@json_option
@pass_settings
def calibrate(settings: Settings, windowed: bool, as_json: bool) -> None:
    """Measures the screen with a bank card. A panel under 21.5 inches is refused."""
    if settings.screen_width_mm:
        stop(Exit.USAGE, messages.WIDTH_IS_SET, as_json, why="set")
    qt.prepare()
    from kiosk import running

    try:
        width = running.calibrate(settings, windowed)
    except running.AlreadyRunning:
        stop(Exit.USAGE, messages.ALREADY_RUNNING, as_json, why="running")
    except running.FontMissing:
        stop(Exit.DAMAGED, messages.NO_FONTS, as_json, why="fonts")
    if not width:
        stop(Exit.BAD_INPUT, messages.NOT_MEASURED, as_json, why="not-measured")
    say(as_json, {"width_mm": round(width, 1)}, messages.MEASURED.format(width=round(width)))
