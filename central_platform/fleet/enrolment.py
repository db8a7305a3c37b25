"""A kiosk comes in: a code read out by staff, a device key made on the kiosk, the keys and receipts it needs."""

from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.utils import timezone

from central_platform import crypto
from central_platform.feed import keys
from central_platform.fleet import attempts, codes, halls, receipts
from central_platform.fleet.models import EnrolmentCode, Kiosk

WRONG_AN_ADDRESS = 10
WRONG_AN_HOUR = 100
TRY = "enrol"


@dataclass(frozen=True)
class NotEnrolled:
    """Why a kiosk was not let in."""

    why: Literal["form", "code", "too-many"]


def enrol(code: str, device_public: str, address: str) -> dict | NotEnrolled:
    """Let the kiosk in; the body of the answer, or why not. A kiosk that lost the answer may ask again with its key."""
    public = crypto.unb64(device_public)
    if public is None or len(public) != crypto.KEY_BYTES:
        return NotEnrolled("form")
    if attempts.count(TRY, address) >= WRONG_AN_ADDRESS or attempts.count(TRY) >= WRONG_AN_HOUR:
        return NotEnrolled("too-many")
    with transaction.atomic():
        kiosk = _use(codes.normal(code), crypto.b64(public))
        if kiosk is not None:
            return _welcome(kiosk, public)
    attempts.add(TRY, address)
    return NotEnrolled("code")


def _use(code: str | None, public: str) -> Kiosk | None:
    if code is None:
        return None
    now = timezone.now()
    known = EnrolmentCode.objects.select_for_update().filter(code_hash=codes.hashed(code), expires_at__gt=now).first()
    if known is None:
        return None
    if known.used_at is not None:
        again = known.used_by
        return again if again and again.public == public and again.revoked_at is None else None
    if Kiosk.objects.filter(public=public, revoked_at__isnull=False).exists():
        return None  # a revoked key never comes back; the kiosk makes a new one
    prints = crypto.fingerprint(keys.load().root_public, crypto.unb64(public) or b"")
    kiosk, _ = Kiosk.objects.update_or_create(
        public=public, defaults={"hall": known.hall, "lease_size": known.lease_size, "fingerprint": prints}
    )
    known.used_at, known.used_by = now, kiosk
    known.save()
    return kiosk


def _welcome(kiosk: Kiosk, public: bytes) -> dict:
    ring = keys.load()
    given = kiosk.leases.order_by("-issued_at").first() or receipts.lease(kiosk, kiosk.lease_size)
    return {
        "device_id": str(kiosk.pk),
        "hall": halls.body(kiosk.hall),
        "publication": kiosk.hall.publication.slug,
        "keys": ring.document,
        "root": crypto.b64(ring.root_public),
        "lease": ring.sign("lease", receipts.lease_thing(given)),
        "fingerprint": crypto.fingerprint(ring.root_public, public),
    }


def revoke(kiosk: Kiosk) -> None:
    """Cut a kiosk off, from its next request on."""
    Kiosk.objects.filter(pk=kiosk.pk, revoked_at=None).update(revoked_at=timezone.now())
