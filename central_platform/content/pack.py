"""The packaged snapshot: everything live as one file that travels with the program (docs/wire.md section 4)."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

from central_platform.content.models import (
    Category,
    Elsewhere,
    Family,
    Hall,
    InFeed,
    Notice,
    Place,
    Reading,
    ReportCategory,
    Saying,
    Service,
    Term,
)

KINDS: tuple[type[InFeed], ...] = (
    Hall, Family, Category, Place, ReportCategory, Notice, Service, Saying, Reading, Elsewhere,
    Term,
)  # fmt: skip


def snapshot() -> bytes:
    """The packed bytes; the same rows always give the same bytes."""
    rows = [row for kind in KINDS for row in kind.objects.all() if row.in_feed]
    items = [
        {"kind": row.feed_kind, "id": row.feed_id, "seq": seq, "deleted": False, "body": row.body()}
        for seq, row in enumerate(rows, 1)
    ]
    whole = {"publication": "packaged", "epoch": 0, "from": 0, "to": len(items), "items": items}
    plain = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(plain, compresslevel=9, mtime=0)


def write(target: Path) -> str:
    """Write the snapshot to `target`; its sha256."""
    packed = snapshot()
    fresh = target.with_name(f".{target.name}.part")
    fresh.write_bytes(packed)
    fresh.replace(target)
    return hashlib.sha256(packed).hexdigest()
