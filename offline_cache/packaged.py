"""The packaged snapshot: content that came with the program, trusted by the hash below."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

import assets

SNAPSHOT_SHA256 = "c72f10ac7960d5897cb0ff7173eeecac9fa467af4b505ca18be947e06c9c09d4"


class NotOurs(Exception):
    """The packaged snapshot is not the one this program was built with: the installation is broken."""


def snapshot() -> dict[str, Any]:
    """The snapshot, unpacked, in the form of docs/wire.md section 3, after its hash has been checked."""
    data = assets.path("content", "snapshot.json.gz").read_bytes()
    if hashlib.sha256(data).hexdigest() != SNAPSHOT_SHA256:
        raise NotOurs("assets/content/snapshot.json.gz")
    unpacked: dict[str, Any] = json.loads(gzip.decompress(data))
    return unpacked
