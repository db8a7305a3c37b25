"""Who is asking: every request after enrolment is signed with the device's key (docs/wire.md §2)."""

import hashlib
import json
import uuid
from dataclasses import dataclass

from django.http import HttpRequest

from central_platform import crypto
from central_platform.feed import keys
from central_platform.fleet.models import Kiosk

HEADER = "Linsheng-Request"
HEADER_CAP = 4096  # characters


@dataclass(frozen=True)
class Unknown:
    """The request is signed by nobody we know."""


@dataclass(frozen=True)
class Revoked:
    """The device was cut off; `thing` proves to it that this platform says so."""

    thing: dict[str, str]


def device_of(request: HttpRequest) -> Kiosk | Unknown | Revoked:
    """The kiosk that signed exactly this method, path and body."""
    thing = _header(request)
    kiosk = find(thing.get("key_id"))
    if kiosk is None:
        return Unknown()
    claim = crypto.verified("request", thing, crypto.unb64(kiosk.public) or b"")
    expected = {
        "method": request.method,
        "path": request.path,
        "body_sha256": hashlib.sha256(request.body).hexdigest(),
        "device_id": str(kiosk.pk),
    }
    if claim is None or any(claim.get(name) != value for name, value in expected.items()):
        return Unknown()
    if kiosk.revoked_at is not None:
        at = kiosk.revoked_at.isoformat(timespec="seconds")
        return Revoked(keys.load().sign("revoked", {"device_id": str(kiosk.pk), "at": at}))
    return kiosk


def find(device_id: object) -> Kiosk | None:
    """The kiosk of this id, revoked or not; None for anything that is no id of ours."""
    if not isinstance(device_id, str):
        return None
    try:
        kiosk = Kiosk.objects.get(pk=uuid.UUID(device_id))
    except (ValueError, Kiosk.DoesNotExist):
        return None
    return kiosk if str(kiosk.pk) == device_id else None  # not in capitals, nor in braces


def _header(request: HttpRequest) -> dict:
    text = request.headers.get(HEADER, "")
    if not text or len(text) > HEADER_CAP:
        return {}
    try:
        thing = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return thing if isinstance(thing, dict) else {}
