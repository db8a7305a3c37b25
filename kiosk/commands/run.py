"""`kiosk run`: the touch application with its children, one on a machine."""

from __future__ import annotations

import os

import click

from kiosk import messages, qt
from kiosk.bench import on_a_bench
from kiosk.console import pass_settings, stop
from kiosk.exits import Exit
from kiosk.settings import Settings


@click.command()
@click.option("--headless", is_flag=True, help="Without a screen: for measurements.")
@click.option("--windowed", is_flag=True, help="In a window instead of the whole screen.")
@click.option("--script", metavar="FILE", help='Plays taps and keys from a file of JSON lines, or "-".')
@click.option("--fake-clock", is_flag=True, help="A script may let time pass.")
@pass_settings
def run(settings: Settings, headless: bool, windowed: bool, script: str | None, fake_clock: bool) -> None:
    """Opens the kiosk on the screen."""
    if (script or fake_clock) and not on_a_bench(settings):
        stop(Exit.USAGE, messages.TEST_DOOR)
    qt.prepare()
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk import running

    try:
        raise SystemExit(running.run(settings, running.Options(windowed, script, fake_clock)))
    except running.AlreadyRunning:
        stop(Exit.USAGE, messages.ALREADY_RUNNING)
    except running.FontMissing:
        stop(Exit.DAMAGED, messages.NO_FONTS)
