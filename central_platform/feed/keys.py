"""The platform's keys on disk: root, signing, sealing, and the public list the root signs (docs/wire.md §1).

`root.json` is a file of its own so that it can be moved off the server; everything but rotation works without it.
"""

import json
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from central_platform import crypto
from central_platform.feed import disk

Role = Literal["signing", "sealing"]
ROOTS = "roots.json"
LETTERS: dict[str, str] = {"root": "r", "signing": "s", "sealing": "x"}


class KeysMissing(Exception):
    """The keys are not there, or not readable."""


@dataclass(frozen=True)
class Key:
    """A key pair; `public` and `secret` are raw bytes, `retired` is the day it was no longer used first, or empty."""

    id: str
    public: bytes
    secret: bytes = field(repr=False)
    listed: bool = True
    retired: str = ""

    @classmethod
    def fresh(cls, role: str) -> "Key":
        return cls.of(role, secrets.token_bytes(crypto.KEY_BYTES))

    @classmethod
    def of(cls, role: str, secret: bytes, listed: bool = True, retired: str = "") -> "Key":
        public = crypto.sealing_public(secret) if role == "sealing" else crypto.signing_public(secret)
        return cls(crypto.key_id(LETTERS[role], public), public, secret, listed, retired)


@dataclass(frozen=True)
class Keyring:
    """All keys this platform works with; the first signing and sealing key are the ones in use."""

    signing: tuple[Key, ...]
    sealing: tuple[Key, ...]
    document: dict[str, str]

    @property
    def list(self) -> dict[str, Any]:
        return json.loads(self.document["signed"])

    @property
    def version(self) -> int:
        return self.list["version"]

    @property
    def root_public(self) -> bytes:
        public = crypto.unb64(self.list["root"])
        assert public is not None
        return public

    def sign(self, kind: str, value: object) -> dict[str, str]:
        key = self.signing[0]
        return crypto.sign(kind, value, key.id, key.secret)

    def ours(self, kind: str, thing: object) -> dict[str, Any] | None:
        """What is inside a thing one of our listed signing keys signed; else None. A dropped key may be a thief's."""
        for key in self.signing:
            if key.listed and (value := crypto.verified(kind, thing, key.public)) is not None:
                return value
        return None

    def can_open(self, sealing_key_id: str) -> bool:
        return any(key.id == sealing_key_id for key in self.sealing)

    def unseal(self, sealed: bytes, sealing_key_id: str) -> bytes | None:
        for key in self.sealing:
            if key.id == sealing_key_id:
                return crypto.unseal(sealed, key.secret)
        return None


def directory() -> Path:
    return Path(settings.KEYS_DIR)


def exist() -> bool:
    return (directory() / "keys.json").exists()


def load() -> Keyring:
    """The keys as they are on disk now (read again only when the signed list has changed)."""
    path = directory()
    try:
        stamp = (path / "keys.json").stat().st_mtime_ns
    except OSError as error:
        raise KeysMissing(f"no keys in {path}: run `central-platform keygen`") from error
    return _read(path, stamp)


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> Keyring:
    try:
        document = json.loads((path / "keys.json").read_text())
        return Keyring(
            read_file(path / "signing.json", "signing"), read_file(path / "sealing.json", "sealing"), document
        )
    except (OSError, ValueError, KeyError) as error:
        raise KeysMissing(f"the keys in {path} cannot be read: {error}") from error


def read_file(path: Path, role: str) -> tuple[Key, ...]:
    keys = []
    for row in json.loads(path.read_text()):
        secret = crypto.unb64(row["secret"])
        if secret is None or len(secret) != crypto.KEY_BYTES:
            raise ValueError(f"{path.name} holds a damaged key")
        keys.append(Key.of(role, secret, row["listed"], row.get("retired", "")))
    return tuple(keys)


def write_role(path: Path, role: str, keys: tuple[Key, ...]) -> None:
    rows = [
        {"id": key.id, "secret": crypto.b64(key.secret), "listed": key.listed, "retired": key.retired} for key in keys
    ]
    disk.write(path / f"{role}.json", json.dumps(rows, indent=1).encode(), disk.PRIVATE)


def succession() -> list[dict[str, str]]:
    """Every new root, each signed by the one before, oldest first (docs/wire.md §1)."""
    path = directory() / ROOTS
    return json.loads(path.read_text())["roots"] if path.exists() else []


def write_list(path: Path, version: int, root: Key, signing: tuple[Key, ...], sealing: tuple[Key, ...]) -> None:
    """Sign the public list. It is written last: whoever sees the new list finds the keys behind it."""
    value = {
        "version": version,
        "root": crypto.b64(root.public),
        "signing": [{"id": key.id, "public": crypto.b64(key.public)} for key in signing if key.listed],
        "sealing": [{"id": key.id, "public": crypto.b64(key.public)} for key in sealing if key.listed],
    }
    thing = crypto.sign("keys", value, root.id, root.secret)
    disk.write(path / "keys.json", crypto.compact(thing).encode(), disk.PUBLIC)
