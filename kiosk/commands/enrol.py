"""`kiosk enrol`: makes this machine known to a platform."""

from __future__ import annotations

import click

from kiosk import messages
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.link import app_version, client_of
from kiosk.settings import Settings
from kiosk.stores import stores
from offline_cache.enrolment import NotTaken
from offline_cache.enrolment import enrol as enrol_here
from offline_cache.platform_client import Away

SENTENCES = {
    "code": messages.CODE_REFUSED,
    "too-many": messages.TOO_MANY_TRIES,
    "fingerprint": messages.FINGERPRINT_DIFFERS,
    "root": messages.OTHER_ROOT,
    "not-genuine": messages.NOT_GENUINE,
}


@click.command()
@click.option("--code", required=True, help="The one-time code that staff were shown.")
@click.option("--platform", "url", help="The platform's address; else the one of the settings.")
@click.option("--fingerprint", help="Enrol only with the platform of this fingerprint.")
@json_option
@pass_settings
def enrol(settings: Settings, code: str, url: str | None, fingerprint: str | None, as_json: bool) -> None:
    """Makes the device key, registers it, and pins the platform's keys."""
    address = url or settings.platform_url
    if not address:
        raise click.UsageError(messages.NO_PLATFORM)
    try:
        client = client_of(settings, address)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    done = enrol_here(stores(settings).ledger, client, address, code, app_version(), fingerprint)
    if isinstance(done, Away):
        stop(Exit.AWAY, messages.AWAY, as_json, enrolled=False, why=done.why)
    if isinstance(done, NotTaken):
        stop(Exit.NOT_ENROLLED, SENTENCES[done.why], as_json, enrolled=False, why=done.why)
    said = {"enrolled": True, "device_id": done.device_id, "hall": done.hall, "fingerprint": done.fingerprint}
    say(as_json, said, messages.ENROLLED.format(fingerprint=done.fingerprint))
