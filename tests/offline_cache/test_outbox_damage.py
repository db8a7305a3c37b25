"""A damaged outbox file, row or copy: every report that was given a receipt is still there, once."""

import json
import random
import sqlite3

import pytest

from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox
from offline_cache.records import Receipt, Refused


def truncated(data, chance):
    return data[: chance.randrange(len(data))]


def flipped(data, chance):
    data = bytearray(data)
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def sector_zeroed(data, chance):
    start = 512 * chance.randrange(len(data) // 512)
    return data[:start] + bytes(512) + data[start + 512 :]


def page_zeroed(data, chance):
    start = 4096 * chance.randrange(len(data) // 4096)
    return data[:start] + bytes(4096) + data[start + 4096 :]


def deleted(data, chance):
    return None


def damage(path, how, seed):
    data = how(path.read_bytes(), random.Random(seed))
    path.unlink()
    if data is not None:
        path.write_bytes(data)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("how", [truncated, flipped, sector_zeroed, page_zeroed, deleted])
def test_a_damaged_outbox_gives_back_every_report(outbox, catalogue, report, data_dir, how, seed):
    filed = {receipt.ref: receipt.code for receipt in (outbox.file(report()) for _ in range(12))}
    damage(data_dir / "outbox.db", how, seed)
    fresh = Outbox(data_dir, catalogue)
    queued = [row.envelope for row in Ledger(fresh).queued(100)]
    assert {envelope.ref: envelope.receipt for envelope in queued} == filed
    assert len(queued) == len(filed)
    another = fresh.file(report())
    assert isinstance(another, Receipt)
    assert another.code not in filed.values()


@pytest.mark.parametrize("how", [truncated, flipped, deleted])
def test_a_damaged_copy_is_written_again_from_its_row(outbox, ledger, report, data_dir, how):
    receipt = outbox.file(report())
    damage(data_dir / "spool" / receipt.ref, how, 1)
    assert outbox.spool.get(receipt.ref) is None
    assert ledger.mend() == 1
    assert outbox.spool.get(receipt.ref).receipt == receipt.code


@pytest.mark.parametrize("column", ["sealed", "category", "state", "receipt", "ref"])
def test_a_row_that_sqlite_thinks_whole_is_mended_from_its_copy(outbox, ledger, report, data_dir, column):
    receipt = outbox.file(report())
    with sqlite3.connect(data_dir / "outbox.db") as db:
        db.execute(f"UPDATE envelopes SET {column} = 'x'")
    with outbox.opened() as db:
        outbox.take_in_orphans(db)
    (row,) = ledger.queued(10)
    assert row.whole
    assert (row.envelope.ref, row.envelope.receipt) == (receipt.ref, receipt.code)


def test_an_envelope_that_only_the_spool_has_is_taken_in(outbox, ledger, report, data_dir):
    """A writer was killed between its copy and its commit: the number counts as used, the report is sent."""
    lost = outbox.file(report())
    with sqlite3.connect(data_dir / "outbox.db") as db:
        db.execute("DELETE FROM envelopes")
    outbox.file(report())
    assert lost.ref in {row.envelope.ref for row in ledger.queued(10)}


def test_a_damaged_lease_is_not_used_and_told(outbox, report, data_dir, platform, enrolled):
    from offline_cache import leases

    (lease,) = (data_dir / "keys" / "leases").iterdir()
    lease.write_bytes(lease.read_bytes().replace(b"4", b"5", 1))
    assert outbox.file(report()) == Refused("no-receipts")
    assert leases.stock(outbox.at, enrolled, set()).damaged == 1


@pytest.mark.parametrize("name", ["device.key", "keys.json", "enrolment.json"])
@pytest.mark.parametrize("how", [truncated, deleted])
def test_damaged_keys_refuse_in_words_and_lose_nothing(outbox, ledger, report, data_dir, platform, name, how):
    kept = outbox.file(report())
    damage(data_dir / "keys" / name, how, 3)
    assert outbox.file(report()) == Refused("not-enrolled")
    platform.enrol_directly(data_dir)
    assert isinstance(outbox.file(report()), Receipt)
    assert kept.ref in {row.envelope.ref for row in ledger.queued(10)}


def test_numbers_of_cleared_reports_stay_used(outbox, ledger, report, data_dir, catalogue, platform, enrolled):
    """All 40 numbers used, delivered and cleared; then the outbox is lost: not one number is given again."""
    from datetime import UTC, datetime, timedelta

    refs = [outbox.file(report()).ref for _ in range(40)]
    for row in ledger.rows():
        answer = platform.sign("answer", said := _stored(row.envelope, enrolled, platform.epoch))
        assert ledger.answered(answer, said, enrolled)
    now = datetime.now(UTC)
    assert ledger.clear_away(now) == 0
    assert ledger.clear_away(now + timedelta(days=31)) == len(refs)
    assert list((data_dir / "spool").iterdir()) == []
    assert ledger.row(refs[0]).envelope.sealed == b""
    damage(data_dir / "outbox.db", deleted, 0)
    assert Outbox(data_dir, catalogue).file(report()) == Refused("no-receipts")


def _stored(envelope, device_id, epoch):
    names = ("ref", "kind", "receipt", "sealed_sha256")
    said = {name: getattr(envelope, name) for name in names}
    return said | {"device_id": device_id, "epoch": epoch, "outcome": "stored", "why": None}


def test_an_answer_counts_only_for_what_it_names(outbox, ledger, report, enrolled, platform):
    outbox.file(report())
    (row,) = ledger.rows()
    said = _stored(row.envelope, enrolled, platform.epoch)
    for name in ("kind", "receipt", "sealed_sha256", "device_id", "ref"):
        assert not ledger.answered({}, said | {name: "other"}, enrolled)
    assert ledger.counts().queued == 1
    assert ledger.answered(platform.sign("answer", said), said, enrolled)
    assert (ledger.counts().queued, ledger.counts().delivered) == (0, 1)


def test_parked_retried_and_offered_again(outbox, ledger, report, enrolled, platform):
    outbox.file(report())
    (row,) = ledger.rows()
    refused = _stored(row.envelope, enrolled, platform.epoch) | {"outcome": "refused", "why": "category"}
    assert ledger.answered(platform.sign("answer", refused), refused, enrolled)
    (parked,) = ledger.rows()
    assert (parked.envelope.state, parked.envelope.why) == ("parked", "category")
    assert ledger.queued(10) == []
    assert ledger.retry(row.envelope.ref)
    assert not ledger.retry(row.envelope.ref)
    stored = _stored(row.envelope, enrolled, platform.epoch)
    assert ledger.answered(platform.sign("answer", stored), stored, enrolled)
    assert ledger.answered(platform.sign("answer", refused), refused, enrolled)  # late and stale: delivered stays
    assert ledger.counts().delivered == 1
    assert ledger.offer_again(platform.epoch) == 0
    assert ledger.offer_again(platform.epoch + 1) == 1
    assert len(ledger.queued(10)) == 1


def test_export_carries_sealed_envelopes_and_import_takes_answers(outbox, ledger, report, tmp_path, platform):
    outbox.file(report(words="密语金丝雀"))
    stick = tmp_path / "stick.json"
    assert ledger.export(stick) == 1
    assert "密语金丝雀" not in stick.read_text("utf-8")
    said = json.loads(stick.read_text("utf-8"))
    said["answers"] = [platform.answer(envelope) for envelope in said["envelopes"]]
    stick.write_text(json.dumps(said), "utf-8")
    assert ledger.take_answers(stick) == 1
    assert ledger.counts().delivered == 1


def test_the_story_known_here_is_status_and_day_only(outbox, ledger, report):
    receipt = outbox.file(report(place="jy-3"))
    assert ledger.story("417093568") is None
    first = ledger.story(receipt.code)
    assert (first.status, first.category, first.place, first.fresh) == ("filed", "streetlight", "jy-3", False)
    history = [
        {"status": "filed", "at": "2026-11-18T09:05:00+08:00"},
        {"status": "taken", "at": "2026-11-19T10:00:00Z"},
    ]
    ledger.told([{"receipt": receipt.code, "status": "taken", "history": history, "reply": "张师傅会来"}])
    later = ledger.story(receipt.code)
    assert (later.status, later.history[-1].at, later.reply) == ("taken", "2026-11-19", None)
