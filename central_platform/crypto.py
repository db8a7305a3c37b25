"""Signing, verifying and sealing as docs/wire.md says: written here a second time on purpose, held by the vectors."""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from nacl.bindings import crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

KEY_BYTES = 32
FINGERPRINT_DIGITS = 12


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def unb64(text: object) -> bytes | None:
    """The bytes of standard base64 with padding, of which each text is the only one; None when it is anything else."""
    if not isinstance(text, str):
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if b64(data) == text else None


def compact(value: object) -> str:
    """The JSON text we sign."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sign(kind: str, value: object, key_id: str, seed: bytes) -> dict[str, str]:
    """The signed thing of this kind."""
    text = compact(value)
    signature = _signer(seed).sign(_message(kind, text)).signature
    return {"signed": text, "key_id": key_id, "sig": b64(signature)}


@lru_cache(maxsize=8)
def _signer(seed: bytes) -> SigningKey:
    """Deriving the public half takes as long as a signature, and a batch has a hundred of them."""
    return SigningKey(seed)


def verify(kind: str, thing: object, public: bytes) -> str | None:
    """The text of `signed` when this key signed it as this kind, else None. Parse it only after."""
    if not isinstance(thing, Mapping):
        return None
    text, signature = thing.get("signed"), unb64(thing.get("sig"))
    if not isinstance(text, str) or signature is None or len(public) != KEY_BYTES:
        return None
    try:
        VerifyKey(public).verify(_message(kind, text), signature)
    except (BadSignatureError, ValueError, UnicodeEncodeError):
        return None
    return text


def verified(kind: str, thing: object, public: bytes) -> dict[str, Any] | None:
    """The JSON object inside a thing this key signed, else None."""
    return parsed(verify(kind, thing, public))


def parsed(text: object) -> dict[str, Any] | None:
    """The JSON object in a text; None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _message(kind: str, text: str) -> bytes:
    return f"linsheng/{kind}/1\n{text}".encode()


def signing_public(seed: bytes) -> bytes:
    return crypto_sign_seed_keypair(seed)[0]


def sealing_public(private: bytes) -> bytes:
    return bytes(PrivateKey(private).public_key)


def key_id(letter: str, public: bytes) -> str:
    """`r` root, `s` signing, `x` sealing."""
    return f"{letter}-{hashlib.sha256(public).hexdigest()[:16]}"


def seal(plain: bytes, public: bytes) -> bytes:
    return SealedBox(PublicKey(public)).encrypt(plain)


def unseal(sealed: bytes, private: bytes) -> bytes | None:
    """What was sealed to this key; None when it was not, or is damaged."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(sealed)
    except (CryptoError, ValueError):
        return None


def fingerprint(root_public: bytes, device_public: bytes) -> str:
    """Twelve digits shown on both sides at enrolment, so that a person can compare them."""
    number = int.from_bytes(hashlib.sha256(root_public + device_public).digest()[:8], "big")
    digits = f"{number % 10**FINGERPRINT_DIGITS:0{FINGERPRINT_DIGITS}d}"
    return " ".join(digits[start : start + 4] for start in range(0, FINGERPRINT_DIGITS, 4))
