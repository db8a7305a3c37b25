"""`kiosk outbox …`: sealed envelopes not yet acknowledged; what staff need when something is stuck."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk import messages
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.settings import Settings
from kiosk.stores import stores
from offline_cache.faults import StoreBroken
from offline_cache.records import State
from offline_cache.sealing import NotGenuine


@click.group()
def outbox() -> None:
    """The outbox. Nothing in it can be read here: words, contact and unit are sealed."""


@outbox.command("list")
@click.option("--state", type=click.Choice([str(state) for state in State]))
@json_option
@pass_settings
def list_(settings: Settings, state: str | None, as_json: bool) -> None:
    """What is in the outbox, oldest first."""
    rows = stores(settings).ledger.rows(State(state) if state else None)
    names = ("ref", "kind", "about", "receipt", "category", "place", "state", "why", "filed_at", "sealed_sha256")
    listed = [{name: getattr(row.envelope, name) for name in names} for row in rows]
    words = "\n".join(f"{one['ref']}  {one['kind']}  {one['state']}  {one['why'] or ''}".rstrip() for one in listed)
    say(as_json, {"envelopes": listed}, words)


@outbox.command("retry")
@click.argument("ref")
@json_option
@pass_settings
def retry(settings: Settings, ref: str, as_json: bool) -> None:
    """Offers a parked envelope again."""
    if not stores(settings).ledger.retry(ref):
        stop(Exit.BAD_INPUT, messages.NO_SUCH_PARKED, as_json, ref=ref, retried=False)
    say(as_json, {"ref": ref, "retried": True}, messages.RETRIED)


@outbox.command("export")
@click.argument("path", type=click.Path(path_type=Path))
@json_option
@pass_settings
def export(settings: Settings, path: Path, as_json: bool) -> None:
    """Writes undelivered envelopes, sealed and signed, to a file on a USB stick."""
    try:
        count = stores(settings).ledger.export(path)
    except StoreBroken as broken:
        stop(Exit.READ_ONLY, messages.CANNOT_WRITE.format(path=path), as_json, error=broken.why)
    say(as_json, {"exported": count}, messages.EXPORTED.format(count=count, path=path))


@outbox.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
@pass_settings
def import_(settings: Settings, path: Path, as_json: bool) -> None:
    """Reads the platform's signed answers from that file."""
    try:
        count = stores(settings).ledger.take_answers(path)
    except NotGenuine:
        stop(Exit.BAD_INPUT, messages.NOT_A_BUNDLE, as_json, imported=0)
    say(as_json, {"imported": count}, messages.IMPORTED.format(count=count))
