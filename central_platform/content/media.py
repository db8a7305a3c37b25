"""Pictures of notices: the posters kiosks carry with them, and re-encoded pictures named by their hash."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings

PICTURE = "max-1600x1600|format-jpeg|jpegquality-85"  # re-encoded: nothing of the uploaded file's metadata travels


def packaged_posters() -> list[tuple[str, str]]:
    """(name, title) of each poster that came with the program."""
    notices = json.loads(files("assets").joinpath("content/notices.json").read_text("utf-8"))
    return [(n["picture"]["packaged"], n["title"]["zh"]) for n in notices if (n["picture"] or {}).get("packaged")]


def keep(image: Any) -> dict[str, Any]:
    """Re-encode a picture, put it beside the feed under its hash, and name it as a feed body does."""
    with image.get_rendition(PICTURE).file.open("rb") as file:
        data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    folder = Path(settings.FEED_DIR) / "media"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{digest}.jpg"
    if not target.exists():
        fresh = target.with_suffix(".part")
        fresh.write_bytes(data)
        fresh.replace(target)
    return {"sha256": digest, "bytes": len(data), "ext": "jpg"}
