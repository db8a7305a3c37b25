"""What the platform publishes, read only from its public files: every item fits its schema and tells of nobody."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from central_platform import crypto
from central_platform.feed import files
from central_platform.fleet import codes, enrolment, halls
from central_platform.fleet.models import LeasedReceipt, Publication

SCHEMAS = {
    path.name.removesuffix(".schema.json"): Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    for path in (Path(__file__).parents[3] / "docs" / "wire").glob("*.schema.json")
}


@pytest.fixture
def published(publication, ring, settings):
    """The demo content as a kiosk would fetch it: pointer and unpacked snapshot."""
    from central_platform.content import demo

    demo.load()
    files.write(publication)
    folder = settings.FEED_DIR / "main"
    pointer = ring.ours("pointer", json.loads((folder / "pointer.json").read_text()))
    data = (folder / f"{pointer['snapshot']['sha256']}.json.gz").read_bytes()
    assert hashlib.sha256(data).hexdigest() == pointer["snapshot"]["sha256"]
    return pointer, json.loads(gzip.decompress(data))


def test_every_item_fits_its_schema(published):
    pointer, snapshot = published
    assert snapshot["to"] == pointer["head"] and snapshot["from"] == 0
    assert {item["kind"] for item in snapshot["items"]} == set(SCHEMAS)
    for item in snapshot["items"]:
        SCHEMAS[item["kind"]].validate(item["body"])
        assert item["deleted"] is False and 0 < item["seq"] <= snapshot["to"]


def test_nothing_of_devices_receipts_or_secret_keys_is_in_any_public_file(published, settings):
    seed = b"d" * 32
    public = crypto.b64(crypto.signing_public(seed))
    answer = enrolment.enrol(codes.make(halls.link(halls.published()[0]), 20), public, "127.0.0.1")
    files.write(Publication.objects.get(slug="main"), again=True)
    secrets = [key["secret"] for path in settings.KEYS_DIR.glob("[rs]*.json") for key in json.loads(path.read_text())]
    hidden = [answer["device_id"], public, *secrets, *LeasedReceipt.objects.values_list("code", flat=True)]
    assert len(secrets) == 3 and len(hidden) == 25
    public_texts = [(settings.KEYS_DIR / "keys.json").read_text()]
    for path in settings.FEED_DIR.rglob("*.json*"):
        data = path.read_bytes()
        public_texts.append((gzip.decompress(data) if path.suffix == ".gz" else data).decode())
    assert len(public_texts) >= 3
    assert [word for word in hidden for text in public_texts if word in text] == []
