"""What heals by itself besides the outbox file: keys, leases, the numbers used long ago, single rows of any kind."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from offline_cache import database, feed, identity, leases
from offline_cache.catalogue import Catalogue
from offline_cache.enrolment import NotTaken, enrol
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox
from offline_cache.records import Receipt
from offline_cache.sync import Synced


@pytest.fixture
def sync(sync, server):
    """A platform that has published one thing."""
    server.publish([], 1)
    return sync


def flipped(path, at=None):
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("at", range(0, 300, 20))
def test_a_flip_anywhere_in_the_enrolment_is_told(outbox, at):
    flipped(outbox.at.enrolment, at)
    with pytest.raises(identity.NotEnrolled) as told:
        identity.load(outbox.at)
    assert told.value.damaged


@pytest.mark.parametrize("at", range(0, 44, 4))
def test_a_flip_anywhere_in_the_key_is_told(outbox, at):
    """Base64 of any 32 bytes is a key: only its public half, which the enrolment names, tells a wrong one."""
    flipped(outbox.at.device_key, at)
    with pytest.raises(identity.NotEnrolled):
        identity.load(outbox.at)


def test_the_power_goes_between_an_enrolment_and_its_key(outbox, platform, enrolled):
    """A revoked kiosk enrols with its next key: pinned, not yet put in its place."""
    at = outbox.at
    key = identity.next_key(at)
    answer = platform.enrolment(key.public, enrolled)
    from offline_cache import sealing

    identity.pin(
        at, answer, sealing.opened_keys(answer["keys"], platform.root_public), "http://127.0.0.1:9", key.public
    )
    assert identity.load(at).key == key
    assert identity.device_key(at) == key
    assert not at.next_key.exists()


@pytest.mark.parametrize("name", ["enrolment.json", "keys.json"])
def test_damaged_keys_do_not_open_the_way_to_another_platform(joined, client, server, post, data_dir, name):
    """What waits is sealed to the platform it was filed for: another one could not read it."""
    assert isinstance(post(), Receipt)
    (data_dir / "keys" / name).write_bytes(b"{}")
    server.codes.add("EFGH5678")
    server.keys.__init__()  # another platform stands at the same address
    assert enrol(joined, client, server.url, "EFGH5678", "test", None) == NotTaken("root")


def test_a_damaged_place_in_the_feed_is_forgotten_not_believed(sync, server):
    sync.feed.poll()
    at = sync.ledger.at
    assert feed.newest(at) is not None
    flipped(at.newest, 80)
    assert feed.newest(at) is None


def test_a_damaged_lease_is_leased_anew_by_itself(joined, sync, post, data_dir, server):
    server.top_up = 30
    for path in (data_dir / "keys" / "leases").iterdir():
        flipped(path)
    assert sync.hello() is None
    who = identity.load(joined.at)
    stock = leases.stock(joined.at, who.device_id, set())
    assert (stock.damaged, stock.left > 0) == (0, True)
    assert isinstance(post(), Receipt)


def cleared(sync, post):
    """A report that was delivered 30 days ago and cleared away."""
    receipt = post()
    assert isinstance(sync.once(), Synced)
    assert sync.ledger.clear_away(datetime.now(UTC) + timedelta(days=31)) == 1
    return receipt


def test_a_lost_list_of_used_numbers_is_written_anew(sync, post):
    receipt, at = cleared(sync, post), sync.ledger.at
    at.spent.unlink()
    assert sync.ledger.unsound() == [receipt.ref]
    assert sync.ledger.mend() == 1
    assert leases.spent(at) == {receipt.code}
    assert sync.ledger.unsound() == []


@pytest.mark.parametrize("value", ["x", b"x", None, 7, "../../etc/passwd", "a\0b"])
def test_a_row_may_call_itself_anything(outbox, ledger, report, data_dir, value):
    """A flipped bit in a row's header makes a text a number or bytes."""
    receipt = outbox.file(report())
    outbox.call()
    with sqlite3.connect(data_dir / "outbox.db") as db:
        db.execute("PRAGMA ignore_check_constraints=ON")
        if value is None:
            db.execute("UPDATE envelopes SET state = x'00'")
        else:
            db.execute("UPDATE envelopes SET ref = ? || seq", (value,)) if isinstance(value, str) else db.execute(
                "UPDATE envelopes SET ref = CAST(seq AS BLOB)"
            )
    ledger.mend()
    queued = ledger.queued(10)
    assert {row.envelope.kind for row in queued} == {"report", "call"}
    assert receipt.code in {row.envelope.receipt for row in queued}
    assert ledger.counts().queued == 2
    assert ledger.unsound() == []


def test_a_damaged_answer_is_no_proof_and_no_end(sync, post):
    post()
    assert isinstance(sync.once(), Synced)
    with sqlite3.connect(sync.ledger.at.outbox) as db:
        db.execute("UPDATE answers SET answer = '{\"signed'")
    assert sync.ledger.proof(0) is None
    assert isinstance(sync.once(), Synced)


def test_a_lost_copy_is_written_again_when_sync_starts(sync, post, data_dir):
    receipt = post()
    (data_dir / "spool" / receipt.ref).unlink()
    assert isinstance(sync.once(), Synced)
    assert (data_dir / "spool" / receipt.ref).exists()


def test_wrecks_do_not_outlive_what_was_erased_in_them(outbox, catalogue, report, data_dir):
    kept = outbox.file(report())
    flipped(outbox.at.outbox, 20)
    ledger = Ledger(Outbox(data_dir, catalogue))
    assert len(ledger.queued(10)) == 1
    assert database.wrecks(outbox.at.outbox)
    ledger.clear_away(datetime.now(UTC))
    assert database.wrecks(outbox.at.outbox)
    ledger.clear_away(datetime.now(UTC) + timedelta(days=31))
    assert not database.wrecks(outbox.at.outbox)
    flipped(outbox.at.outbox, 20)
    ledger = Ledger(Outbox(data_dir, catalogue))
    ledger.drop([kept.ref])
    assert not database.wrecks(outbox.at.outbox)


def test_a_clock_that_cannot_be_written_does_not_keep_reports_back(sync, post, monkeypatch):
    """A full disk: the platform's time finds no room, what waits is sent all the same."""
    receipt = post()

    def full(told):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sync.ledger.clock, "correct", full)
    assert isinstance(sync.once(), Synced)
    assert sync.ledger.by_receipt(receipt.code).envelope.state == "delivered"


def test_content_lost_while_the_platform_has_nothing_new_is_fetched_again(sync, server):
    """The pointer is the same and answered 304: what is here is not."""
    assert sync.feed.poll() is True
    at, version = sync.catalogue.at, sync.catalogue.state().version
    for path in (at.content, *at.good.iterdir()):
        path.unlink()
    assert Catalogue(at.root).state().version != version
    assert sync.feed.poll() is True
    assert sync.catalogue.state().version == version
