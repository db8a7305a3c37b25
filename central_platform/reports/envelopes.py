"""Reading an envelope: its device's signature first, then every member checked before anything is believed."""

import hashlib
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from central_platform import crypto
from central_platform.feed import keys
from central_platform.fleet.models import Kiosk
from central_platform.fleet.receipts import is_receipt
from central_platform.fleet.requests import find

KINDS = frozenset({"report", "voice-note", "withdraw", "feedback", "correction", "vote", "question", "call"})
ENVELOPE_CAP = 64 * 2**10  # bytes, as sent
VOICE_NOTE_CAP = 3 * 2**20  # bytes, as sent: a minute of 16 kHz 16-bit sound in base64 is 2.6 MB

CODE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}", re.ASCII | re.IGNORECASE)
WORD = re.compile(r"[\w.:-]{0,80}", re.ASCII)
SHA256 = re.compile(r"[0-9a-f]{64}")

Why = Literal["conflict", "category", "size", "form", "duplicate-receipt"]


@dataclass(frozen=True)
class Envelope:
    """A verified envelope."""

    kind: str
    ref: uuid.UUID
    about: str
    kiosk: Kiosk
    receipt: str
    category: str
    place: str
    private: bool
    filed_at: datetime
    clock_ok: bool
    consent: str
    assisted: str
    entrance: str
    lang: str
    sealing_key_id: str
    sealed_sha256: str
    sealed: bytes = field(repr=False)
    claim: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Refusal:
    """An envelope that cannot be kept; `claim` is what the answer repeats, verified or not."""

    why: Why
    claim: Mapping[str, Any] = field(repr=False)


Find = Callable[[object], Kiosk | None]


def read(offered: object, ring: keys.Keyring, find: Find = find) -> Envelope | Refusal | None:
    """The envelope, or why it is refused; None when it says no `ref`, or its device is not (or no longer) ours.

    No answer means "away": the kiosk keeps it, and offers it again once it is enrolled anew.
    """
    if not isinstance(offered, Mapping):
        return None
    claim = crypto.parsed(offered.get("signed"))
    if claim is None or _ref(claim.get("ref")) is None:
        return None
    kiosk = find(offered.get("key_id"))
    if kiosk is None or kiosk.revoked_at is not None:
        return None
    if _size(offered) > (VOICE_NOTE_CAP if claim.get("kind") == "voice-note" else ENVELOPE_CAP):
        return Refusal("size", claim)
    if crypto.verify("envelope", offered, crypto.unb64(kiosk.public) or b"") is None:
        return Refusal("form", claim)
    return _checked(claim, kiosk, crypto.unb64(offered.get("sealed")), ring) or Refusal("form", claim)


def _size(offered: Mapping[str, Any]) -> int:
    return sum(len(value.encode("utf-8", "surrogatepass")) for value in offered.values() if isinstance(value, str))


def _checked(claim: Mapping[str, Any], kiosk: Kiosk, sealed: bytes | None, ring: keys.Keyring) -> Envelope | None:
    """Every member as docs/wire.md §2 has it, or None."""
    kind, ref, filed_at = claim.get("kind"), _ref(claim.get("ref")), _time(claim.get("filed_at"))
    if not isinstance(kind, str) or kind not in KINDS or ref is None or filed_at is None or sealed is None:
        return None
    if claim.get("device_id") != str(kiosk.pk) or claim.get("sealed_sha256") != hashlib.sha256(sealed).hexdigest():
        return None
    words = {name: claim.get(name) or "" for name in ("consent", "assisted", "entrance", "lang", "about")}
    codes = {name: claim.get(name) or "" for name in ("category", "place")}
    if not all(isinstance(value, str) and WORD.fullmatch(value) for value in words.values()):
        return None
    if not all(value == "" or (isinstance(value, str) and CODE.fullmatch(value)) for value in codes.values()):
        return None
    receipt, key = claim.get("receipt") or "", claim.get("sealing_key_id")
    if (kind == "report") != is_receipt(receipt) or not isinstance(key, str) or not ring.can_open(key):
        return None
    return Envelope(
        kind=kind,
        ref=ref,
        about=words["about"][:36],
        kiosk=kiosk,
        receipt=receipt,
        category=codes["category"],
        place=codes["place"],
        private=claim.get("private") is True,
        filed_at=filed_at,
        clock_ok=claim.get("clock_ok") is True,
        consent=words["consent"][:40],
        assisted=words["assisted"],
        entrance=words["entrance"][:20] or "silver",
        lang=words["lang"][:8] or "zh",
        sealing_key_id=key,
        sealed_sha256=claim["sealed_sha256"],
        sealed=sealed,
        claim=claim,
    )


def _ref(value: object) -> uuid.UUID | None:
    if not isinstance(value, str) or len(value) != 36:
        return None
    try:
        return uuid.UUID(value)
    except ValueError:
        return None


def _time(value: object) -> datetime | None:
    """An ISO 8601 time with its zone, as UTC: PostgreSQL knows no zone sixteen hours off. Kiosks with a lost clock say
    1970, and that is a time too."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return time.astimezone(UTC) if time.tzinfo is not None and 1900 < time.year < 2200 else None
