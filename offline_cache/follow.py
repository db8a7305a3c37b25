"""The sync process: wishes in and facts out as JSON lines, until its parent's pipe closes.

In:  {"ask": "417093568"}  {"nudge": true}  {"voice": "on"}  {"count": {"answer:sure": 1}}  {"ping": true}
Out: {"ready": true} once, {"pong": true} at once unless the loop hangs
     {"online": bool}  {"outbox": {"queued", "parked"}}  {"content": {"epoch", "version"}}  {"revoked": true}
     {"story": {…}}  {"no_story": {"receipt", "why"}}  {"counted": {"answer:sure": 1}} (the platform has them)
"""

from __future__ import annotations

import json
import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from offline_cache import hall_settings, receipts
from offline_cache.counters import Counters
from offline_cache.exchange import Revoked
from offline_cache.faults import StoreBroken
from offline_cache.identity import NotEnrolled
from offline_cache.ledger import Ledger
from offline_cache.platform_client import Away
from offline_cache.records import NoStory, Story
from offline_cache.sync import Sync

log = logging.getLogger(__name__)

JITTER = 0.2
REVOKED_SECONDS = 300.0
NOT_ENROLLED_SECONDS = 5.0
MAX_DOUBLINGS = 16
PING = '{"ping": true}'
HANGS_SECONDS = 900.0
"""No round of work takes so long, every exchange having its deadline: a loop that has not come round since then hangs."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often; all in seconds."""

    hello: float = 300
    pointer: float = 30
    backoff_base: float = 1
    backoff_max: float = 300

    def backoff(self, failures: int, retry_after: float | None) -> float:
        """Full jitter: anything up to the doubled base, at most the maximum; Retry-After is the least."""
        ceiling = min(self.backoff_max, self.backoff_base * 2 ** min(failures, MAX_DOUBLINGS))
        return max(random.uniform(0, ceiling), retry_after or 0)

    def about(self, seconds: float) -> float:
        """±20 %, so that a city's kiosks do not knock all at once."""
        return seconds * random.uniform(1 - JITTER, 1 + JITTER)


class Follower:
    """The loop. `made` gives a Sync, or raises NotEnrolled as long as nobody has enrolled this kiosk."""

    def __init__(self, made: Callable[[], Sync], ledger: Ledger, pace: Pace, tell: Callable[[dict[str, Any]], None]):
        self._made = made
        self._ledger = ledger
        self._pace = pace
        self._tell_line = tell
        self._telling = threading.Lock()
        self._working_since: float | None = None
        self._sync: Sync | None = None
        self._told: dict[str, Any] = {}
        self._failures = 0
        self._not_before = 0.0
        self._next = {"hello": 0.0, "pointer": 0.0, "push": 0.0}
        self._voice = "off"
        self._counters = Counters()
        self._mended = False

    def run(self, lines: Iterable[str], ends_with_input: bool) -> None:
        """Works until the input ends (when `ends_with_input`), else for ever."""
        wishes: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, args=(lines, wishes), daemon=True, name="wishes").start()
        self._tell_all({"ready": True})
        while True:
            self._working_since = None
            try:
                wish = wishes.get(timeout=self._pause())
            except queue.Empty:
                self._working_since = time.monotonic()
                self._work()
                continue
            self._working_since = time.monotonic()
            if wish is None:
                if ends_with_input:
                    return
                wishes = queue.Queue()
            else:
                self._grant(wish)

    def _read(self, lines: Iterable[str], wishes: queue.Queue[str | None]) -> None:
        """On a thread of its own: whether the loop lives is answered while the loop works."""
        for line in lines:
            if line.strip() == PING:
                since = self._working_since
                if since is None or time.monotonic() - since < HANGS_SECONDS:
                    self._tell_all({"pong": True})
            elif line.strip():
                wishes.put(line)
        wishes.put(None)

    def _tell_all(self, fact: dict[str, Any]) -> None:
        with self._telling:
            self._tell_line(fact)

    def _pause(self) -> float:
        due = max(min(self._next.values()), self._not_before)
        return max(0.0, due - time.monotonic())

    def _grant(self, wish: str) -> None:
        try:
            said = json.loads(wish)
        except ValueError:
            log.warning("a line that is no JSON")
            return
        match said:
            case {"ask": str(receipt)}:
                self._answer(receipt)
            case {"nudge": True}:
                self._next["push"] = 0.0
            case {"voice": str(voice)}:
                self._voice = "on" if voice == "on" else "off"
            case {"count": dict(counted)}:
                self._counters.add(counted)
            case _:
                log.warning("a wish nobody knows")

    def _answer(self, receipt: str) -> None:
        story: Story | NoStory
        if not receipts.valid(receipt):
            story = NoStory("wrong")
        elif (sync := self._ready()) is None:
            story = self._ledger.story(receipt) or NoStory("offline")
        else:
            story = sync.ask(receipt)
        if isinstance(story, Story):
            self._tell_all({"story": asdict(story)})
        else:
            self._tell_all({"no_story": {"receipt": receipt, "why": story.why}})

    def _ready(self) -> Sync | None:
        if self._sync is None:
            try:
                self._sync = self._made()
            except NotEnrolled:
                return None
        return self._sync

    def _work(self) -> None:
        sync = self._ready()
        if sync is None:
            self._tell("online", False)
            self._not_before = time.monotonic() + NOT_ENROLLED_SECONDS
            return
        try:
            if not self._mended:
                self._ledger.mend()
                self._mended = True
            failed = self._due(sync)
            counts = self._ledger.counts()
        except StoreBroken as broken:
            log.error("sync cannot work: %s", broken)
            self._mended = False
            failed, counts = Away(broken.why), None
        if counts is not None:
            self._tell("outbox", {"queued": counts.queued, "parked": counts.parked})
        self._tell("online", failed is None)
        if isinstance(failed, Revoked):
            log.error("the platform has revoked this device; what waits here is kept")
            self._tell("revoked", True)
            self._sync = None  # a new enrolment is looked for before the next try
            self._not_before = time.monotonic() + REVOKED_SECONDS
        elif failed is not None:
            self._sync = None  # keys and address are read anew: somebody may be enrolling this kiosk again
            self._failures += 1
            self._not_before = time.monotonic() + self._pace.backoff(self._failures, failed.retry_after)
        else:
            self._failures = 0

    def _due(self, sync: Sync) -> Away | Revoked | None:
        """Does what is due; after a failure everything that was due stays so."""
        now = time.monotonic()
        failed: Away | Revoked | None = None
        if self._next["hello"] <= now:
            failed = self._hello(sync) or sync.refresh_statuses()
            if failed is None:
                self._next["hello"] = now + self._pace.about(self._pace.hello)
                self._next["push"] = 0.0  # hello may have brought a new epoch
                self._ledger.hold_ballast()
        if failed is None and self._next["push"] <= now:
            failed = sync.push()
            if failed is None:
                self._next["push"] = now + self._pace.about(self._pace.pointer)
        if failed is None and self._next["pointer"] <= now:
            polled = sync.feed.poll()
            failed = polled if isinstance(polled, Away) else None
            if failed is None:
                self._next["pointer"] = now + self._pace.about(self._pace.pointer)
            state = sync.catalogue.state()
            self._tell("content", {"epoch": state.epoch, "version": state.version})
        sync.heartbeat(failed)
        return failed

    def _hello(self, sync: Sync) -> Away | Revoked | None:
        """With what was counted; whoever counted is told what has arrived."""
        counted = self._counters.next()
        failed = sync.hello(self._voice, self._counters)
        if failed is None and counted:
            self._tell_all({"counted": counted})
        self._tell("settings", hall_settings.kept(self._ledger.at).order)
        return failed

    def _tell(self, name: str, fact: Any) -> None:
        """Facts are told when they change."""
        if self._told.get(name) != fact:
            self._told[name] = fact
            self._tell_all({name: fact})
