"""What the kiosk shows: services, notices, places. A replica of the signed feed, or the snapshot that came packaged."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from offline_cache import bodies, database, glossary, migrations, question
from offline_cache.clock import Clock
from offline_cache.content_file import ContentFile, packaged_feed
from offline_cache.content_writer import Feed, body_hash, indexed, publication, replace_all
from offline_cache.faults import StoreBroken
from offline_cache.locations import Locations
from offline_cache.records import (
    Category,
    ContentState,
    Explanation,
    Family,
    Found,
    Hall,
    Heard,
    Hit,
    Notice,
    Place,
    Reading,
    ReportCategory,
    Service,
    Term,
)

if TYPE_CHECKING:
    from offline_cache.search import Candidate

log = logging.getLogger(__name__)

MOST_PLACES = 3
ASK_THE_WAY = "{}在哪里"
DAMAGE = (sqlite3.Error, ValueError, LookupError, TypeError)
"""What reading a damaged row or index may end in, besides StoreBroken."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Catalogue:
    """Reads content.db; whatever is wrong with that file, it is healed or the packaged snapshot answers from memory."""

    def __init__(self, data_dir: Path, clock: Clock | None = None) -> None:
        self.at = Locations(data_dir)
        self._clock = clock or Clock(self.at.clock)
        self._file = ContentFile(self.at)
        self._memory: sqlite3.Connection | None = None
        self._broken: tuple[int, ...] | None = None  # the content file that was found damaged, until it is another one

    def hall(self) -> Hall | None:
        return next(iter(self._all("hall", bodies.hall)), None)

    def families(self) -> tuple[Family, ...]:
        return tuple(sorted(self._all("family", bodies.family), key=lambda family: family.order))

    def categories(self, family: str | None = None) -> tuple[Category, ...]:
        """The categories of a family, or all."""
        found = self._all("category", bodies.category)
        wanted = [category for category in found if family in (None, category.family)]
        return tuple(sorted(wanted, key=lambda category: category.order))

    def services(self, category: str | None = None) -> tuple[Service, ...]:
        """The services of a category, or all."""
        where = "AND json_extract(body, '$.category') = ?" if category is not None else ""
        found = self._all("service", bodies.service, where, (category,) if category is not None else ())
        return tuple(sorted(found, key=lambda service: service.order))

    def service(self, id_or_slug: str) -> Service | None:
        found = self._one("service", id_or_slug, bodies.service)
        if found is None:
            where = "AND json_extract(body, '$.slug') = ?"
            found = next(iter(self._all("service", bodies.service, where, (id_or_slug,))), None)
        return found

    def notices(self, now: datetime | None = None) -> tuple[Notice, ...]:
        """What is in force at `now` (the kiosk's time when left out), important ones first."""
        return self._notices("notice", now)

    def posters(self, now: datetime | None = None) -> tuple[Notice, ...]:
        """Posters in force whose picture is here."""
        return tuple(poster for poster in self._notices("poster", now) if self._has_picture(poster))

    def places(self, parent: str | None = None) -> tuple[Place, ...]:
        """The places directly below `parent`; without it the estates and landmarks."""
        found = [place for place in self._all("place", bodies.place) if place.parent == parent]
        return tuple(sorted(found, key=lambda place: place.order))

    def every_place(self) -> tuple[Place, ...]:
        return tuple(sorted(self._all("place", bodies.place), key=lambda place: (place.parent or "", place.order)))

    def place(self, code: str) -> Place | None:
        return self._one("place", code, bodies.place)

    def report_categories(self) -> tuple[ReportCategory, ...]:
        found = self._all("report-category", bodies.report_category)
        return tuple(sorted(found, key=lambda category: category.order))

    def report_category(self, code: str) -> ReportCategory | None:
        return self._one("report-category", code, bodies.report_category)

    def readings(self) -> tuple[Reading, ...]:
        """How words of the domain are read."""
        return tuple(self._all("reading", bodies.reading))

    def terms(self) -> tuple[Term, ...]:
        """The whole glossary."""
        return tuple(self._all("term", bodies.term))

    def term(self, id_: str) -> Term | None:
        return self._one("term", id_, bodies.term)

    def terms_in(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """The hard words of some Chinese texts, in the order in which they are met."""
        return glossary.used(self.terms(), texts)

    def find(self, asked: str | Sequence[Heard], limit: int = 10) -> Found:
        """The services that answer a question, or several ways a question may have been heard, and the places it asks
        the way to."""

        from offline_cache.search import Index, places_named  # brings numpy, for which the screen must not wait

        def act(db: sqlite3.Connection) -> Found:
            self._index_in_memory(db)
            index = Index(db)
            ranking = index.find(asked, limit)
            places = [place for one in index.places(asked) for place in _bodies(db, "place", one.id, bodies.place)]
            named = [question.parts(way.text) for way in places_named(asked)] if places else []
            called = [place for place in places if any(_is_called(place, words) for words in named)]
            away = _bodies(db, "elsewhere", ranking.elsewhere, bodies.elsewhere) if ranking.elsewhere else []
            hits = tuple(map(_hit, ranking.services))
            wanted = glossary.words_asked([Heard(asked)] if isinstance(asked, str) else asked)
            return Found(
                ranking.answer,
                hits,
                tuple(called or places)[:MOST_PLACES],
                away[0] if away else None,
                ranking.sayings,
                glossary.named(_every(db, "term", bodies.term), wanted) if wanted else None,
            )

        return self._read(act)

    def places_called(self, name: str) -> tuple[Place, ...]:
        """The places of this name or number; a name alone is asked the way to."""
        return self.find(name).places or self.find(ASK_THE_WAY.format(name)).places

    def explain(self, asked: str | Sequence[Heard], limit: int = 3) -> tuple[Explanation, ...]:
        """Why the first services stand where they stand, whatever the answer is."""

        from offline_cache.why import explained

        def act(db: sqlite3.Connection) -> tuple[Explanation, ...]:
            self._index_in_memory(db)
            return tuple(Explanation(_hit(one), matched) for one, matched in explained(db, asked, limit))

        return self._read(act)

    def _index_in_memory(self, db: sqlite3.Connection) -> None:
        if db is self._memory and not indexed(db):  # only when somebody asks: it takes a second or two
            from offline_cache import index_writer

            index_writer.build(db)

    def state(self) -> ContentState:
        """Where the content comes from and how fresh it is."""
        known, items = self._read(_state)
        expires = datetime.fromisoformat(known["expires"]) if known.get("expires") else None
        stale = expires is not None and self._clock.now().at > expires
        return ContentState(int(known["epoch"]), int(known["head"]), expires, stale, items)

    def publication(self) -> str:
        """The publication that what is here belongs to; "packaged" before the first feed."""
        return self._read(publication)

    def pictures(self) -> set[str]:
        """The file names of all pictures that notices and posters show from the media directory."""
        found = self._all("notice", bodies.notice)
        return {notice.picture for notice in found if notice.picture is not None and "." in notice.picture}

    def prepare(self, thorough: bool = False) -> bool:
        """Makes content.db when it is missing or damaged, from its last good copy or the packaged snapshot; False when it
        was sound. `thorough` looks into the index too."""
        return self._file.prepare(thorough)

    def apply(self, chain: list[Feed], anew: bool = False) -> None:
        """Takes verified feed files, a snapshot or a chain of deltas, in one transaction or not at all. `anew`: what
        is here is not to be trusted, so a snapshot may be older than it.

        Raises content_writer.Rejected for a body of another form, an older state or a gap in the chain.
        """
        self._file.apply(chain, anew)

    def note(self, expires: str) -> None:
        """Remembers until when the newest verified pointer vouches for what is here."""
        self._file.note(expires)

    def sound(self) -> bool:
        """True when content.db is there and every item in it is whole, with the index."""
        return self._file.sound(thorough=True)

    def _notices(self, kind: str, now: datetime | None) -> tuple[Notice, ...]:
        moment = now or self._clock.now().at
        found = [notice for notice in self._all("notice", bodies.notice) if notice.kind == kind]
        current = [notice for notice in found if _in_force(notice, moment)]
        return tuple(sorted(current, key=lambda notice: (not notice.important, notice.order)))

    def _has_picture(self, poster: Notice) -> bool:
        name = poster.picture
        return name is not None and ("." not in name or name.endswith(".svg") or (self.at.media / name).exists())

    def _one(self, kind: str, id_: str, read: Callable[[Any], Item]) -> Item | None:
        return next(iter(self._all(kind, read, "AND id = ?", (id_,))), None)

    def _all(
        self, kind: str, read: Callable[[Any], Item], where: str = "", values: tuple[object, ...] = ()
    ) -> list[Item]:
        query = f"SELECT body, sha256 FROM items WHERE kind = ? {where} ORDER BY id"

        def act(db: sqlite3.Connection) -> list[Item]:
            return [read(json.loads(_whole(row))) for row in db.execute(query, (kind, *values))]

        return self._read(act)

    def _read(self, act: Callable[[sqlite3.Connection], Result]) -> Result:
        """Does `act` on content.db, healed when it must be and can be at once; else on the packaged snapshot in memory."""
        for _ in range(2):
            state = _state_of(self.at.content)
            if state is None or state == self._broken:
                break
            try:
                with database.opened_to_read(self.at.content) as db:
                    result = act(db)
            except (StoreBroken, *DAMAGE) as error:
                if not isinstance(error, StoreBroken) and self._file.sound(thorough=True):
                    raise  # the file is whole: this is a bug
                log.warning("content.db is damaged: %s", error)
                self._broken = state
                self._file.restore()
            else:
                self._memory = None
                return result
        if self._memory is None:
            log.log(logging.WARNING if self.at.content.exists() else logging.INFO, "the packaged snapshot answers")
            self._memory = _in_memory()
        return act(self._memory)


def _bodies(db: sqlite3.Connection, kind: str, id_: str, read: Callable[[Any], Item]) -> list[Item]:
    rows = db.execute("SELECT body, sha256 FROM items WHERE kind = ? AND id = ?", (kind, id_))
    return [read(json.loads(_whole(row))) for row in rows]


def _every(db: sqlite3.Connection, kind: str, read: Callable[[Any], Item]) -> list[Item]:
    rows = db.execute("SELECT body, sha256 FROM items WHERE kind = ? ORDER BY id", (kind,))
    return [read(json.loads(_whole(row))) for row in rows]


def _is_called(place: Place, words: list[str]) -> bool:
    """Whether the words (as `question.parts` gives them) are its name or one of the ways it is called, and not only a part of them."""
    return words in [question.parts(name) for name in (place.name.zh, place.name.en, *place.aliases)]


def _hit(one: Candidate) -> Hit:
    return Hit(one.id, one.slug, one.name, one.score)


def _state_of(path: Path) -> tuple[int, ...] | None:
    """What tells one state of a file from another; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _in_memory() -> sqlite3.Connection:
    # One lane reads at a time; SQLite is built serialized, the thread check would only forbid handing it over.
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    migrations.migrate(db, migrations.CONTENT)
    replace_all(db, packaged_feed(), index=False)
    return db


def _state(db: sqlite3.Connection) -> tuple[dict[str, str], int]:
    known = {row["name"]: row["value"] for row in db.execute("SELECT name, value FROM state")}
    if "head" not in known:
        raise StoreBroken("damaged", "no state")
    return known, int(db.execute("SELECT count(*) FROM items").fetchone()[0])


def _whole(row: sqlite3.Row) -> str:
    body: str = row["body"]
    if body_hash(body) != row["sha256"]:
        raise StoreBroken("damaged", "an item")
    return body


def _in_force(notice: Notice, moment: datetime) -> bool:
    starts = datetime.fromisoformat(notice.starts) if notice.starts else None
    expires = datetime.fromisoformat(notice.expires) if notice.expires else None
    return (starts is None or starts <= moment) and (expires is None or moment < expires)
