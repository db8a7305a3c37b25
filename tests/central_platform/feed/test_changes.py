"""Changes of content are numbered without gaps, once each, for the publications they are meant for."""

import json
import sqlite3
import subprocess
import sys

import pytest
from django.db import transaction

from central_platform.feed import changes, files
from central_platform.feed.models import FeedChange
from central_platform.fleet.models import Publication

WRITER = """
import sys, django
django.setup()
from central_platform.feed import changes
for n in range(30):
    changes.record("notice", f"{sys.argv[1]}-{n}", {"n": n})
"""


def seqs(publication):
    return list(FeedChange.objects.filter(publication=publication).order_by("seq").values_list("seq", flat=True))


@pytest.mark.django_db
def test_a_rolled_back_edit_leaves_no_number(publication):
    changes.record("notice", "a", {"n": 1})
    with pytest.raises(RuntimeError), transaction.atomic():
        changes.record("notice", "b", {"n": 2})
        raise RuntimeError
    changes.record("notice", "c", {"n": 3})
    assert seqs(publication) == [1, 2] and files.head_of(publication) == 2
    assert changes.state("notice", "b") is None


@pytest.mark.django_db
def test_the_same_body_again_is_no_change_and_nobody_deletes_what_is_not_there(publication):
    changes.record("notice", "a", {"x": 1, "y": 2})
    changes.record("notice", "a", {"y": 2, "x": 1})
    changes.record("notice", "b", None)
    assert seqs(publication) == [1]
    changes.record("notice", "a", None)
    changes.record("notice", "a", None)
    changes.record("notice", "a", {"x": 1, "y": 2})
    assert seqs(publication) == [1, 2, 3]


@pytest.mark.django_db
def test_one_publication_may_have_another_body_than_the_rest(publication):
    canary = Publication.objects.create(slug="canary", name="试点")
    changes.record("notice", "a", None, {"canary": {"n": 1}})
    assert (files.head_of(publication), files.head_of(canary)) == (0, 1)
    assert changes.state("notice", "a") is None
    changes.record("notice", "a", {"n": 1})
    assert (files.head_of(publication), files.head_of(canary)) == (1, 1)
    changes.record("notice", "a", {"n": 1}, {"canary": {"n": 2}})
    assert (files.head_of(publication), files.head_of(canary)) == (1, 2)
    assert changes.state("notice", "a") == {"n": 1}
    with pytest.raises(ValueError, match="nowhere"):
        changes.record("notice", "a", {"n": 1}, {"nowhere": {"n": 1}})


def test_many_at_once_are_numbered_as_one_by_one(publication):
    changes.record("notice", "a", {"n": 1})
    changes.record("notice", "b", {"n": 1})
    changes.record("place", "a", {"n": 1})
    items = {
        ("notice", "a"): {"n": 1},
        ("notice", "b"): {"n": 2},
        ("place", "a"): None,
        ("place", "z"): None,
        ("hall", "b"): {},
    }
    changes.record_all(items)
    assert files.head_of(publication) == 6
    rows = FeedChange.objects.filter(publication=publication).order_by("seq")
    assert [(row.seq, row.kind, row.item_id, row.body) for row in rows[3:]] == [
        (4, "notice", "b", {"n": 2}), (5, "place", "a", None), (6, "hall", "b", {}),
    ]  # fmt: skip
    latest = {(row.kind, row.item_id): row.body for row in rows if row.latest}
    assert latest == {key: body for key, body in items.items() if key != ("place", "z")}
    changes.record_all(items)
    assert files.head_of(publication) == 6


def test_three_writers_at_once_leave_no_gap(data_dir, platform_env, run_platform):
    """Three processes write 30 changes each while a reader follows with a cursor and never misses one."""
    run_platform("keygen")
    env = platform_env | {"DJANGO_SETTINGS_MODULE": "central_platform.settings.embedded"}
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, name], env=env) for name in "abc"]
    seen, cursor = [], 0
    with sqlite3.connect(data_dir / "platform.sqlite3", timeout=20) as database:
        while True:
            done = all(writer.poll() is not None for writer in writers)
            rows = database.execute("SELECT seq FROM feed_feedchange WHERE seq > ? ORDER BY seq", (cursor,)).fetchall()
            seen += [row[0] for row in rows]
            cursor = seen[-1] if seen else 0
            if done and not rows:
                break
    database.close()
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert seen == list(range(1, 91))
    pointer = json.loads(json.loads((data_dir / "feed" / "main" / "pointer.json").read_text())["signed"])
    assert pointer["head"] == 90
