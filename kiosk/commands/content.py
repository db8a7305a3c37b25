"""`kiosk content …`: what the kiosk shows, how fresh it is, and where new content comes from."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk import messages
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.link import made
from kiosk.settings import Settings
from kiosk.stores import prepared
from offline_cache.content_writer import Rejected
from offline_cache.faults import faults_of
from offline_cache.feed import MAX_SNAPSHOT_BYTES, Unfit
from offline_cache.platform_client import Away
from offline_cache.sealing import NotGenuine, parsed

MAX_BUNDLE_BYTES = 2 * MAX_SNAPSHOT_BYTES


@click.group()
def content() -> None:
    """Services, notices and places on this kiosk."""


@content.command("status")
@json_option
@pass_settings
def status(settings: Settings, as_json: bool) -> None:
    """Which content is here, and until when it is vouched for."""
    state = prepared(settings).state()
    said = {
        "epoch": state.epoch,
        "version": state.version,
        "expires": state.expires.isoformat() if state.expires else None,
        "stale": state.stale,
        "items": state.items,
    }
    stale = messages.STALE if state.stale else ""
    say(as_json, said, messages.CONTENT.format(**said | {"stale": stale}))


@content.command("update")
@json_option
@pass_settings
def update(settings: Settings, as_json: bool) -> None:
    """Takes what is new from the platform."""
    sync = made(settings)
    polled = sync.feed.poll()
    if isinstance(polled, Away):
        stop(Exit.AWAY, messages.AWAY, as_json, changed=False, why=polled.why)
    if isinstance(polled, Unfit):
        stop(Exit.BAD_INPUT, messages.CONTENT_REJECTED, as_json, changed=False, why=polled.why)
    _told(settings, polled, as_json)


@content.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
@pass_settings
def import_(settings: Settings, path: Path, as_json: bool) -> None:
    """Takes a signed bundle from a USB stick."""
    with faults_of(path), path.open("rb") as file:
        data = file.read(MAX_BUNDLE_BYTES + 1)
    try:
        if len(data) > MAX_BUNDLE_BYTES:
            raise Rejected("a bundle too large")
        changed = made(settings).feed.take_bundle(parsed(data))
    except (Rejected, NotGenuine) as error:
        stop(Exit.BAD_INPUT, messages.CONTENT_REJECTED, as_json, changed=False, why=str(error))
    _told(settings, changed, as_json)


def _told(settings: Settings, changed: bool, as_json: bool) -> None:
    version = prepared(settings).state().version
    words = messages.CONTENT_NEW.format(version=version) if changed else messages.CONTENT_SAME
    say(as_json, {"changed": changed, "version": version}, words)
