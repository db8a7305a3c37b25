"""A platform with one publication, and the demo content where a test asks for it."""

import gzip
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def publication(db):
    """The publication every new platform has."""
    from central_platform.fleet.models import Publication

    return Publication.objects.get()


@pytest.fixture
def in_feed():
    """(kind, id) -> the body the feed holds now."""
    from central_platform.feed.models import FeedChange

    def bodies():
        rows = FeedChange.objects.filter(latest=True, body__isnull=False)
        return {(row.kind, row.item_id): row.body for row in rows}

    return bodies


@pytest.fixture
def head(publication):
    from central_platform.feed.models import FeedHead

    return lambda: FeedHead.objects.get_or_create(publication=publication)[0].seq


@pytest.fixture(scope="session")
def packaged():
    with gzip.open(ROOT / "assets/content/snapshot.json.gz") as file:
        items = json.load(file)["items"]
    return {(item["kind"], item["id"]): item["body"] for item in items}


@pytest.fixture(scope="session")
def source():
    return json.loads((ROOT / "assets/content/services.zh-CN.json").read_text("utf-8"))
