"""A partner's api_key as it lies in the database: locked with this platform's secret, so a copied table opens nothing."""

from __future__ import annotations

import hashlib

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from central_platform import crypto


def lock(text: str) -> str:
    return crypto.b64(_box().encrypt(text.encode()))


def unlock(locked: str) -> str | None:
    """The text; None when it was locked with another secret, or there is none."""
    try:
        return _box().decrypt(crypto.unb64(locked) or b"").decode()
    except (CryptoError, ValueError):
        return None


def _box() -> SecretBox:
    return SecretBox(hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"partner-key").digest())
