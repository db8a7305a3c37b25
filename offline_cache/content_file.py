"""content.db as a file: whole or healed, from its last good copy or the packaged snapshot; changed in one act or not at all."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from offline_cache import content_writer, database, durable, migrations, packaged
from offline_cache.content_writer import Feed
from offline_cache.faults import StoreBroken, faults_of
from offline_cache.locations import Locations

log = logging.getLogger(__name__)


class ContentFile:
    """The replica of the feed on disk, with its index. Beside it lies a copy of its last good state, named by its hash:
    made in 50 ms, where an index takes seconds, and whole beyond doubt."""

    def __init__(self, at: Locations) -> None:
        self.at = at

    def sound(self, thorough: bool = False) -> bool:
        """True when the file is there and whole; `thorough`: the index too, which takes half a second."""
        try:
            with database.opened_to_read(self.at.content) as db:
                return (
                    migrations.version(db) == len(migrations.CONTENT)
                    and content_writer.indexed(db)
                    and content_writer.state_whole(db)
                    and all(
                        content_writer.body_hash(row["body"]) == row["sha256"]
                        for row in db.execute("SELECT * FROM items")
                    )
                    and database.sound(db, migrations.CONTENT)
                    and (not thorough or content_writer.whole(db))
                )
        except (StoreBroken, sqlite3.Error):  # even a column may be called otherwise in a damaged file
            return False

    def prepare(self, thorough: bool = False) -> bool:
        """Makes the file sound: false when it was. Looks for the last good copy first, then in the packaged snapshot."""
        if self.sound(thorough):
            if thorough and self._good() is None:
                self._keep_good()
            return False
        with faults_of(self.at.root):
            durable.make_directory(self.at.root)
        with durable.locked(self.at.root):
            if self._upgraded(thorough):
                return False
            if self.at.content.exists():
                log.error("the content file is damaged: set aside, the last good content takes its place")
            if not (self._restored() and self._upgraded(thorough)):
                self._write_anew(lambda db: content_writer.replace_all(db, packaged_feed()))
                self._keep_good()
        return True

    def restore(self) -> bool:
        """Puts the last good copy in the place of a damaged file, at once; False when there is none or the disk is broken."""
        try:
            with durable.locked(self.at.root):
                return self.sound(thorough=True) or self._restored()
        except (StoreBroken, OSError) as broken:
            log.warning("the last good content cannot be put back: %s", broken)
            return False

    def apply(self, chain: list[Feed], anew: bool = False) -> None:
        """Takes verified feed files (`anew`: what is here is not to be trusted); raises content_writer.Rejected."""
        if self.sound():
            self._change(lambda db: content_writer.write(db, chain, anew))
        elif chain and not chain[0].start:
            with durable.locked(self.at.root):
                self._write_anew(lambda db: content_writer.write(db, chain, anew))
        else:
            self.prepare()  # a delta needs something to stand on, and will find it when this is what came before
            self._change(lambda db: content_writer.write(db, chain, anew))
        self._keep_good()

    def note(self, expires: str) -> None:
        """Remembers until when the newest verified pointer vouches for what is here."""
        self._change(lambda db: content_writer.remember(db, expires=expires))

    def _change(self, act: Callable[[sqlite3.Connection], None]) -> None:
        with database.opened(self.at.content, migrations.CONTENT) as db, database.transaction(db):
            act(db)

    def _write_anew(self, fill: Callable[[sqlite3.Connection], None]) -> None:
        """Fills a new content file and puts it in the place of the old one, which is set aside; the caller holds the lock.

        Filling takes seconds. Who reads meanwhile sees the packaged snapshot, never a file that is half full.
        """
        fresh = self._fresh()
        with database.opened(fresh, migrations.CONTENT) as db, database.transaction(db):
            fill(db)
        self._put(fresh)

    def _restored(self) -> bool:
        good = self._good()
        if good is None:
            return False
        fresh = self._fresh()
        with faults_of(self.at.root):
            shutil.copyfile(good, fresh)
        self._put(fresh)
        log.warning("the last good content is back")
        return True

    def _upgraded(self, thorough: bool) -> bool:
        """Brings a whole file of an earlier program to this one's schema; False when it is not whole, or of a later one."""
        if not self.at.content.exists():
            return False
        try:
            with database.opened(self.at.content, migrations.CONTENT):
                pass
        except (StoreBroken, sqlite3.Error):
            return False
        return self.sound(thorough)

    def _keep_good(self) -> None:
        """Copies what is now sound. Without room for a copy the kiosk is whole all the same."""
        try:
            with faults_of(self.at.good):
                durable.make_directory(self.at.good)
                with database.opened_to_read(self.at.content) as db:
                    copy = database.copied(db, self.at.good / self.at.content.name)
                kept = self.at.good / f"{_file_hash(copy)}.db"
                durable.put(copy, kept)
                for path in self.at.good.iterdir():
                    if path != kept:
                        durable.remove(path)
        except StoreBroken as broken:
            log.warning("no copy of the content could be kept: %s", broken)

    def _good(self) -> Path | None:
        """The last good copy, when it is what its name says."""
        with faults_of(self.at.good):
            return next((path for path in self.at.good.glob("*.db") if _file_hash(path) == path.stem), None)

    def _fresh(self) -> Path:
        fresh = self.at.content.with_name(f"{durable.TEMPORARY}{os.getpid()}-{self.at.content.name}")
        with faults_of(self.at.root):
            for old in self.at.root.glob(f"{durable.TEMPORARY}*-{self.at.content.name}*"):
                durable.remove(old)
        return fresh

    def _put(self, fresh: Path) -> None:
        with faults_of(self.at.root):
            database.set_aside(self.at.content)
            durable.put(fresh, self.at.content)


def packaged_feed() -> Feed:
    """The packaged snapshot as a feed of epoch 0."""
    return Feed.read(packaged.snapshot())


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
