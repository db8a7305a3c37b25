"""Pictures staff upload: decoded at once and written anew, so that nothing but the picture itself is ever stored."""

from __future__ import annotations

import io
import warnings
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageOps
from wagtail.images.forms import BaseImageForm

FORMATS = ("PNG", "JPEG", "WEBP")
LONGEST_SIDE_PX = 4000
QUALITY = 90
CANNOT = "这张图打不开，或者太大。请换一张。"


class PictureForm(BaseImageForm):
    """Wagtail's form for a picture, given the picture written anew: its own checks fall over what is damaged."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        checked = field.to_python
        field.to_python = lambda uploaded: checked(_written_anew(uploaded) if uploaded else uploaded)


def _written_anew(uploaded: Any) -> Any:
    data = anew(uploaded.read())
    if data is None:
        raise forms.ValidationError(CANNOT)
    return SimpleUploadedFile(f"{PurePath(uploaded.name).stem[:60]}.jpg", data, "image/jpeg")


def anew(data: bytes) -> bytes | None:
    """The picture as a JPEG of its own: no metadata, nothing before or after it; None when it is not one we take."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # damaged metadata, which are left behind anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    return None
                plain = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, ArithmeticError, KeyError, TypeError, MemoryError, Image.DecompressionBombError,
            Image.DecompressionBombWarning):  # fmt: skip
        return None  # what Pillow raises for a damaged file depends on where the damage is
    plain.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
