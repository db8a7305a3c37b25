"""What a kiosk finds on disk and over HTTP: signed, whole, in a chain."""

import gzip
import hashlib
import json
import os
import time
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from central_platform import crypto
from central_platform.feed import changes, epochs, files, keygen, keys, reconcile
from central_platform.feed.models import FeedFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(ring, django_capture_on_commit_callbacks):
    """Publishes as a request does: recorded in the transaction, filed after the commit."""

    def put(item_id, body):
        with django_capture_on_commit_callbacks(execute=True) as ran:
            changes.record("notice", item_id, body)
        connection.run_on_commit.clear()  # as a real commit does
        return len(ran)

    return put


class Follower:
    """A kiosk that knows only the public addresses."""

    def __init__(self, client, ring):
        self.client, self.ring = client, ring
        self.head, self.items = (0, 0), {}

    def poll(self):
        pointer = self.pointer()
        epoch, head = pointer["epoch"], pointer["head"]
        if (epoch, head) == self.head:
            return "nothing"
        chain, at = [], self.head[1]
        while (
            self.head[0] == epoch
            and at != head
            and (step := next((d for d in pointer["deltas"] if d["from"] == at), None))
        ):
            chain.append(step)
            at = step["to"]
        how = "deltas" if chain and at == head else "snapshot"
        if how == "snapshot":
            chain, self.items = [pointer["snapshot"]], {}
        for entry in chain:
            self.apply(self.fetch(entry))
        self.head = (epoch, head)
        return how

    def pointer(self):
        response = self.client.get("/feed/main/pointer.json")
        assert response.status_code == 200 and len(response.content) <= 16 * 1024
        value = crypto.verified("pointer", response.json(), self.ring.signing[0].public)
        assert value is not None
        return value

    def fetch(self, entry):
        response = self.client.get(f"/feed/main/{entry['sha256']}.json.gz")
        data = b"".join(response.streaming_content)
        assert len(data) == entry["bytes"] and hashlib.sha256(data).hexdigest() == entry["sha256"]
        assert "Content-Encoding" not in response.headers and "immutable" in response["Cache-Control"]
        return json.loads(gzip.decompress(data))

    def apply(self, value):
        for item in value["items"]:
            if item["deleted"]:
                self.items.pop(item["id"], None)
            else:
                self.items[item["id"]] = item["body"]


@pytest.fixture
def follower(client, ring):
    return Follower(client, ring)


def test_a_follower_ends_with_what_was_published_by_snapshot_and_by_deltas(publish, follower, client, ring):
    publish("a", {"n": 1})
    assert follower.poll() == "snapshot" and follower.items == {"a": {"n": 1}}
    publish("b", {"n": 2})
    publish("a", None)
    publish("c", {"n": 3})
    assert follower.poll() == "deltas" and follower.items == {"b": {"n": 2}, "c": {"n": 3}}
    late = Follower(client, ring)
    assert late.poll() == "snapshot" and late.items == follower.items
    assert follower.poll() == "nothing"


def test_the_window_holds_64_deltas_and_the_pointer_stays_small(publish, follower):
    publish("a", {"n": 0})
    follower.poll()
    for n in range(1, 71):
        publish("a", {"n": n})
    assert len(follower.pointer()["deltas"]) == 64
    assert follower.poll() == "snapshot" and follower.items == {"a": {"n": 70}}
    assert FeedFile.objects.count() == 65


def test_many_changes_in_one_transaction_are_filed_once(
    ring, publication, follower, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True) as ran:
        for n in range(50):
            changes.record("notice", str(n), {"n": n})
    assert len(ran) == 1
    assert follower.poll() == "snapshot" and len(follower.items) == 50


def test_an_empty_feed_has_no_pointer_so_kiosks_keep_what_they_came_with(ring, publication, client):
    files.write_pending()
    assert client.get("/feed/main/pointer.json").status_code == 404


def test_the_pointer_is_answered_304_until_it_changes(publish, client):
    publish("a", {"n": 1})
    first = client.get("/feed/main/pointer.json")
    assert first["Cache-Control"] == "public, max-age=10"
    again = client.get("/feed/main/pointer.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    publish("a", {"n": 2})
    assert client.get("/feed/main/pointer.json", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_pointer_expires_in_seven_days_and_is_signed_anew_every_hour(publish, publication, follower, monkeypatch):
    publish("a", {"n": 1})
    before = datetime.fromisoformat(follower.pointer()["expires"])
    assert timedelta(days=7) - (before - timezone.now()) < timedelta(minutes=1)
    assert files.write(publication) is False
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=61))
    assert files.write(publication) is True
    assert datetime.fromisoformat(follower.pointer()["expires"]) - before >= timedelta(hours=1)


@pytest.mark.parametrize("harm", ["missing", "cut", "flipped", "pointer"])
def test_damage_on_disk_is_made_good(publish, publication, follower, client, ring, harm):
    publish("a", {"n": 1})
    follower.poll()
    publish("b", {"n": 2})
    folder = files.directory(publication)
    for path in [folder / "pointer.json"] if harm == "pointer" else sorted(folder.glob("*.json.gz")):
        data = path.read_bytes()
        if harm == "missing":
            path.unlink()
        else:
            path.write_bytes(data[:-5] if harm == "cut" else bytes([data[0] ^ 1]) + data[1:])
    reconcile.check_files(deep=True)
    late = Follower(client, ring)
    assert late.poll() == "snapshot" and late.items == {"a": {"n": 1}, "b": {"n": 2}}
    assert follower.poll() in ("deltas", "snapshot") and follower.items == late.items


def test_a_crash_between_commit_and_files_is_made_good(ring, publication, follower):
    changes.record("notice", "a", {"n": 1})  # the on-commit hook never runs
    reconcile.check_files(deep=False)
    assert follower.poll() == "snapshot"


def test_a_new_epoch_sends_everybody_to_the_snapshot(publish, follower):
    publish("a", {"n": 1})
    follower.poll()
    epoch = epochs.mint("restore").number
    files.write_pending()
    assert follower.pointer()["deltas"] == [] and follower.poll() == "snapshot"
    assert follower.head == (epoch, 1)


def test_after_a_rotation_the_pointer_is_signed_with_the_new_key(publish, follower, client):
    publish("a", {"n": 1})
    keygen.rotate("signing", drop_old=True)
    files.write_pending()
    document = client.get("/feed/keys.json").json()
    value = crypto.verified("keys", document, keys.load().root_public)
    assert value["version"] == 2 and len(value["signing"]) == 1
    follower.ring = keys.load()
    assert follower.pointer()["keys_version"] == 2


def test_strays_go_after_a_day_and_not_before(publish, publication):
    publish("a", {"n": 1})
    folder = files.directory(publication)
    young, old = folder / f"{'1' * 64}.json.gz", folder / f"{'2' * 64}.json.gz"
    for path in (young, old):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 90_000,) * 2)
    reconcile.check_files(deep=False)
    assert young.exists() and not old.exists()


@pytest.mark.parametrize(
    "address",
    ["main/pointer.json", "other/pointer.json", "main/x.json.gz", "main/..%2fkeys.json", "media/x.png", "keys.json"],
)
def test_what_is_not_there_is_404(db, client, address):
    assert client.get(f"/feed/{address}").status_code == 404


def test_a_medium_is_served_under_its_hash(client):
    from central_platform.feed import media

    named = media.keep(b"\x89PNG picture", "png")
    response = client.get(f"/feed/media/{named['sha256']}.png")
    assert b"".join(response.streaming_content) == b"\x89PNG picture" and response["Content-Type"] == "image/png"
    with pytest.raises(ValueError, match="svg"):
        media.keep(b"<svg/>", "svg")
