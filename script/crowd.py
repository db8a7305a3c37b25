"""Many kiosks at once on one machine: each polls, beats and files as docs/wire.md has it, on a connection it keeps."""

from __future__ import annotations

import heapq
import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import requests
from ordeals.wire import Device, Json

POLL, BEAT = 30.0, 300.0
"""Seconds between two looks at the pointer and between two hellos, ±20 % as a kiosk has it."""
THREADS = 48


@dataclass
class Member:
    """One kiosk of the crowd: what it knows of the feed, and the envelopes nobody has answered yet."""

    device: Device
    etag: str = ""
    head: int = -1
    waiting: list[Json] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Seen:
    """What the crowd met: by door, the seconds each exchange took and the errors; when a kiosk came to a head; refs stored."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    arrived: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    filed: list[str] = field(default_factory=list)
    stored: set[str] = field(default_factory=set)
    late: list[float] = field(default_factory=list)
    """By how many seconds this machine was behind its own timetable."""


class Crowd:
    """Runs the timetable of its members for so many seconds."""

    def __init__(self, members: list[Member], url: str) -> None:
        self.members, self.url, self.seen = members, url, Seen()
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = iter(range(10**12))
        self._guard = threading.Lock()

    def run(self, seconds: float, reports_a_second: float) -> None:
        """Everybody at a random moment of their own round; reports at equal distances, each by anybody."""
        began = time.monotonic()
        self.ends = began + seconds
        for member in self.members:
            self._at(began + random.uniform(0, POLL), lambda one=member: self._poll(one))
            self._at(began + random.uniform(0, BEAT), lambda one=member: self._beat(one))
        for number in range(int(seconds * reports_a_second)):
            one = random.choice([member for member in self.members if member.device.receipts])
            one.device.receipts, receipt = one.device.receipts[1:], one.device.receipts[0]
            self._at(began + number / reports_a_second, lambda one=one, receipt=receipt: self._file(one, receipt))
        with ThreadPoolExecutor(THREADS) as pool:
            while True:
                with self._guard:
                    if not self._due or self._due[0][0] > self.ends:
                        break
                    due, _, act = self._due[0]
                    now = time.monotonic()
                    if due <= now:
                        heapq.heappop(self._due)
                if due <= now:
                    pool.submit(self._act, due, act)
                else:
                    time.sleep(min(due - now, 0.05))

    def drain(self, seconds: float) -> None:
        """Everybody sends what is left, until nothing is."""
        until = time.monotonic() + seconds
        while (left := [member for member in self.members if member.waiting]) and time.monotonic() < until:
            with ThreadPoolExecutor(THREADS) as pool:
                list(pool.map(self._push, left))

    def _at(self, when: float, act: Callable[[], None]) -> None:
        with self._guard:
            heapq.heappush(self._due, (when, next(self._order), act))

    def _act(self, due: float, act: Callable[[], None]) -> None:
        self.seen.late.append(time.monotonic() - due)
        act()

    def _exchange(self, door: str, ask: Callable[[], requests.Response]) -> requests.Response | None:
        """The answer; None when it was none, which is counted."""
        began = time.perf_counter()
        try:
            answer = ask()
        except requests.RequestException as error:
            self.seen.errors[door].append(type(error).__name__)
            return None
        if answer.status_code not in (200, 304):
            self.seen.errors[door].append(str(answer.status_code))
            return None
        self.seen.took[door].append(time.perf_counter() - began)
        return answer

    def _poll(self, one: Member) -> None:
        self._at(time.monotonic() + POLL * random.uniform(0.8, 1.2), lambda: self._poll(one))
        with one.lock:
            asked = {"If-None-Match": one.etag} if one.etag else {}
            get = one.device.http.get
            url = f"{self.url}/feed/main/pointer.json"
            answer = self._exchange("pointer", lambda: get(url, headers=asked, timeout=60))
            if answer is None or answer.status_code == 304:
                return
            said = one.device.opened("pointer", answer.json())
            assert said is not None, "a pointer the platform did not sign"
            delta = [row for row in said["deltas"] if row["from"] == one.head]
            if one.head >= 0 and said["head"] > one.head:
                name = (delta[0] if delta else said["snapshot"])["sha256"]
                file = f"{self.url}/feed/main/{name}.json.gz"
                if self._exchange("file", lambda: get(file, timeout=60)) is None:
                    return
            one.etag, one.head = answer.headers["ETag"], said["head"]
            self.seen.arrived[one.head].append(time.time())

    def _beat(self, one: Member) -> None:
        self._at(time.monotonic() + BEAT * random.uniform(0.8, 1.2), lambda: self._beat(one))
        said: dict[str, Any] = {
            "app": "crowd", "keys_version": 1, "publication": "main", "newest": {"epoch": 0, "head": max(one.head, 0)},
            "proof": None, "queue": {"queued": len(one.waiting), "parked": 0}, "disk_free": 10**10, "voice": "on",
            "lease_left": len(one.device.receipts), "counters": {"answer:sure": 3, "answer:nothing": 1}, "clock_ok": True,
        }  # fmt: skip
        with one.lock:
            self._exchange("hello", lambda: one.device.post("hello", said))

    def _file(self, one: Member, receipt: str) -> None:
        envelope = one.device.envelope(receipt=receipt)
        self.seen.filed.append(receipt)
        one.waiting.append(envelope)
        self._push(one)

    def _push(self, one: Member) -> None:
        with one.lock:
            batch = one.waiting[:100]
            if not batch:
                return
            answer = self._exchange("envelopes", lambda: one.device.post("envelopes", {"envelopes": batch}))
            if answer is None:
                return
            for thing in answer.json()["answers"]:
                said = one.device.opened("answer", thing)
                if said and said["outcome"] == "stored":
                    self.seen.stored.add(said["receipt"])
            one.waiting = [envelope for envelope in one.waiting if _receipt(envelope) not in self.seen.stored]


def _receipt(envelope: Json) -> str:
    return json.loads(envelope["signed"])["receipt"]


def enrolled(urls: str, codes: list[str], door: str, headers: Json | None = None) -> list[Member]:
    """A crowd let in with these codes at `urls`, that will talk to `door` afterwards."""

    def one(code: str) -> Member:
        device = Device(urls)
        device.http.headers.update(headers or {})
        assert device.enrol(code) == 200
        device.http.close()
        device.http, device.url = requests.Session(), door
        return Member(device)

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(one, codes))
