"""Signing, verifying and sealing: the only module that touches libsodium, so that the ciphers can be exchanged here.

Formats: docs/wire.md section 1; the platform writes the same page on its own, tests/contract/ holds the two together.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nacl.bindings import crypto_sign_SEEDBYTES
from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

FINGERPRINT_DIGITS = 12
MAX_DEPTH = 20
MAX_ROOTS = 100
Json = dict[str, Any]


class NotGenuine(ValueError):
    """A signed thing that is not what it claims to be: signature, form or key are wrong."""


@dataclass(frozen=True, slots=True)
class PublicKeyOf:
    """A named public key; `raw` is its 32 bytes."""

    id: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class KeyList:
    """What keys.json says: trusted signers, and whom to seal to (the first)."""

    version: int
    root: bytes
    signing: Mapping[str, bytes]
    sealing: tuple[PublicKeyOf, ...]


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """This kiosk's Ed25519 key; the seed never leaves the key file."""

    seed: bytes = field(repr=False)

    @classmethod
    def made(cls) -> DeviceKey:
        """A new key from the system's random numbers."""
        return cls(bytes(SigningKey.generate()))

    @classmethod
    def read(cls, data: bytes) -> DeviceKey:
        """The key from the bytes of its file (base64 of the seed); NotGenuine when they are damaged."""
        seed = unbase64(data.decode("ascii", "replace").strip())
        if len(seed) != crypto_sign_SEEDBYTES:
            raise NotGenuine("device key")
        return cls(seed)

    def written(self) -> bytes:
        """The bytes of the key file."""
        return base64.b64encode(self.seed) + b"\n"

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public half."""
        return bytes(SigningKey(self.seed).verify_key)

    def sign(self, kind: str, signed: str, key_id: str) -> Json:
        """A signed thing over the text `signed`."""
        signature = SigningKey(self.seed).sign(_bytes(kind, signed)).signature
        return {"signed": signed, "key_id": key_id, "sig": base64_of(signature)}


def opened(kind: str, thing: object, public: bytes) -> Json:
    """What a signed thing of `kind` says, after its signature by `public` has been verified; NotGenuine otherwise."""
    if not isinstance(thing, dict) or set(thing) != {"signed", "key_id", "sig"}:
        raise NotGenuine(f"{kind}: form")
    signed, sig = thing["signed"], thing["sig"]
    if not isinstance(signed, str) or not isinstance(sig, str):
        raise NotGenuine(f"{kind}: form")
    try:
        VerifyKey(public).verify(_bytes(kind, signed), unbase64(sig))
    except (CryptoError, ValueError) as error:
        raise NotGenuine(f"{kind}: signature") from error
    return parsed(signed)


def opened_by(kind: str, thing: object, signers: Mapping[str, bytes]) -> Json:
    """The same, for a thing that names one of several trusted signing keys."""
    key_id = thing.get("key_id") if isinstance(thing, dict) else None
    public = signers.get(key_id) if isinstance(key_id, str) else None
    if public is None:
        raise NotGenuine(f"{kind}: key")
    return opened(kind, thing, public)


def opened_keys(thing: object, pinned_root: bytes) -> KeyList:
    """keys.json, verified with the root key that was pinned at enrolment."""
    said = opened("keys", thing, pinned_root)
    if not isinstance(thing, dict) or thing["key_id"] != key_id("r", pinned_root):
        raise NotGenuine("keys: key")
    try:
        keys = KeyList(
            version=_whole(said["version"]),
            root=_key(said["root"]),
            signing={key.id: key.raw for key in _listed(said["signing"], "s")},
            sealing=tuple(_listed(said["sealing"], "x")),
        )
    except (KeyError, TypeError) as error:
        raise NotGenuine("keys: form") from error
    if keys.root != pinned_root or not keys.signing or not keys.sealing:
        raise NotGenuine("keys: root, signing or sealing key missing")
    return keys


def newest_root(said: Json, pinned: bytes) -> bytes:
    """Where roots.json leads from the pinned root: each new root is signed by the one before (docs/wire.md section 1)."""
    things, root = said.get("roots"), pinned
    for thing in things[:MAX_ROOTS] if isinstance(things, list) else ():
        if isinstance(thing, dict) and thing.get("key_id") == key_id("r", root):
            root = _key(opened("root", thing, root).get("root"))
    return root


def sealed(plain: bytes, recipient: PublicKeyOf) -> bytes:
    """`plain` in a sealed box: only the platform can open it, this kiosk cannot either."""
    return bytes(SealedBox(PublicKey(recipient.raw)).encrypt(plain))


def key_id(letter: str, public: bytes) -> str:
    """The id of a public key: r root, s signing, x sealing."""
    return f"{letter}-{hashlib.sha256(public).hexdigest()[:16]}"


def fingerprint(root: bytes, device: bytes) -> str:
    """Twelve digits in groups of four, shown on both sides at enrolment."""
    number = int.from_bytes(hashlib.sha256(root + device).digest()[:8], "big") % 10**FINGERPRINT_DIGITS
    digits = f"{number:0{FINGERPRINT_DIGITS}d}"
    return " ".join(digits[start : start + 4] for start in range(0, FINGERPRINT_DIGITS, 4))


def compact(value: object) -> str:
    """JSON without blanks: the text that is signed here."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parsed(text: str | bytes, depth: int = MAX_DEPTH) -> Json:
    """A JSON object nested at most `depth` deep; NotGenuine for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotGenuine("not JSON") from error
    if not isinstance(value, dict) or _deeper_than(value, depth):
        raise NotGenuine("not a flat enough JSON object")
    return value


def unbase64(text: str) -> bytes:
    """Standard base64 with padding, the one text these bytes have; NotGenuine for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotGenuine("not base64") from error
    if base64_of(data) != text:
        raise NotGenuine("not base64")
    return data


def base64_of(data: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(data).decode()


def _bytes(kind: str, signed: str) -> bytes:
    try:
        return f"linsheng/{kind}/1\n{signed}".encode()
    except UnicodeEncodeError as error:  # a lone surrogate out of a JSON escape
        raise NotGenuine(f"{kind}: text") from error


def _listed(entries: object, letter: str) -> list[PublicKeyOf]:
    if not isinstance(entries, list):
        raise NotGenuine("keys: form")
    keys = [PublicKeyOf(entry["id"], _key(entry["public"])) for entry in entries]
    if any(key.id != key_id(letter, key.raw) for key in keys):
        raise NotGenuine("keys: id")
    return keys


def _key(text: object) -> bytes:
    raw = unbase64(text) if isinstance(text, str) else b""
    if len(raw) != 32:
        raise NotGenuine("keys: length")
    return raw


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotGenuine("keys: version")
    return value


def _deeper_than(value: object, depth: int) -> bool:
    """Walks without recursion: the depth is what an attacker chooses."""
    pile = [(value, 1)]
    while pile:
        item, level = pile.pop()
        if isinstance(item, dict | list):
            if level > depth:
                return True
            pile.extend((child, level + 1) for child in (item.values() if isinstance(item, dict) else item))
    return False
