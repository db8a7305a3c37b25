"""What became of envelopes: the platform's answers, retries, the last status known here, rescue by USB stick."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from offline_cache import database, durable, envelopes, identity, leases, receipts, sealing
from offline_cache.faults import faults_of
from offline_cache.outbox import Outbox
from offline_cache.records import Envelope, State, Step, Story

log = logging.getLogger(__name__)

KEEP_DAYS = 30
ALARM_AFTER = 10
WAITING = "state NOT IN ('delivered', 'parked')"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many envelopes stand where."""

    queued: int
    delivered: int
    parked: int


class Ledger:
    """The later life of envelopes in an outbox."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self.at = outbox.at
        self.clock = outbox.clock

    def queued(self, limit: int, after: int = 0) -> list[envelopes.Row]:
        """The next envelopes to send, oldest first. Those that are `stuck` are left out."""
        with self._outbox.opened() as db:
            rows = self._rows(db, f"{WAITING} AND too_large = 0 AND seq > ?", (after,), limit)
        return [row for row in rows if row.has_box]

    def stuck(self, limit: int) -> list[envelopes.Row]:
        """Some of those that did not go through, sent alone; others every time."""
        with self._outbox.opened() as db:
            rows = self._rows(db, f"{WAITING} AND too_large > 0", ())
        found = [row for row in rows if row.has_box]
        return random.sample(found, min(limit, len(found)))

    def rows(self, state: State | None = None) -> list[envelopes.Row]:
        """All envelopes, or those of one state."""
        with self._outbox.opened() as db:
            return self._rows(db, "? IS NULL OR state = ?", (state, state))

    def row(self, ref: str) -> envelopes.Row | None:
        """One envelope by its ref."""
        with self._outbox.opened() as db:
            return next(iter(self._rows(db, "ref = ?", (ref,))), None)

    def by_receipt(self, receipt: str) -> envelopes.Row | None:
        """The report that was given this number here."""
        with self._outbox.opened() as db:
            return next(iter(self._rows(db, "receipt = ?", (receipt,))), None)

    def counts(self) -> Counts:
        """For `hello`, `health` and the exit code of `sync once`."""
        with self._outbox.opened() as db:
            found = dict(db.execute("SELECT state, count(*) FROM envelopes GROUP BY state").fetchall())
        delivered, parked = found.get("delivered", 0), found.get("parked", 0)
        return Counts(sum(found.values()) - delivered - parked, delivered, parked)

    def used(self) -> set[str]:
        """All receipt numbers ever given here that the outbox still remembers."""
        with self._outbox.opened() as db:
            return {row["receipt"] for row in db.execute("SELECT receipt FROM envelopes WHERE receipt IS NOT NULL")}

    def answered(self, thing: dict[str, Any], said: dict[str, Any], device_id: str) -> bool:
        """Takes an answer whose signature the caller has verified; False when it does not speak of what we sent."""
        return self.answered_all([(thing, said)], device_id) == 1

    def answered_all(self, answers: Iterable[tuple[dict[str, Any], dict[str, Any]]], device_id: str) -> int:
        """Takes the answers to a batch, each a signed thing and what it says, in one transaction; counts ours."""
        with self._outbox.opened() as db, database.transaction(db):
            return sum(self._answered(db, thing, said, device_id) for thing, said in answers)

    def failed_alone(self, ref: str) -> None:
        """Counts an envelope that did not go through, sent by itself. It stays queued, behind the others: who said no
        has not signed it. The tenth time there is an alarm in the log."""
        with self._outbox.opened() as db, database.transaction(db):
            db.execute("UPDATE envelopes SET too_large = too_large + 1 WHERE ref = ?", (ref,))
            row = db.execute("SELECT too_large FROM envelopes WHERE ref = ?", (ref,)).fetchone()
        if row is not None and row["too_large"] == ALARM_AFTER:
            log.error("envelope %s does not get through to the platform: too large for something on the way?", ref)

    def retry(self, ref: str) -> bool:
        """Offers a parked envelope again; False when no parked envelope has this ref."""
        with self._outbox.opened() as db, database.transaction(db):
            row = db.execute("SELECT 1 FROM envelopes WHERE ref = ? AND state = 'parked'", (ref,)).fetchone()
            if row is None:
                return False
            self._offer(db, [ref])
        return True

    def offer_again(self, epoch: int) -> int:
        """A platform of another epoch may have forgotten: everything still held here and answered in any other is
        offered. In a higher one too: nobody but a thief of the signing key can have signed that."""
        with self._outbox.opened() as db, database.transaction(db):
            where = "state IN ('delivered', 'parked') AND sealed IS NOT NULL AND (epoch IS NULL OR epoch <> ?)"
            refs = [row["ref"] for row in db.execute(f"SELECT ref FROM envelopes WHERE {where}", (epoch,))]
            self._offer(db, refs)
        if refs:
            log.warning("the platform began epoch %d: %d envelopes are offered again", epoch, len(refs))
        return len(refs)

    def drop(self, refs: Sequence[str]) -> None:
        """Erases the boxes of reports that were erased on the platform; number and ref stay."""
        with self._outbox.opened() as db, database.transaction(db):
            known = [ref for ref in refs if db.execute("SELECT 1 FROM envelopes WHERE ref = ?", (ref,)).fetchone()]
            self._clear(db, known)
        if known:
            self._remove_wrecks(None)

    def clear_away(self, now: datetime) -> int:
        """Erases the boxes of what was delivered 30 days ago; `now` must be a time the platform has vouched for."""
        with self._outbox.opened() as db, database.transaction(db):
            old = []
            for row in self._rows(db, "state = 'delivered' AND sealed IS NOT NULL", ()):
                if row.delivered_at is None:
                    envelopes.change(db, row.envelope.ref, delivered_at=now.isoformat())
                elif datetime.fromisoformat(row.delivered_at) + timedelta(days=KEEP_DAYS) < now:
                    old.append(row.envelope.ref)
            self._clear(db, old)
        self._remove_wrecks(now)
        return len(old)

    def told(self, statuses: Iterable[dict[str, Any]]) -> None:
        """Remembers code and day of the last status of reports filed here, and nothing else of a story."""
        with self._outbox.opened() as db, database.transaction(db):
            ours = {row["receipt"] for row in db.execute("SELECT receipt FROM envelopes WHERE receipt IS NOT NULL")}
            for status in statuses:
                if status["receipt"] in ours and not status.get("ask_staff"):
                    history = status.get("history") or [{"at": ""}]
                    known = (status["receipt"], str(status["status"]), str(history[-1]["at"])[:10])
                    row = dict(zip(("receipt", "status", "at"), known, strict=True))
                    database.table(db, "statuses").upsert(row | {"row_sha256": _digest(known)})

    def open_receipts(self, limit: int, closed: Iterable[str]) -> list[str]:
        """The newest numbers given here and delivered whose last known status is not one of `closed`."""
        marks = ",".join("?" * len(words := tuple(closed)))
        query = (
            "SELECT receipt FROM envelopes LEFT JOIN statuses USING (receipt) WHERE receipt IS NOT NULL "
            f"AND state = 'delivered' AND coalesce(status, '') NOT IN ({marks}) ORDER BY seq DESC LIMIT ?"
        )
        with self._outbox.opened() as db:
            return [code for (code,) in db.execute(query, (*words, limit)) if receipts.valid(str(code))]

    def story(self, receipt: str) -> Story | None:
        """The last known of a report filed here: its status and the day; None when it was not filed here."""
        with self._outbox.opened() as db:
            found = self._rows(db, "receipt = ?", (receipt,))
            if not found:
                return None
            status = db.execute("SELECT * FROM statuses WHERE receipt = ?", (receipt,)).fetchone()
        envelope = found[0].envelope
        word, day = "filed", envelope.filed_at[:10]
        if status is not None and status["row_sha256"] == _digest(tuple(status)[:3]):
            word, day = status["status"], status["at"]
        history = (Step(word, day),)
        return Story(receipt, word, history, None, None, envelope.category, envelope.place, fresh=False)

    def proof(self, epoch: int) -> dict[str, Any] | None:
        """The last signed answer of the newest epoch at least `epoch`: shows a restored platform what it has forgotten."""
        query = "SELECT answer FROM answers JOIN envelopes USING (ref) WHERE epoch >= ? ORDER BY epoch DESC, seq DESC"
        with self._outbox.opened() as db:
            for row in db.execute(query, (epoch,)):
                with suppress(sealing.NotGenuine):  # a damaged one; the next will do
                    return sealing.parsed(row["answer"])
        return None

    def export(self, path: Path) -> int:
        """Writes all undelivered envelopes, sealed and signed, for a USB stick; the platform adds its answers."""
        who = identity.load(self.at)
        rows = [row for row in self.rows() if row.envelope.state is not State.DELIVERED and row.has_box]
        things = [envelopes.signed(row.envelope, who.device_id, who.key) for row in rows]
        with faults_of(path):
            durable.write(path, sealing.compact({"envelopes": things}).encode() + b"\n")
        return len(things)

    def take_answers(self, path: Path) -> int:
        """Reads the platform's answers from a USB stick; NotGenuine when the file is none. Counts those that told us
        something."""
        who = identity.load(self.at)
        with faults_of(path):
            answers = sealing.parsed(path.read_bytes()).get("answers")
        if not isinstance(answers, list):
            raise sealing.NotGenuine("no answers in this file")
        verified = [(thing, sealing.opened_by("answer", thing, who.keys.signing)) for thing in answers]
        return self.answered_all(verified, who.device_id)

    def hold_ballast(self) -> None:
        """Keeps space for reports back, while there is room."""
        self._outbox.ballast.hold()

    def mend(self) -> int:
        """Checks every row and every spool copy against each other, and the list of numbers used long ago; counts what
        had to be mended. Sync does it at its start, the doctor by hand."""
        mended = 0
        with self._outbox.opened() as db, database.transaction(db):
            mended += self._outbox.take_in_orphans(db)
            for (seq,) in db.execute("SELECT seq FROM envelopes").fetchall():  # one by one: voice notes are large
                row = envelopes.of_row(db.execute("SELECT * FROM envelopes WHERE seq = ?", (seq,)).fetchone())
                if not row.whole:
                    mended += self._mended(db, row) is not None or self._forgotten(db, row)
                elif row.has_box and self._outbox.spool.get(row.envelope.ref) is None:
                    self._outbox.spool.put(row.envelope)
                    mended += 1
            if unspent := self._unspent(db):
                leases.spend(self.at, unspent)
                mended += len(unspent)
        return mended

    def unsound(self) -> list[str]:
        """The refs of rows or copies that are damaged or missing. Mends nothing."""
        with self._outbox.opened() as db:
            rows = [envelopes.of_row(row) for row in db.execute("SELECT * FROM envelopes")]
            unspent = self._unspent(db)
        spool = self._outbox.spool
        return [
            str(row.envelope.ref)
            for row in rows
            if not row.whole or (row.has_box and spool.get(row.envelope.ref) is None) or row.envelope.receipt in unspent
        ]

    def _answered(self, db: Connection, thing: dict[str, Any], said: dict[str, Any], device_id: str) -> bool:
        ref, outcome = said.get("ref"), said.get("outcome")
        found = self._rows(db, "ref = ?", (ref,))
        if not found or not _speaks_of(said, found[0].envelope, device_id):
            return False
        if outcome == "stored":
            stamp = self.clock.now()
            when = stamp.at.isoformat() if stamp.ok else None
            changes = {"state": str(State.DELIVERED), "why": None, "epoch": said["epoch"], "delivered_at": when}
        elif outcome == "refused" and found[0].envelope.state is not State.DELIVERED:
            why = said["why"] if isinstance(said.get("why"), str) else "form"
            changes = {"state": str(State.PARKED), "why": why, "epoch": said["epoch"]}
            log.error("the platform refused envelope %s: %s", ref, why)
        else:
            return outcome == "refused"
        envelopes.change(db, found[0].envelope.ref, **changes)
        database.table(db, "answers").upsert({"ref": ref, "answer": sealing.compact(thing)})
        return True

    def _rows(self, db: Connection, where: str, values: tuple[Any, ...], limit: int = -1) -> list[envelopes.Row]:
        query = f"SELECT * FROM envelopes WHERE {where} ORDER BY seq LIMIT ?"
        rows = [envelopes.of_row(row) for row in db.execute(query, (*values, limit)).fetchall()]
        whole = [row if row.whole else self._mended(db, row) for row in rows]
        return [row for row in whole if row is not None]  # what cannot be mended is for the doctor

    def _mended(self, db: Connection, row: envelopes.Row) -> envelopes.Row | None:
        """Replaces a damaged row by its spool copy, to be offered again: the platform knows what it has."""
        copy = self._outbox.spool.get(row.envelope.ref)
        if copy is None:
            log.error("row %d of the outbox is damaged and has no copy", row.seq)
            return None
        log.warning("row %d of the outbox was damaged and is mended from the spool", row.seq)
        if db.in_transaction:
            _replace(db, row.seq, copy)
        else:
            with database.transaction(db):
                _replace(db, row.seq, copy)
        return envelopes.of_row(db.execute("SELECT * FROM envelopes WHERE ref = ?", (copy.ref,)).fetchone())

    def _forgotten(self, db: Connection, row: envelopes.Row) -> bool:
        """Takes out a damaged row without a copy whose envelope was cleared away, or is here in another row."""
        query = "SELECT 1 FROM envelopes WHERE seq != ? AND sealed_sha256 = ?"
        again = db.execute(query, (row.seq, row.envelope.sealed_sha256)).fetchone()
        if row.has_box and again is None:
            return False
        db.execute("DELETE FROM envelopes WHERE seq = ?", (row.seq,))
        return True

    def _unspent(self, db: Connection) -> set[str]:
        """The numbers of cleared envelopes that the list of numbers used long ago has lost."""
        cleared = [envelopes.of_row(row) for row in db.execute("SELECT * FROM envelopes WHERE sealed IS NULL")]
        known = leases.spent(self.at)
        return {row.envelope.receipt for row in cleared if row.whole and row.envelope.receipt} - known

    def _offer(self, db: Connection, refs: Iterable[str]) -> None:
        for ref in refs:
            envelopes.change(db, ref, state=str(State.QUEUED), why=None, too_large=0)

    def _remove_wrecks(self, now: datetime | None) -> None:
        """What was erased must not stay in a damaged outbox that was set aside, nor in a copy: all go, or, with `now`, those
        that have lain there as long as an envelope may."""
        with faults_of(self.at.root):
            for path in database.wrecks(self.at.outbox):
                made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                if now is None or made + timedelta(days=KEEP_DAYS) < now:
                    durable.remove(path)

    def _clear(self, db: Connection, refs: Sequence[str]) -> None:
        """Numbers first, then the boxes: whatever is killed in between, no number is ever given twice."""
        codes = []
        for ref in refs:
            row = db.execute("SELECT receipt FROM envelopes WHERE ref = ?", (ref,)).fetchone()
            codes += [row["receipt"]] if row["receipt"] else []
        leases.spend(self.at, codes)
        for ref in refs:
            envelopes.change(db, ref, sealed=None, state=str(State.DELIVERED))
            self._outbox.spool.drop(ref)


def _replace(db: Connection, seq: int, copy: Envelope) -> None:
    database.table(db, "envelopes").delete_where("seq = ? OR ref = ?", [seq, copy.ref])
    envelopes.insert(db, copy)


def _speaks_of(said: dict[str, Any], envelope: Envelope, device_id: str) -> bool:
    """An answer counts only for exactly the bytes, the number and the device it names."""
    return (
        said.get("ref") == envelope.ref
        and said.get("kind") == envelope.kind
        and said.get("receipt") == envelope.receipt
        and said.get("sealed_sha256") == envelope.sealed_sha256
        and said.get("device_id") == device_id
        and isinstance(said.get("epoch"), int)
    )


def _digest(values: tuple[Any, ...]) -> str:
    import hashlib

    return hashlib.sha256(sealing.compact(list(values)).encode()).hexdigest()
