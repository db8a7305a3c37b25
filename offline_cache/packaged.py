"""The packaged snapshot: content that came with the program, trusted by the hash below."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

import assets

SNAPSHOT_SHA256 = "3aa04e4a634a16af328f0a015a3464b03c5ad7c79fb5c59e18a26a1fe4f05c8b"


class NotOurs(Exception):
    """The packaged snapshot is not the one this program was built with: the installation is broken."""


def snapshot() -> dict[str, Any]:
    """The snapshot, unpacked, in the form of docs/wire.md section 3, after its hash has been checked."""
    data = assets.path("content", "snapshot.json.gz").read_bytes()
    if hashlib.sha256(data).hexdigest() != SNAPSHOT_SHA256:
        raise NotOurs("assets/content/snapshot.json.gz")
    unpacked: dict[str, Any] = json.loads(gzip.decompress(data))
    return unpacked
