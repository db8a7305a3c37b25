"""The kiosk follows its platform from key to key, and believes a dropped key nothing it has said."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from nacl.signing import SigningKey

from offline_cache import identity, packaged, sealing
from offline_cache.enrolment import Enrolled, enrol
from offline_cache.exchange import Revoked
from offline_cache.feed import Unfit
from offline_cache.records import State
from offline_cache.sync import Synced


def some(head):
    rows = [item for item in packaged.snapshot()["items"] if item["kind"] == "report-category"]
    return [item | {"seq": 1} for item in rows][:head]


@pytest.fixture(autouse=True)
def feed(server):
    server.publish(some(1), 1)


def who(sync):
    return identity.load(sync.ledger.at)


def test_a_former_signing_key_counts_as_long_as_it_is_listed(platform, server, sync):
    server.publish(some(3), 3)
    old, old_id = platform.signer, platform.signing_id
    platform.rotate_signing()
    assert sync.feed.poll() is True  # the pointer was signed before
    assert isinstance(sync.once(), Synced)
    assert who(sync).keys.version == 2 and set(who(sync).keys.signing) == {old_id, platform.signing_id}
    platform.rotate_signing(drop_old=True)
    assert isinstance(sync.once(), Synced)
    assert set(who(sync).keys.signing) == {platform.signing_id}
    server.point(platform.sign("pointer", pointer_of(server) | {"head": 9}, old, old_id))
    assert isinstance(sync.feed.poll(), Unfit)


def pointer_of(server):
    return json.loads(json.loads(server.files["/feed/main/pointer.json"])["signed"])


def test_what_a_stolen_key_called_delivered_is_offered_again(platform, server, sync, post):
    """A thief signs `stored` for what the platform never saw, in an epoch of the far future."""
    receipt = post()
    thief, thief_id = platform.signer, platform.signing_id
    row = sync.ledger.row(receipt.ref).envelope
    said = {"ref": row.ref, "kind": row.kind, "receipt": row.receipt, "sealed_sha256": row.sealed_sha256,
            "device_id": who(sync).device_id, "epoch": 9_999_999_999, "outcome": "stored", "why": None}  # fmt: skip
    assert sync.ledger.answered(platform.sign("answer", said, thief, thief_id), said, who(sync).device_id)
    assert sync.ledger.row(receipt.ref).envelope.state is State.DELIVERED and not server.stored
    platform.rotate_signing(drop_old=True)
    platform.epoch += 1
    assert isinstance(sync.once(), Synced)
    assert list(server.stored) == [receipt.ref]
    assert sync.ledger.row(receipt.ref).envelope.state is State.DELIVERED
    sync.once()
    assert server.posts == [receipt.ref]


def test_a_thiefs_pointer_into_the_far_future_does_not_freeze_the_content(platform, server, sync, catalogue):
    """Fast-forward: the true feed is far behind what the stolen key has signed, and is taken when that key is dropped."""
    server.publish(some(2), 99, epoch=9_999_999_999)
    assert sync.feed.poll() is True
    platform.rotate_signing(drop_old=True)
    server.publish(some(5), 7)
    assert isinstance(sync.once(), Synced)
    assert (catalogue.state().epoch, catalogue.state().version, catalogue.state().items) == (platform.epoch, 7, 5)
    assert sync.feed.poll() is False
    server.publish(some(2), 3)
    assert isinstance(sync.feed.poll(), Unfit)  # order counts again


def test_a_new_root_is_followed_and_only_when_the_old_one_signed_it(platform, server, sync, client):
    first = who(sync).root
    platform.rotate_root()
    assert isinstance(sync.once(), Synced)
    assert who(sync).root == platform.root_public != first and who(sync).keys.version == 2
    platform.rotate_root()
    platform.rotate_root()  # twice while the kiosk was away
    assert isinstance(sync.once(), Synced)
    assert who(sync).root == platform.root_public and who(sync).keys.version == 4
    server.codes.add("NEXT0001")
    assert isinstance(enrol(sync.ledger, client, server.url, "NEXT0001", "test", None), Enrolled)


@pytest.mark.parametrize("harm", ["none", "other", "self", "form"])
def test_a_root_nobody_vouched_for_is_not_followed(platform, server, sync, harm):
    before = who(sync)
    platform.rotate_root()
    stranger = SigningKey.generate()
    said = {"version": 2, "root": sealing.base64_of(platform.root_public)}
    platform.roots = {
        "none": [],
        "other": [platform.sign("root", said, stranger, sealing.key_id("r", bytes(stranger.verify_key)))],
        "self": [platform.sign("root", said, platform.root, sealing.key_id("r", before.root))],
        "form": [{"signed": "{}", "key_id": sealing.key_id("r", before.root), "sig": "AAAA"}, 5],
    }[harm]
    assert isinstance(sync.once(), Synced)  # the signing key it knows still signs
    assert (who(sync).root, who(sync).keys.version) == (before.root, 1)


def test_killed_between_root_and_list_the_kiosk_is_still_enrolled(platform, server, sync):
    at = sync.ledger.at
    before = at.key_list.read_bytes()
    platform.rotate_root()
    sync.once()
    at.key_list.write_bytes(before)
    assert who(sync).root == platform.root_public and who(sync).keys.version == 1
    again = type(sync).made(sync.ledger, sync.catalogue, sync.exchange.client, "test")
    assert isinstance(again.once(), Synced)
    assert who(sync).keys.version == 2


def test_a_revoked_kiosk_says_so_to_staff_keeps_all_and_delivers_after_enrolment(platform, server, sync, post, client):
    receipts = [post() for _ in range(3)]
    server.revoked.add(who(sync).device_id)
    assert isinstance(sync.once(), Revoked)
    assert json.loads(sync.ledger.at.heartbeat.read_bytes())["why"] == "revoked"
    assert sync.ledger.counts().queued == 3
    server.codes.add("NEXT0001")
    assert isinstance(enrol(sync.ledger, client, server.url, "NEXT0001", "test", None), Enrolled)
    again = type(sync).made(sync.ledger, sync.catalogue, client, "test")
    assert again.once() == Synced(0, (), True)
    assert sorted(server.stored) == sorted(receipt.ref for receipt in receipts)


def test_thirty_days_after_delivery_the_box_is_in_no_byte_of_this_kiosk(platform, server, sync, post):
    receipt = post(words="王秀英说灯坏了" * 100)
    box = sync.ledger.row(receipt.ref).envelope.sealed
    server.time = datetime.now(UTC).isoformat()
    sync.once()
    assert held(sync, box)
    server.time = (datetime.now(UTC) + timedelta(days=31)).isoformat()
    sync.once()
    assert not held(sync, box)
    assert sync.ledger.by_receipt(receipt.code).envelope.ref == receipt.ref  # the number is never given again


def held(sync, box):
    files = [path.read_bytes() for path in sync.ledger.at.root.rglob("*") if path.is_file()]
    return [at for at in range(0, len(box) - 64, 64) if any(box[at : at + 64] in data for data in files)]
