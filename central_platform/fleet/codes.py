"""Enrolment codes: eight characters of Crockford's base32, good for half an hour, once."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from central_platform.fleet.models import EnrolmentCode, HallLink

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
LIVES = timedelta(minutes=30)
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})


def normal(code: str) -> str | None:
    """The code as it was meant, however it was typed; None when it cannot be one."""
    text = code.upper().translate(MISREAD)
    return text if len(text) == LENGTH and all(letter in ALPHABET for letter in text) else None


def hashed(code: str) -> str:
    """What is kept of a code. Keyed with this platform's secret: a copied table of short codes tells nothing."""
    return hashlib.blake2b(code.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32).hexdigest()


def make(hall: HallLink, lease_size: int, by: object = None) -> str:
    """A fresh code for one kiosk of this hall, as it is read out: XXXX-XXXX."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    EnrolmentCode.objects.create(
        code_hash=hashed(code), hall=hall, lease_size=lease_size, made_by=by, expires_at=timezone.now() + LIVES
    )
    return f"{code[:4]}-{code[4:]}"
