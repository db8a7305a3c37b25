"""Pictures of notices: the posters kiosks carry with them, and re-encoded pictures named by their hash."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from PIL import Image, ImageOps

from central_platform.feed import media

LONGEST_SIDE_PX = 1600
JPEG_QUALITY = 85


def packaged_posters() -> list[tuple[str, str]]:
    """(name, title) of each poster that came with the program."""
    notices = json.loads(files("assets").joinpath("content/notices.json").read_text("utf-8"))
    return [(n["picture"]["packaged"], n["title"]["zh"]) for n in notices if (n["picture"] or {}).get("packaged")]


def poster_file(name: str) -> Any | None:
    """The drawing of a packaged poster (something with read_bytes), if the program carries it."""
    file = files("assets").joinpath("posters").joinpath(f"{name}.svg")
    return file if file.is_file() else None


def keep(image: Any) -> dict[str, Any]:
    """Put a picture where kiosks fetch it, and name it as a feed body does."""
    return media.keep(_encoded(image.file.path), "jpg")


@lru_cache(maxsize=8)  # an uploaded file never changes under its name; a preview asks again at every key press
def _encoded(path: str) -> bytes:
    """The picture encoded anew: nothing else the uploaded file carried travels."""
    with Image.open(path) as picture:
        plain = ImageOps.exif_transpose(picture).convert("RGB")
    plain.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()
