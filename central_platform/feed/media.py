"""Pictures and sounds that items name: kept under the hash of their bytes (docs/wire.md §3)."""

import hashlib
from pathlib import Path

from django.conf import settings

from central_platform.feed import disk

EXTENSIONS = ("png", "jpg", "webp", "mp4", "vtt", "wav")


def keep(data: bytes, ext: str) -> dict[str, object]:
    """Put a medium where kiosks fetch it; what an item's body says of it: `{"sha256","bytes","ext"}`."""
    if ext not in EXTENSIONS:
        raise ValueError(f"kiosks show no .{ext}")
    sha256 = hashlib.sha256(data).hexdigest()
    path = Path(settings.FEED_DIR) / "media" / f"{sha256}.{ext}"
    if not path.exists():
        disk.write(path, data)
    return {"sha256": sha256, "bytes": len(data), "ext": ext}
