"""Another program's data: an older schema is copied, then upgraded whole; a newer one is left alone and reports are kept."""

import random
import sqlite3

import pytest

from offline_cache import database, migrations
from offline_cache.catalogue import Catalogue
from offline_cache.content_file import packaged_feed
from offline_cache.faults import StoreBroken
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox
from offline_cache.records import Receipt, Refused

NEXT = ("ALTER TABLE envelopes ADD COLUMN colour TEXT", "UPDATE envelopes SET colour = 'red'")


@pytest.fixture
def next_program(monkeypatch):
    """The same program with one more step in its schema; `undo` goes back to this one."""
    monkeypatch.setattr(migrations, "OUTBOX", (*migrations.OUTBOX, NEXT))
    return monkeypatch


def test_older_data_are_copied_then_upgraded_with_nothing_lost(outbox, catalogue, report, data_dir, monkeypatch):
    filed = {outbox.file(report()).ref for _ in range(5)}
    monkeypatch.setattr(migrations, "OUTBOX", (*migrations.OUTBOX, NEXT))
    newer = Outbox(data_dir, catalogue)
    assert {row.envelope.ref for row in Ledger(newer).queued(10)} == filed
    with sqlite3.connect(data_dir / "outbox.db") as db:
        assert db.execute("SELECT DISTINCT colour FROM envelopes").fetchall() == [("red",)]
    with sqlite3.connect(database.before(data_dir / "outbox.db")) as db:
        assert migrations.version(db) == len(migrations.OUTBOX) - 1
        assert {ref for (ref,) in db.execute("SELECT ref FROM envelopes")} == filed


def test_a_newer_schema_is_left_alone_and_reports_are_kept_in_the_spool(
    outbox, catalogue, report, data_dir, next_program
):
    before = outbox.file(report())
    next_program.undo()
    with database.opened(data_dir / "outbox.db", (*migrations.OUTBOX, NEXT)):
        pass
    whole = (data_dir / "outbox.db").read_bytes()
    older = Outbox(data_dir, catalogue)
    filed = [report() for _ in range(3)]
    receipts = [older.file(one) for one in filed]
    assert all(isinstance(receipt, Receipt) and not receipt.already for receipt in receipts)
    assert len({before.code, *(receipt.code for receipt in receipts)}) == 4
    again = older.file(filed[0])
    assert (again.code, again.already) == (receipts[0].code, True)
    assert older.call() is None
    with pytest.raises(StoreBroken, match="newer"):
        Ledger(older).counts()
    assert (data_dir / "outbox.db").read_bytes() == whole
    next_program.setattr(migrations, "OUTBOX", (*migrations.OUTBOX, NEXT))
    queued = Ledger(Outbox(data_dir, catalogue)).queued(10)
    assert {row.envelope.receipt for row in queued if row.envelope.kind == "report"} == {
        before.code,
        *(receipt.code for receipt in receipts),
    }
    assert [row.envelope.kind for row in queued].count("call") == 1


def test_the_numbers_run_out_in_the_spool_as_they_do_in_the_outbox(outbox, catalogue, report, data_dir):
    with database.opened(data_dir / "outbox.db", (*migrations.OUTBOX, NEXT)):
        pass
    receipts = [outbox.file(report()) for _ in range(41)]
    assert len({receipt.code for receipt in receipts[:40]}) == 40
    assert receipts[40] == Refused("no-receipts")


@pytest.mark.parametrize("offset", [60, 63, 68, 71])
def test_a_damaged_schema_number_is_damage_not_another_program(outbox, catalogue, report, data_dir, offset):
    filed = outbox.file(report())
    data = bytearray((data_dir / "outbox.db").read_bytes())
    data[offset] ^= 2
    (data_dir / "outbox.db").write_bytes(data)
    fresh = Outbox(data_dir, catalogue)
    assert isinstance(fresh.file(report()), Receipt)
    assert filed.ref in {row.envelope.ref for row in Ledger(fresh).queued(10)}


def test_a_column_called_otherwise_is_damage(outbox, catalogue, report, data_dir):
    filed = outbox.file(report())
    with sqlite3.connect(data_dir / "outbox.db") as db:
        db.execute("PRAGMA writable_schema=ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, 'consent', 'consemt')")
    fresh = Outbox(data_dir, catalogue)
    assert isinstance(fresh.file(report()), Receipt)
    assert filed.ref in {row.envelope.ref for row in Ledger(fresh).queued(10)}


def test_content_of_an_earlier_program_is_upgraded_not_thrown_away(data_dir, monkeypatch):
    catalogue = Catalogue(data_dir)
    catalogue.prepare()
    catalogue.note("2099-01-01T00:00:00+00:00")
    monkeypatch.setattr(migrations, "CONTENT", (*migrations.CONTENT, ("CREATE TABLE later (x)", "DROP TABLE later")))
    assert Catalogue(data_dir).prepare() is False
    assert Catalogue(data_dir).state().expires is not None
    assert not list(data_dir.glob("*.damaged"))


def test_content_of_a_newer_program_is_made_anew(data_dir, monkeypatch):
    with monkeypatch.context() as later:
        later.setattr(migrations, "CONTENT", (*migrations.CONTENT, ("CREATE TABLE later (x)",)))
        Catalogue(data_dir).prepare()
    catalogue = Catalogue(data_dir)
    assert catalogue.prepare() is True
    assert catalogue.sound()
    assert catalogue.state().items == len(packaged_feed().items)


def test_a_flip_anywhere_in_the_header_loses_no_report(outbox, catalogue, report, data_dir):
    chance, filed = random.Random(5), outbox.file(report())
    whole = (data_dir / "outbox.db").read_bytes()
    for offset in range(100):
        data = bytearray(whole)
        data[offset] ^= 1 << chance.randrange(8)
        (data_dir / "outbox.db").write_bytes(data)
        assert filed.ref in {row.envelope.ref for row in Ledger(Outbox(data_dir, catalogue)).queued(10)}, offset
