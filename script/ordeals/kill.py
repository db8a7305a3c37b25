"""Killed at any instant: SIGKILL of kiosk and platform while filing and syncing, 30 % of requests faulty."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ordeals import faults, rig, tally
from ordeals.proxy import Proxy, honest, mixed

KILLS, PLATFORM_KILLS = 1000, 50
QUICK_KILLS, QUICK_PLATFORM_KILLS = 100, 5
VARIANT_KILLS = 5
KIOSKS = 2
AT_START = 10
"""One kill in so many comes while the kiosk starts."""
START_SECONDS, LIFE_SECONDS, PACE_SECONDS = 0.6, 0.6, 0.08
SYNC_SECONDS = 10  # until the sync beside has come so far as to say something
FAULTY = 0.3
LAST_WORDS_SECONDS = 60
VARIANTS = {
    "no_idempotency_key": "each try under a new ref",
    "mark_before_send": "delivered when sent off",
    "ack_before_commit": "the receipt before the commit",
}


class Fight:
    """Kiosks and their platform, killed again and again. What was acknowledged is kept in a file, so that a broken run
    goes on."""

    def __init__(self, notes: Path, platform: rig.Platform, kiosks: list[rig.Kiosk]) -> None:
        self.notes, self.platform = tally.Notes(notes), platform
        self.kiosks = {kiosk: Proxy(platform.url, number) for number, kiosk in enumerate(kiosks)}
        for kiosk, proxy in self.kiosks.items():
            kiosk.through(proxy.url)
        self.acked: dict[str, str] = {}
        self.how: Counter[str] = Counter()
        self.strays = 0
        self.lock = threading.Lock()
        for said in self.notes:
            self._note(said["how"], said["acked"])

    @property
    def done(self) -> int:
        """Kills of kiosks."""
        return self.how.total() - self.platform_kills

    @property
    def platform_kills(self) -> int:
        return self.how["platform"]

    def _note(self, how: str, acked: dict[str, str]) -> None:
        self.how[how] += 1
        self.acked |= acked

    def _write(self, how: str, acked: dict[str, str]) -> None:
        with self.lock:
            self._note(how, acked)
            self.notes.add({"how": how, "acked": acked})

    def go(self, kills: int, platform_kills: int) -> None:
        """Up to so many kills, of the platform at even distances between them."""
        for proxy in self.kiosks.values():
            proxy.fault = mixed(FAULTY, faults.EVERYDAY)
        rounds = iter(range(self.done, kills * 2))
        with ThreadPoolExecutor(len(self.kiosks)) as pool:
            beside = [pool.submit(self._rounds, kiosk, rounds, kills) for kiosk in self.kiosks]
            while any(not one.done() for one in beside):
                if self.platform_kills < platform_kills * self.done // kills:
                    self._kill_platform()
                time.sleep(0.1)
            for one in beside:
                one.result()

    def reckon(self, others: Collection[str] = ()) -> dict[str, int]:
        """After the last sync, through an honest network: how many were lost, doubled, falsely delivered."""
        for kiosk, proxy in self.kiosks.items():
            proxy.fault = honest
            kiosk.synced()
            proxy.close()
        return rig.reckoned(self.acked, list(self.kiosks), self.platform, others).counts

    def _rounds(self, kiosk: rig.Kiosk, rounds: Iterator[int], kills: int) -> None:
        while self.done < kills:
            with self.lock:
                number = next(rounds)
            self._round(kiosk, random.Random(number), number % AT_START == 0)

    def _round(self, kiosk: rig.Kiosk, chance: random.Random, starting: bool) -> None:
        """One start of the kiosk, filing and syncing until both are killed, at once or one after the other."""
        pipe = kiosk.pipe()
        if starting:
            self._file(pipe, chance, chance.uniform(0, START_SECONDS))
            self._write("in the start", pipe.kill())
            return
        met = self.kiosks[kiosk].connections
        until = time.monotonic() + SYNC_SECONDS
        while self.kiosks[kiosk].connections == met and time.monotonic() < until:
            self._file(pipe, chance, 0)
            time.sleep(PACE_SECONDS * 3)
        self._file(pipe, chance, chance.uniform(0, LIFE_SECONDS))
        how = chance.choice(("both", "sync, then pipe", "sync, then pipe", "pipe"))
        if how == "both":
            self._write("both", pipe.kill())
        elif how == "pipe":
            self._write("pipe", pipe.kill_alone())
            self.strays += not pipe.gone(LAST_WORDS_SECONDS)
        else:
            pipe.kill_sync()
            self._write("sync", {})
            self._file(pipe, chance, chance.uniform(0, LIFE_SECONDS))
            self._write("pipe", pipe.kill())

    @staticmethod
    def _file(pipe: rig.Pipe, chance: random.Random, seconds: float) -> None:
        """Files reports at a resident's uneven pace, at least one."""
        until = time.monotonic() + seconds
        while pipe.file(rig.report()):
            time.sleep(chance.expovariate(1 / PACE_SECONDS))
            if time.monotonic() >= until:
                return

    def _kill_platform(self) -> None:
        self.platform.kill()
        self.platform.start()
        self._write("platform", {})
        tally.progress(f"{self.done} kills, {self.platform_kills} of the platform, {len(self.acked)} receipts")


def main() -> None:
    arguments = tally.asked("kill", __doc__, f"{QUICK_KILLS} kills instead of {KILLS}")
    quick = arguments.quick
    kills, platform_kills = (QUICK_KILLS, QUICK_PLATFORM_KILLS) if quick else (KILLS, PLATFORM_KILLS)
    tally.begin("kill", 1.5 if quick else 15, f"{kills} SIGKILLs of the kiosk and {platform_kills} of the platform")
    folder = arguments.folder()
    counts = tally.Tally(arguments)
    platform = rig.Platform(folder / "platform")
    platform.start()
    try:
        *kiosks, bad = rig.enrolled(folder, platform, KIOSKS + 1)
        fight = Fight(folder / "kills.jsonl", platform, kiosks)
        fight.go(kills, platform_kills)
        wrong = fight.reckon()
        counts.count("SIGKILLs of the kiosk", fight.done, **wrong, left_running=fight.strays)
        counts.count("SIGKILLs of the platform", fight.platform_kills, **wrong)
        counts.count("receipts shown", len(fight.acked), **wrong)
        hit = ", ".join(f"{count} {name}" for name, count in sorted(fight.how.items()) if name != "platform")
        met = Counter[str]()
        for proxy in fight.kiosks.values():
            met += proxy.seen
        counts.note(f"Killed: {hit}. Connections: {rig.listed(met)}.")
        for name, what in VARIANTS.items():
            counts.control(f"`{name}`: {what}", *variant(name, folder, platform, bad))
    finally:
        platform.kill(signal.SIGTERM)
    counts.end()


def variant(name: str, folder: Path, platform: rig.Platform, kiosk: rig.Kiosk) -> tuple[str, bool]:
    """What the same ordeal finds in a known-bad variant; what others have left on the platform is passed over."""
    others = {row["ref"] for row in platform.reports()}
    kiosk.env |= rig.surroundings(name)
    bad = Fight(folder / f"{name}.jsonl", platform, [kiosk])
    bad.go(VARIANT_KILLS, 0)
    found = bad.reckon(others)
    return f"{rig.listed(found)}, of {len(bad.acked)} receipts", any(found.values())


if __name__ == "__main__":
    main()
