"""The outbox: once `file` has returned a receipt, the report reaches the platform exactly once, whatever happens."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection, IntegrityError
from typing import TypeVar

from offline_cache import database, durable, envelopes, filing, identity, leases, migrations, sealing
from offline_cache.ballast import Ballast
from offline_cache.clock import Clock
from offline_cache.faults import StoreBroken, faults_of
from offline_cache.locations import Locations
from offline_cache.records import Envelope, Receipt, Refused, Report, State
from offline_cache.spool import Spool

log = logging.getLogger(__name__)

T = TypeVar("T")


class Outbox:
    """Takes envelopes. Safe to make in several processes at once; each act opens its own connection.

    What happens to envelopes afterwards is told to `Ledger` (ledger.py), which is made of an outbox.
    """

    def __init__(self, data_dir: Path, known: filing.Known, clock: Clock | None = None) -> None:
        self.at = Locations(data_dir)
        self.spool = Spool(self.at.spool)
        self.ballast = Ballast(self.at.ballast)
        self.clock = clock or Clock(self.at.clock)
        self._known = known
        self._checked = False

    def file(self, report: Report) -> Receipt | Refused:
        """Takes a report. On return of a Receipt it is sealed, committed, fsynced and copied to the spool.

        The first filing of a ref stands: a later one gets the same receipt with `already`, and nothing is stored.
        """
        ref = str(uuid.UUID(report.ref))
        try:
            return self._with_ballast(lambda: self._file(ref, report))
        except StoreBroken as broken:
            log.error("a report could not be kept: %s", broken)
            return Refused("damaged" if broken.why == "newer" else broken.why)

    def withdraw(self, ref: str) -> Refused | None:
        """Takes back the report `ref`; None when that is kept. Saying it twice is saying it once."""
        return self.put("withdraw", about=ref, ref=str(uuid.uuid5(uuid.UUID(ref), "withdraw")))

    def call(self, entrance: str = "silver", lang: str = "zh") -> Refused | None:
        """Somebody pressed 叫人; None when that is kept."""
        return self.put("call", entrance=entrance, lang=lang)

    def feedback(self, about: str, word: str) -> Refused | None:
        """What a resident thought of an answer: `about` is a receipt or ref, `word` a code of the three faces."""
        return self.put("feedback", about=about, inside={"words": word})

    def tell(self, words: str, lang: str = "zh", entrance: str = "silver", ref: str | None = None) -> str | Refused:
        """One sentence a resident chose to tell the community. On return of its ref it is sealed, committed, fsynced
        and copied to the spool. The same `ref` again is the same sentence, kept once."""
        wrong = filing.wrong_sentence(words)
        if wrong is not None:
            return wrong
        ref = str(uuid.UUID(ref)) if ref else str(uuid.uuid4())
        return self.put("question", ref=ref, inside={"words": words}, entrance=entrance, lang=lang) or ref

    def correct(self, service: str, what: str, ref: str, lang: str = "zh", entrance: str = "silver") -> Refused | None:
        """这条不对: `what` is wrong with the service of this id, a code of docs/wire.md; None when that is kept.
        The same `ref` again is kept once."""
        return self.put("correction", about=service, ref=ref, inside={"words": what}, entrance=entrance, lang=lang)

    def put(
        self,
        kind: str,
        about: str | None = None,
        ref: str | None = None,
        inside: dict[str, str] | None = None,
        entrance: str = "silver",
        lang: str = "zh",
    ) -> Refused | None:
        """Takes any small envelope that is not a report; None when it is kept."""
        report = Report(ref=ref or str(uuid.uuid4()), category="", entrance=entrance, lang=lang)
        try:
            who = identity.load(self.at)
            box = sealing.compact(inside or {}).encode()
            envelope = self._envelope(who, kind, report, box, about=about)
            self._with_ballast(lambda: self._keep((envelope,)))
        except identity.NotEnrolled:
            return Refused("not-enrolled")
        except StoreBroken as broken:
            log.error("an envelope could not be kept: %s", broken)
            return Refused("damaged" if broken.why == "newer" else broken.why)
        return None

    @contextmanager
    def opened(self) -> Iterator[Connection]:
        """A connection to a sound outbox: a damaged file is set aside and built anew from the spool."""
        if not self._checked:
            with faults_of(self.at.root):
                durable.make_directory(self.at.root)
            self._check()
            self._checked = True
        try:
            with self._open() as db:
                yield db
        except StoreBroken as broken:
            self._checked = broken.why != "damaged"
            raise

    def take_in_orphans(self, db: Connection) -> int:
        """Inserts what only the spool has (a writer killed before its commit, a rebuilt file); needs the write lock."""
        self.spool.sweep()
        found = [copy for copy in map(self.spool.get, self._orphans(db)) if copy is not None]
        for copy in sorted(found, key=lambda copy: (copy.filed_at, copy.kind != "report")):
            wrecks = db.execute("SELECT * FROM envelopes WHERE receipt = ?", (copy.receipt,)).fetchall()
            for wreck in wrecks:  # the same envelope, its ref damaged beyond knowing
                if not envelopes.of_row(wreck).whole:
                    db.execute("DELETE FROM envelopes WHERE seq = ?", (wreck["seq"],))
            try:
                envelopes.insert(db, copy)
            except IntegrityError:
                log.error("envelope %s has a number that another one has: it stays in the spool", copy.ref)
        return len(found)

    def _orphans(self, db: Connection) -> set[str]:
        return self.spool.refs() - {row["ref"] for row in db.execute("SELECT ref FROM envelopes")}

    def _file(self, ref: str, report: Report) -> Receipt | Refused:
        filed = self._filed(ref)
        if filed is not None:
            return filed
        verdict = filing.checked(report, self._known)
        if isinstance(verdict, Refused):
            return verdict
        try:
            who = identity.load(self.at)
        except identity.NotEnrolled:
            return Refused("not-enrolled")
        box = sealing.compact(verdict.inside).encode()
        batch = [self._envelope(who, "report", report, box, place=verdict.place, private=verdict.private)]
        if report.voice_note is not None:
            note_ref = str(uuid.uuid5(uuid.UUID(ref), "voice-note"))
            note = self._envelope(who, "voice-note", report, report.voice_note, about=ref, own_ref=note_ref)
            batch.append(note)
        return self._keep(batch, who.device_id)

    def _keep(self, batch: Sequence[Envelope], draw_for: str | None = None) -> Receipt | Refused:
        """One act: the first envelope of `batch` gets a random unused number, all are inserted and copied."""
        first = batch[0]
        written: list[str] = []
        try:
            with self.opened() as db, database.transaction(db):
                self.take_in_orphans(db)
                row = db.execute("SELECT receipt FROM envelopes WHERE ref = ?", (first.ref,)).fetchone()
                if row is not None:
                    return Receipt(first.ref, row["receipt"] or "", already=True)
                code = None
                if draw_for:
                    used = {used["receipt"] for used in db.execute("SELECT receipt FROM envelopes")}
                    code = leases.draw(self.at, draw_for, used)
                    if code is None:
                        return Refused("no-receipts")
                for envelope in batch:
                    numbered = replace(envelope, receipt=code if envelope is first else None)
                    envelopes.insert(db, numbered)
                    written.append(envelope.ref)
                    self.spool.put(numbered)
        except BaseException as error:
            for ref in written:
                self.spool.drop(ref)
            if isinstance(error, StoreBroken) and error.why == "newer":
                return self._keep_in_spool(batch, draw_for)
            raise
        return Receipt(first.ref, code or "")

    def _keep_in_spool(self, batch: Sequence[Envelope], draw_for: str | None) -> Receipt | Refused:
        """The same when a newer program has written the outbox: the copies alone, which that program will take in.

        Every number ever given is in the spool, or in the list of those whose envelopes were cleared away.
        """
        first = batch[0]
        with faults_of(self.at.root):
            durable.make_directory(self.at.spool)
        with durable.locked(self.at.spool):
            copies = [copy for copy in map(self.spool.get, self.spool.refs()) if copy is not None]
            known = next((copy for copy in copies if copy.ref == first.ref), None)
            if known is not None:
                return Receipt(first.ref, known.receipt or "", already=True)
            code = None
            if draw_for:
                code = leases.draw(self.at, draw_for, {copy.receipt for copy in copies if copy.receipt})
                if code is None:
                    return Refused("no-receipts")
            for envelope in reversed(batch):  # the report last: it is what counts as filed
                self.spool.put(replace(envelope, receipt=code if envelope is first else None))
        log.error("a newer program has written the outbox: kept in the spool alone until that program is back")
        return Receipt(first.ref, code or "")

    def _filed(self, ref: str) -> Receipt | None:
        try:
            with self.opened() as db:
                query = "SELECT receipt FROM envelopes WHERE ref = ? AND kind = 'report'"
                row = db.execute(query, (ref,)).fetchone()
        except StoreBroken as broken:
            if broken.why != "newer":
                raise
            copy = self.spool.get(ref)
            return Receipt(ref, copy.receipt or "", already=True) if copy else None
        return Receipt(ref, row["receipt"], already=True) if row else None

    def _envelope(
        self,
        who: identity.Identity,
        kind: str,
        report: Report,
        plain: bytes,
        about: str | None = None,
        place: str | None = None,
        private: bool = False,
        own_ref: str | None = None,
    ) -> Envelope:
        recipient = who.keys.sealing[0]
        box = sealing.sealed(plain, recipient)
        stamp = self.clock.now()
        return Envelope(
            ref=own_ref or str(uuid.UUID(report.ref)),
            kind=kind,
            about=about,
            receipt=None,
            category=report.category if kind == "report" else None,
            place=place,
            private=private,
            filed_at=stamp.text,
            clock_ok=stamp.ok,
            consent=report.consent,
            assisted=report.assisted,
            entrance=report.entrance,
            lang=report.lang,
            sealing_key_id=recipient.id,
            sealed_sha256=hashlib.sha256(box).hexdigest(),
            sealed=box,
            state=State.QUEUED,
        )

    def _with_ballast(self, act: Callable[[], T]) -> T:
        """Does `act`, again after each piece of the ballast on a full disk, and once more when the file was damaged:
        the next opening heals it."""
        healed = False
        while True:
            try:
                return act()
            except StoreBroken as broken:
                if broken.why == "damaged" and not healed:
                    healed = True
                elif broken.why != "disk-full" or not self.ballast.release():
                    raise

    def _open(self) -> AbstractContextManager[Connection]:
        return database.opened(self.at.outbox, migrations.OUTBOX, precious=True)

    def _check(self) -> None:
        if self._sound():
            with self._open() as db:
                if self._orphans(db):
                    with database.transaction(db):
                        self.take_in_orphans(db)
            return
        with durable.locked(self.at.root):
            if self._sound():  # another process has been here meanwhile
                return
            log.error("the outbox file is damaged: set aside, built anew from the spool")
            database.set_aside(self.at.outbox)
            with self._open() as db, database.transaction(db):
                log.info("%d envelopes came back from the spool", self.take_in_orphans(db))

    def _sound(self) -> bool:
        try:
            with self._open() as db:
                return database.sound(db, migrations.OUTBOX)
        except StoreBroken as broken:
            if broken.why != "damaged":
                raise
            return False
