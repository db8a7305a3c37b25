"""`kiosk run`: the touch application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from kiosk.console import pass_settings
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """How the application was started."""

    headless: bool
    windowed: bool
    script: Path | None
    fake_clock: bool


@click.command()
@click.option("--headless", is_flag=True, help="Without a screen.")
@click.option("--windowed", is_flag=True, help="In a window instead of on the whole screen.")
@click.option("--script", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Replay a file of steps.")
@click.option("--fake-clock", is_flag=True, help="Let a script move the time.")
@pass_settings
def run(settings: Settings, headless: bool, windowed: bool, script: Path | None, fake_clock: bool) -> None:
    """The touch application."""
    if (script or fake_clock) and settings.platform_url is not None and not settings.is_test_bench:
        raise click.UsageError("--script and --fake-clock are for a platform on this machine only")
    from kiosk.app import main

    raise SystemExit(main(settings, Options(headless, windowed, script, fake_clock)))
