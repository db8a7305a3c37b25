"""Filing a report: what is taken, what is refused and with which word, and what lies on the disk afterwards."""

import json
import sqlite3
import uuid

import pytest

from offline_cache import database, receipts
from offline_cache.outbox import Outbox
from offline_cache.records import Receipt, Refused


def test_a_report_gets_a_valid_receipt_from_the_lease(outbox, ledger, report):
    filed = report()
    receipt = outbox.file(filed)
    assert isinstance(receipt, Receipt)
    assert receipts.valid(receipt.code)
    assert (receipt.ref, receipt.already) == (filed.ref, False)
    (row,) = ledger.queued(10)
    assert (row.envelope.ref, row.envelope.receipt, row.envelope.category) == (filed.ref, receipt.code, "streetlight")


def test_the_first_filing_of_a_ref_stands(outbox, ledger, report):
    first = report()
    receipt = outbox.file(first)
    again = outbox.file(report(ref=first.ref, words="另一句话"))
    assert again == Receipt(first.ref, receipt.code, already=True)
    assert len(ledger.rows()) == 1


def test_every_receipt_is_given_once(outbox, report, platform):
    codes = [outbox.file(report()).code for _ in range(40)]
    assert len(set(codes)) == 40
    assert outbox.file(report()) == Refused("no-receipts")


def test_receipts_are_not_given_in_order(outbox, report):
    codes = [outbox.file(report()).code for _ in range(12)]
    assert codes != sorted(codes)


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"category": "no-such"}, "category"),
        ({"words": ""}, "words"),
        ({"words": " 　\n"}, "words"),
        ({"words": "长" * 2001}, "too-long"),
        ({"words": "\ud800"}, "words"),
        ({"category": "idea", "words": None}, "words"),
        ({"contact": "138-0000"}, "contact"),
        ({"contact": "一三八"}, "contact"),
        ({"contact": ""}, "contact"),
        ({"place": "mars"}, "place"),
        ({"voice_note": b"RIFF"}, "voice-note"),
    ],
)
def test_what_is_refused_and_why(outbox, ledger, report, members, why):
    assert outbox.file(report(**members)) == Refused(why)
    assert ledger.rows() == []


@pytest.mark.parametrize("form", [{"seconds": 60.1}, {"rate": 8000}, {"channels": 2}, {"width": 1}, {"seconds": 0}])
def test_a_voice_note_of_another_form_is_refused(outbox, report, note, form):
    assert outbox.file(report(voice_note=note(**form))) == Refused("voice-note")


def test_two_thousand_characters_are_taken(outbox, report):
    assert isinstance(outbox.file(report(words="长" * 2000)), Receipt)


def test_words_may_be_absent_where_the_category_allows_it(outbox, report):
    assert isinstance(outbox.file(report(words=None)), Receipt)


def test_a_voice_note_is_an_envelope_of_its_own_after_its_report(outbox, ledger, report, note, platform):
    filed, sound = report(voice_note=note(60)), note(60)
    outbox.file(filed)
    first, second = (row.envelope for row in ledger.queued(10))
    assert (first.kind, second.kind) == ("report", "voice-note")
    assert (second.about, second.receipt) == (filed.ref, None)
    assert platform.opened(second.sealed) == sound


def test_only_the_platform_can_read_words_contact_and_unit(outbox, ledger, report, platform, data_dir):
    outbox.file(report(words="密语金丝雀", contact="13900001111", place="jy-3-1"))
    (row,) = ledger.queued(1)
    assert json.loads(platform.opened(row.envelope.sealed)) == {
        "words": "密语金丝雀",
        "contact": "13900001111",
        "place": "jy-3-1",
    }
    assert row.envelope.place == "jy-3"
    on_disk = b"".join(path.read_bytes() for path in data_dir.rglob("*") if path.is_file())
    for secret in ("密语金丝雀".encode(), b"13900001111", b"jy-3-1"):
        assert secret not in on_disk


def test_a_private_category_seals_its_place_whole(outbox, ledger, report, platform, catalogue):
    private = next(category.id for category in catalogue.report_categories() if category.private)
    outbox.file(report(category=private, place="jy-3"))
    (row,) = ledger.queued(1)
    assert row.envelope.place is None
    assert json.loads(platform.opened(row.envelope.sealed))["place"] == "jy-3"


def test_every_connection_is_wal_and_full(data_dir, outbox, report):
    outbox.file(report())
    for _ in range(2):
        with outbox.opened() as db:
            assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


def test_a_kiosk_that_was_never_enrolled_says_so(data_dir, catalogue, report):
    assert Outbox(data_dir, catalogue).file(report()) == Refused("not-enrolled")
    assert not (data_dir / "outbox.db").exists() or sqlite3.connect(data_dir / "outbox.db").execute(
        "SELECT count(*) FROM envelopes"
    ).fetchone() == (0,)


def test_small_envelopes(outbox, ledger, report, platform):
    filed = report()
    receipt = outbox.file(filed)
    assert outbox.call() is None
    assert outbox.withdraw(filed.ref) is None
    assert outbox.withdraw(filed.ref) is None  # pressed twice: kept once
    assert outbox.feedback(receipt.code, "good") is None
    service, ref = str(uuid.uuid4()), str(uuid.uuid4())
    for _ in range(2):
        assert outbox.correct(service, "phone", ref, "en", "normal") is None
    _, call, withdraw, feedback, wrong = (row.envelope for row in ledger.queued(10))
    assert (call.kind, call.category, platform.opened(call.sealed)) == ("call", None, b"{}")
    assert (withdraw.kind, withdraw.about, platform.opened(withdraw.sealed)) == ("withdraw", filed.ref, b"{}")
    assert (wrong.kind, wrong.ref, wrong.about, wrong.receipt) == ("correction", ref, service, None)
    assert (wrong.lang, wrong.entrance) == ("en", "normal") and outbox.spool.get(ref) is not None
    assert json.loads(platform.opened(wrong.sealed)) == {"words": "phone"}
    assert (feedback.about, json.loads(platform.opened(feedback.sealed))) == (receipt.code, {"words": "good"})


def test_a_ref_that_is_no_uuid_is_a_bug_not_a_path(outbox, report):
    with pytest.raises(ValueError, match="UUID"):
        outbox.file(report(ref="../../etc/passwd"))


def test_a_ref_is_the_same_however_it_is_written(outbox, report):
    ref = uuid.uuid4()
    first = outbox.file(report(ref=str(ref)))
    assert outbox.file(report(ref=str(ref).upper())) == Receipt(str(ref), first.code, already=True)


def test_a_migration_that_breaks_half_way_leaves_nothing(tmp_path):
    path = tmp_path / "some.db"
    with pytest.raises(sqlite3.OperationalError), database.opened(path, (("CREATE TABLE a (x)", "NONSENSE"),)):
        pass
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert db.execute("PRAGMA user_version").fetchone() == (0,)
