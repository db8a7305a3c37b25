"""A picture staff upload is stored as a picture and nothing else."""

import io
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from central_platform.content import uploads

pytestmark = pytest.mark.django_db
CANARY = b"Geheimnis der Kamera 30.5728,104.0668"


def picture(kind="JPEG", size=(60, 40), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def form(data, name="a.jpg"):
    made = get_image_form(get_image_model())
    return made({"title": "图"}, {"file": SimpleUploadedFile(name, data)})


def test_metadata_and_what_hangs_on_behind_are_not_stored():
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    data = picture(exif=exif) + CANARY
    made = form(data)
    made.fields.pop("collection", None)
    assert made.is_valid(), made.errors
    stored = made.cleaned_data["file"].read()
    assert CANARY in data and CANARY not in stored and not Image.open(io.BytesIO(stored)).getexif()


@pytest.mark.parametrize(
    "harm", [lambda d: d[: len(d) // 2], lambda d: b"<svg/>", lambda d: b"", lambda d: d[:20] + b"\0" * 400]
)
def test_what_cannot_be_decoded_whole_is_refused(harm):
    assert uploads.anew(harm(picture())) is None
    if harm(picture()):
        assert not form(harm(picture())).is_valid()


def test_a_bomb_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    assert uploads.anew(picture("PNG", (60, 40))) is None
    assert uploads.anew(picture("PNG", (20, 20))) is not None


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP"])
def test_other_formats_are_refused_whatever_they_are_called(kind):
    assert uploads.anew(picture(kind)) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_no_damage_is_answered_by_more_than_a_refusal(kind):
    chance, whole = random.Random(5), picture(kind)
    for n in range(40):
        data = bytearray(whole)
        at = chance.randrange(len(data))
        if n % 2:
            data[at : at + 32] = chance.randbytes(32)
        else:
            del data[at:]
        assert form(bytes(data), f"a.{kind.lower()}").is_valid() in (True, False)
