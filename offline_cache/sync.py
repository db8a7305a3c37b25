"""One round with the platform: say hello, send what waits, take new content, remember statuses."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from offline_cache import durable, envelopes, feed, hall_settings, identity, leases, sealing
from offline_cache.catalogue import Catalogue
from offline_cache.counters import Counters
from offline_cache.exchange import Exchange, Revoked, Unfitting
from offline_cache.faults import StoreBroken, faults_of
from offline_cache.ledger import Ledger
from offline_cache.platform_client import Away, Client
from offline_cache.records import NoStory, Opened, State, Step, Story

log = logging.getLogger(__name__)

BATCH = 100
BATCH_BYTES = 1024 * 1024
STATUSES = 100
MAX_FAILED_ALONE = 3
STUCK_A_TIME = 10
CLOSED = {"done", "explained", "withdrawn", "merged"}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Synced:
    """The platform was there. `left` envelopes are still to be sent, those of `parked` wait for staff."""

    left: int
    parked: tuple[str, ...]
    content_changed: bool = False


@dataclass(frozen=True, slots=True)
class Offline:
    """The platform was not there, or not recognised."""

    why: str
    left: int
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Sync:
    """What an enrolled kiosk does with its platform."""

    exchange: Exchange
    ledger: Ledger
    catalogue: Catalogue
    feed: feed.FeedReader
    app: str
    fit: Callable[[Mapping[str, Any]], object] = dict
    """Raises ValueError for settings of the hall this program cannot work with."""

    @classmethod
    def made(
        cls, ledger: Ledger, catalogue: Catalogue, client: Client, app: str,
        fit: Callable[[Mapping[str, Any]], object] = dict,
    ) -> Sync:  # fmt: skip
        """Raises NotEnrolled when there is nobody to speak as."""
        exchange = Exchange(ledger.at, identity.load(ledger.at), client)
        return cls(exchange, ledger, catalogue, feed.FeedReader(ledger.at, catalogue, exchange), app, fit)

    def once(self, max_seconds: float | None = None, voice: str = "off") -> Synced | Offline | Revoked:
        """Everything there is to do, once."""
        ends = time.monotonic() + max_seconds if max_seconds is not None else None
        self.ledger.mend()
        failed = self.hello(voice) or self.push(ends)
        changed: bool | Away | feed.Unfit = False
        if failed is None:
            changed = self.feed.poll()
            failed = changed if isinstance(changed, Away) else self.refresh_statuses()
        counts = self.ledger.counts()
        if isinstance(failed, Revoked):
            log.error("the platform has revoked this device; what waits here is kept")
        self.heartbeat(failed)
        if isinstance(failed, Revoked):
            return failed
        if failed is not None:
            return Offline(failed.why, counts.queued, failed.retry_after)
        parked = tuple(row.envelope.ref for row in self.ledger.rows(State.PARKED))
        return Synced(counts.queued, parked, changed is True)

    def hello(self, voice: str = "off", counted: Counters | None = None) -> Away | Revoked | None:
        """The heartbeat and all that its answer brings; what was `counted` goes with it, and is gone when it arrived."""
        who, counts, state = self.exchange.who, self.ledger.counts(), self.catalogue.state()
        stock = leases.stock(self.ledger.at, who.device_id, self.ledger.used())
        counters = counted.next() if counted is not None else {}
        said = {
            "app": self.app,
            "keys_version": who.keys.version,
            "publication": who.publication,
            "newest": {"epoch": state.epoch, "head": state.version},
            "proof": self._proof(),
            "queue": {"queued": counts.queued, "parked": counts.parked},
            "disk_free": _disk_free(self.ledger),
            "voice": voice,
            "lease_left": stock.left,
            "counters": counters,
            "clock_ok": self.ledger.clock.now().ok,
            "settings": self._settings(),
        }
        answer = self.exchange.hello(said)
        if not isinstance(answer, dict):
            return answer
        if counted is not None:
            counted.arrived(counters)
        self._take(answer)
        return None

    def push(self, ends: float | None = None) -> Away | Revoked | None:
        """Sends what waits, oldest first, and what is stuck behind the rest; None when everything was offered, or the
        time was up."""
        after, size, failed_alone = 0, BATCH, 0
        while ends is None or time.monotonic() < ends:
            batch = self._batch(self.ledger.queued(size, after))
            if not batch:
                return self._push_stuck(ends)
            sent = self._send(batch)
            if isinstance(sent, Unfitting):
                if len(batch) > 1:
                    size = len(batch) // 2  # find the one that does not go through
                    continue
                failed_alone += 1
                if failed_alone >= MAX_FAILED_ALONE:
                    return Away(f"status {sent.status}")
            elif sent is not None:
                return sent
            else:
                failed_alone = 0
            after = batch[-1].seq
            size = min(BATCH, size * 2)
        return None

    def _push_stuck(self, ends: float | None) -> Away | Revoked | None:
        """Each by itself, a few at a time: whatever keeps them back must not keep back the rest."""
        for row in self.ledger.stuck(STUCK_A_TIME):
            if ends is not None and time.monotonic() >= ends:
                break
            sent = self._send([row])
            if sent is not None and not isinstance(sent, Unfitting):
                return sent
        return None

    def _send(self, batch: list[envelopes.Row]) -> Away | Revoked | Unfitting | None:
        """Sends a batch and takes the answers; None when there were genuine ones."""
        who = self.exchange.who
        sent = self.exchange.envelopes([envelopes.signed(row.envelope, who.device_id, who.key) for row in batch])
        if isinstance(sent, list):
            self.ledger.answered_all(sent, who.device_id)
            self._epoch(max((said["epoch"] for _, said in sent if isinstance(said.get("epoch"), int)), default=0))
            return None
        if isinstance(sent, Unfitting) and len(batch) == 1:
            self.ledger.failed_alone(batch[0].envelope.ref)
        return sent

    def ask(self, receipt: str) -> Story | NoStory:
        """What became of a report; what is known here when the platform cannot be asked or has not got it yet."""
        here = self.ledger.story(receipt)
        answer = self.exchange.statuses([receipt])
        if not isinstance(answer, list):
            return here or NoStory("offline")
        if not answer:
            return here or NoStory("unknown")
        self.ledger.told(answer)
        return _story(answer[0], here)

    def refresh_statuses(self) -> Away | Revoked | None:
        """Asks after the newest open reports filed here, so that a later outage finds their last word."""
        receipts = self.ledger.open_receipts(STATUSES, CLOSED)
        answer = self.exchange.statuses(receipts) if receipts else []
        if not isinstance(answer, list):
            return answer
        self.ledger.told(answer)
        return None

    def _take(self, answer: Json) -> None:
        """What hello brought: time, keys, numbers, a move, erasures, an epoch. Each part for itself."""
        at, who = self.ledger.at, self.exchange.who
        try:
            told = datetime.fromisoformat(answer["time"])
            with faults_of(at.root):
                self.ledger.clock.correct(told)
            self.ledger.clear_away(told)
        except (KeyError, TypeError, ValueError):
            log.warning("hello without a time")
        except StoreBroken as broken:
            log.warning("the platform's time could not be kept: %s", broken)
        if isinstance(answer.get("keys_version"), int) and answer["keys_version"] > who.keys.version:
            self.exchange.refresh_keys()
        try:
            if answer.get("lease") is not None:
                leases.accept(at, who.device_id, answer["lease"], self.exchange.who.keys)
            leases.drop_damaged(at)  # the platform leases others in their place
        except sealing.NotGenuine as error:
            log.error("a lease was not taken: %s", error)
        except StoreBroken as broken:
            log.warning("a lease could not be kept: %s", broken)
        hall, publication = (answer.get("hall") or {}).get("id"), answer.get("publication")
        if (
            isinstance(hall, str)
            and isinstance(publication, str)
            and (hall, publication) != (who.hall, who.publication)
        ):
            if hall != who.hall:
                hall_settings.forget(at)
            identity.move(at, who, hall, publication)
            self.exchange.who = identity.load(at)
        self._take_settings(answer.get("settings"))
        drop = answer.get("drop_refs")
        if isinstance(drop, list) and drop:
            self.ledger.drop([ref for ref in drop if isinstance(ref, str)])
        if isinstance(answer.get("epoch"), int):
            self._epoch(answer["epoch"])

    def _settings(self) -> Json | None:
        """Which settings of its hall are in force here."""
        kept = hall_settings.kept(self.ledger.at)
        return {"epoch": kept.epoch, "version": kept.version} if kept.hall == self.exchange.who.hall else None

    def _take_settings(self, thing: object) -> None:
        if thing is None:
            return
        who, at = self.exchange.who, self.ledger.at
        try:
            hall_settings.accept(at, who.hall, thing, who.keys, self.fit)
        except sealing.NotGenuine as error:
            log.error("settings of the hall were not taken: %s", error)
        except StoreBroken as broken:
            log.warning("settings of the hall could not be kept: %s", broken)

    def _epoch(self, epoch: int) -> None:
        self.ledger.offer_again(epoch)

    def _proof(self) -> Json | None:
        """Something the platform has signed lately: an answer when there is one, else the newest pointer."""
        known = feed.newest(self.ledger.at)
        answer = self.ledger.proof(known[0] if known else 0)
        return answer or (known[3] if known else None)

    def _batch(self, rows: list[envelopes.Row]) -> list[envelopes.Row]:
        """As many as fit into a megabyte; a voice note goes alone."""
        batch: list[envelopes.Row] = []
        size = 0
        for row in rows:
            size += len(row.envelope.sealed) * 4 // 3 + 2048
            note = row.envelope.kind == "voice-note"
            if batch and (note or size > BATCH_BYTES):
                break
            batch.append(row)
            if note:
                break
        return batch

    def heartbeat(self, failed: Away | Revoked | None) -> None:
        """Writes down how the last round went, for `kiosk health`."""
        counts = self.ledger.counts()
        said = {
            "at": self.ledger.clock.now().text,
            "online": failed is None,
            "why": failed.why if isinstance(failed, Away) else "revoked" if failed else None,
            "queued": counts.queued,
            "parked": counts.parked,
        }
        try:
            with faults_of(self.ledger.at.root):
                durable.write(self.ledger.at.heartbeat, json.dumps(said).encode())
        except StoreBroken as broken:
            log.warning("heartbeat not written: %s", broken)


def _disk_free(ledger: Ledger) -> int:
    return shutil.disk_usage(ledger.at.root).free


def _story(status: Json, here: Story | None) -> Story:
    steps = tuple(
        Step(str(one.get("status")), str(one.get("at"))) for one in status.get("history") or [] if isinstance(one, dict)
    )
    return Story(
        receipt=status["receipt"],
        status=status["status"],
        history=steps,
        reply=_text(status.get("reply")),
        promised=_text(status.get("promised")),
        category=here.category if here else None,
        place=here.place if here else None,
        ask_staff=status.get("ask_staff") is True,
        opened=tuple(
            Opened(str(one.get("role")), str(one.get("at")))
            for one in status.get("opened") or []
            if isinstance(one, dict)
        ),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
