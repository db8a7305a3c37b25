"""Bytes that tell damage from truth: a line with the sha256 of the rest, then the rest."""

from __future__ import annotations

import hashlib


def written(data: bytes) -> bytes:
    """`data` behind its hash."""
    return hashlib.sha256(data).hexdigest().encode() + b"\n" + data


def read(data: bytes) -> bytes | None:
    """What stands behind the hash; None when it is damaged."""
    digest, _, rest = data.partition(b"\n")
    return rest if hashlib.sha256(rest).hexdigest().encode() == digest else None
