"""How all kiosks of a hall behave, set from afar: signed, and sent with every hello until a kiosk says it has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from central_platform.feed import epochs
from central_platform.feed.keys import Keyring
from central_platform.fleet.models import HallLink, HallSettings, Heartbeat
from central_platform.reports import audit

BOUNDS: dict[str, tuple[float, float]] = {
    "idle_seconds": (30, 900),
    "report_idle_seconds": (60, 1800),
    "warn_seconds": (20, 300),
    "refractory_seconds": (0.2, 1.5),
    "volume": (1, 8),
}
"""Numbers a kiosk takes (docs/wire.md); seconds and steps."""
ENTRANCES = ("silver", "normal")


@transaction.atomic
def change(hall: HallLink, values: Mapping[str, Any], who: AbstractBaseUser) -> None:
    """Sets all of them; what is left out is as the machine itself has it."""
    HallSettings.objects.get_or_create(hall=hall)
    HallSettings.objects.filter(hall=hall).update(
        values=dict(values), version=F("version") + 1, changed_at=timezone.now(), changed_by=who
    )
    audit.append(who, "settings", hall.slug)


def thing(hall: HallLink, has: object, epoch: int, ring: Keyring) -> dict[str, str] | None:
    """The settings as a signed thing of this epoch; None when there are none, or the kiosk `has` them."""
    row = getattr(hall, "settings", None)
    if row is None or has == {"epoch": epoch, "version": row.version}:
        return None
    said = {"hall": hall.slug, "epoch": epoch, "version": row.version, "values": row.values}
    return ring.sign("settings", said)


def taken(hall: HallLink) -> tuple[int, int]:
    """How many kiosks of the hall have the newest settings, and how many there are."""
    kiosks = Heartbeat.objects.filter(kiosk__hall=hall, kiosk__revoked_at=None)
    row = HallSettings.objects.filter(hall=hall).first()
    have = kiosks.filter(settings_epoch=epochs.current(), settings_version=row.version).count() if row else 0
    return have, hall.kiosks.filter(revoked_at=None).count()
