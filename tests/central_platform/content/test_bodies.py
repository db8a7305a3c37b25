"""Every body that can reach a kiosk fits the JSON Schema of its kind."""

import json
from pathlib import Path

import jsonschema
import pytest

from central_platform.content.models import Notice, Service
from central_platform.content.pack import KINDS

SCHEMAS = Path(__file__).resolve().parents[3] / "docs/wire"


def validator(kind):
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text())
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.feed_kind)
def test_bodies_fit_their_schema(demo, model):
    check = validator(model.feed_kind)
    rows = list(model.objects.all())
    assert rows
    for row in rows:
        check.validate(row.body())


def test_a_service_without_optional_parts_still_fits(demo):
    service = Service.objects.get(slug="yb-jumin")
    service.steps, service.papers, service.hours = [], [], []
    service.hours_text_zh = service.phone = service.window_zh = service.window_en = ""
    validator("service").validate(service.body())
    assert service.body()["hours_text"] == {"zh": "", "en": ""}


def test_hours_left_without_words_are_said(demo):
    service = Service.objects.get(slug="yb-jumin")
    service.hours_text_zh = ""
    assert service.body()["hours_text"] == {
        "zh": "星期一到星期五，上午9点到下午5点。",
        "en": "Mon to Fri, 09:00 to 17:00.",
    }


def test_a_picture_of_their_own_is_kept_under_its_hash(demo, settings, tmp_path):
    import hashlib

    from wagtail.images.tests.utils import get_test_image_file

    settings.FEED_DIR = tmp_path / "feed"
    settings.MEDIA_ROOT = tmp_path / "media"
    from wagtail.images.models import Image

    notice = Notice.objects.filter(kind="notice").first()
    notice.image = Image.objects.create(title="图", file=get_test_image_file(size=(640, 480)))
    picture = notice.body()["picture"]
    validator("notice").validate(notice.body())
    data = (tmp_path / "feed/media" / f"{picture['sha256']}.{picture['ext']}").read_bytes()
    assert hashlib.sha256(data).hexdigest() == picture["sha256"]
    assert len(data) == picture["bytes"]
