"""`central-platform enrol-code` and `central-platform device …`."""

import json

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault

LEASE_SIZE = 2000
LEASE_CAP = 20_000


@click.command("enrol-code")
@click.option("--lease", type=click.IntRange(1, LEASE_CAP), default=LEASE_SIZE, help="how many receipts it starts with")
@click.option("--hall", help="the hall it stands in; not needed when there is one")
def enrol_code(lease: int, hall: str | None) -> None:
    """Print a code that lets one kiosk in within 30 minutes."""
    click.echo(new_code(lease, hall))


def new_code(lease: int = LEASE_SIZE, slug: str | None = None) -> str:
    from central_platform.fleet import codes, halls

    published = halls.published()
    if slug is None and len(published) != 1:
        known = ", ".join(published) or "none is published yet"
        raise Fault(f"which hall? give --hall ({known})", exits.USAGE)
    hall = halls.link(slug or published[0])
    if hall is None:
        raise Fault(f"there is no hall {slug} ({', '.join(published)})", exits.BAD_INPUT)
    return codes.make(hall, lease)


@click.group()
def device() -> None:
    """The kiosks."""


@device.command("list")
@click.option("--json", "as_json", is_flag=True, help="one JSON object a line")
def list_(as_json: bool) -> None:
    """Every kiosk, and when it was last heard of."""
    from central_platform.fleet.models import Kiosk

    for kiosk in Kiosk.objects.select_related("hall", "heartbeat"):
        row = _row(kiosk)
        click.echo(
            json.dumps(row, ensure_ascii=False) if as_json else "  ".join(str(value or "-") for value in row.values())
        )


def _row(kiosk) -> dict[str, object]:
    beat = getattr(kiosk, "heartbeat", None)
    return {
        "device_id": str(kiosk.pk),
        "name": kiosk.name,
        "hall": kiosk.hall.slug,
        "fingerprint": kiosk.fingerprint,
        "enrolled": kiosk.enrolled_at.isoformat(timespec="seconds"),
        "seen": beat.at.isoformat(timespec="seconds") if beat else None,
        "queued": beat.queued if beat else None,
        "called": kiosk.called_at.isoformat(timespec="seconds") if kiosk.called_at else None,
        "revoked": kiosk.revoked_at.isoformat(timespec="seconds") if kiosk.revoked_at else None,
    }


@device.command()
@click.argument("device_id")
def revoke(device_id: str) -> None:
    """Cut a kiosk off from its next request on."""
    from django.db import transaction

    from central_platform.fleet import enrolment, requests
    from central_platform.reports import audit

    kiosk = requests.find(device_id)
    if kiosk is None:
        raise Fault(f"there is no device {device_id}", exits.BAD_INPUT)
    with transaction.atomic():
        enrolment.revoke(kiosk)
        audit.append(None, "revoke", str(kiosk.pk))
    click.echo(f"{device_id} is cut off")


@click.command("open311-key")
@click.argument("name")
def open311_key(name: str) -> None:
    """Print an api_key by which the system NAME may file requests; it cannot be read again."""
    from django.db import IntegrityError

    from central_platform.open311.models import ApiKey

    try:
        click.echo(ApiKey.make(name)[1])
    except IntegrityError as error:
        raise Fault(f"there is a key of {name} already: revoke it, or take another name", exits.USAGE) from error
