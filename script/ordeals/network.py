"""Network faults and false platforms: nothing lost, doubled, parked or revoked unsigned; the screen answers."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Mapping

import stage

from ordeals import certificates, faults, gui, rig, statuses, tally
from ordeals.forger import Forger
from ordeals.proxy import Fault, Proxy, ask, honest, mixed

FAULTY = 0.7
PACE_SECONDS = 0.25
PATIENCE_SECONDS = 2
"""For each connection, on a busy machine; a kiosk that makes none any more must not hold up the rest."""
MEMORY_MB = 64
"""So much a sync process may grow under answers of 300 MB."""
VARIANT_CONNECTIONS = 200
LIVELY = {
    "KIOSK_READ_TIMEOUT": "1",
    "KIOSK_BACKOFF_BASE": "0.01",
    "KIOSK_BACKOFF_MAX": "0.05",
    "KIOSK_HELLO_SECONDS": "0.2",
    "KIOSK_POINTER_SECONDS": "0.2",
}
"""A kiosk that asks for everything all the time, so that every kind of answer meets every fault."""


def kinds() -> dict[Fault, float]:
    """Every fault and how often; those that only make the kiosk wait are rarer."""
    forger = Forger()
    often = (
        faults.reset, faults.reset_answer, faults.lost_answer, faults.truncated, faults.garbage, faults.altered,
        faults.captive, faults.redirect, faults.doubled, faults.late, forger.forged, forger.stale,
    )  # fmt: skip
    seldom = {faults.half_open: 0.4, faults.slow: 0.15, faults.oversize: 0.4}
    return dict.fromkeys(often, 1.0) | seldom | dict.fromkeys(faults.UNSIGNED, 0.25)


def storm(kiosks: Mapping[rig.Kiosk, Proxy], connections: int, fault: Fault) -> tuple[dict[str, str], float]:
    """Files and syncs through `fault` until there were so many connections; the receipts, and by how many MiB the
    largest sync process grew."""
    for proxy in kiosks.values():
        proxy.fault = fault
    pipes = [kiosk.pipe() for kiosk in kiosks]
    first: dict[int, float] = {}
    met = grown = told = 0.0
    until = time.monotonic() + connections * PATIENCE_SECONDS
    while met < connections and time.monotonic() < until:
        for pipe in pipes:
            pipe.file(rig.report())
            for pid in stage.family(pipe.pid):
                if met > connections / 10:  # by then it has done everything once
                    grown = max(grown, rig.peak_mb(pid) - first.setdefault(pid, rig.peak_mb(pid)))
        time.sleep(PACE_SECONDS)
        met = sum(proxy.connections for proxy in kiosks.values())
        if met // 1000 > told:
            told = met // 1000
            tally.progress(f"{met:,} connections")
    acked: dict[str, str] = {}
    for pipe in pipes:
        acked |= pipe.close()
    return acked, grown


def replayed(requests: list[bytes], target: tuple[str, int], count: int) -> tuple[int, int]:
    """Sends what was asked before again, three times, shuffled; how many, and how many broke the platform."""
    chance = random.Random(count)
    known = list(dict.fromkeys(requests))
    again = chance.sample(known, min(len(known), count // 3)) * 3
    chance.shuffle(again)
    broke = sum(not ask(target, request).startswith((b"HTTP/1.1 2", b"HTTP/1.1 4")) for request in again)
    return len(again), broke


def trusting(kiosk: rig.Kiosk, platform: rig.Platform) -> tuple[str, bool]:
    """What a kiosk that believes everybody makes of portals and statuses."""
    proxy = Proxy(platform.url)
    kiosk.through(proxy.url)
    kiosk.env |= rig.surroundings("trusts_anybody") | LIVELY
    others = {row["ref"] for row in platform.reports()}
    fault = mixed(FAULTY, (faults.captive, faults.unsigned(409)))
    acked, _ = storm({kiosk: proxy}, VARIANT_CONNECTIONS, fault)
    proxy.fault = honest
    kiosk.synced(1)
    found, parked = rig.reckoned(acked, kiosk, platform, others).counts, len(kiosk.parked())
    words = f"{rig.listed(found | {'parked': parked})}, of {len(acked)} receipts"
    return words, bool(found["lost"] and found["falsely_delivered"])


def weathered(counts: tally.Tally, kiosks: list[rig.Kiosk], platform: rig.Platform, quick: bool) -> dict[str, str]:
    """The storm, and everything that was asked in it once more. The receipts."""
    proxies = {kiosk: Proxy(platform.url, number) for number, kiosk in enumerate(kiosks)}
    for kiosk, proxy in proxies.items():
        kiosk.through(proxy.url)
        proxy.requests = []
    weights = kinds()
    acked, grown = storm(proxies, 700 if quick else 10_000, mixed(FAULTY, list(weights), list(weights.values())))
    for proxy in proxies.values():
        proxy.fault = honest
    parked = sum(len(kiosk.parked()) for kiosk in kiosks)
    revoked = sum(kiosk.command("sync", "once").returncode == statuses.NOT_WELCOME for kiosk in kiosks)
    for kiosk in kiosks:
        kiosk.synced()
    met = sum((proxy.seen for proxy in proxies.values()), Counter[str]())
    found = rig.reckoned(acked, kiosks, platform)
    counts.count("connections", met.total(), **found.counts, parked=parked, revoked=revoked)
    counts.count("answers of 300 MB", met["oversize"], memory_grew_by_64_MiB=int(grown > MEMORY_MB))
    counts.note(f"What the connections met: {rig.listed(met)}. The largest sync process grew by {grown:.0f} MiB.")
    requests = [one for proxy in proxies.values() for one in proxy.requests or []]
    before = platform.reports()
    sent, broke = replayed(requests, next(iter(proxies.values())).target, 300 if quick else 5_000)
    changed = int(platform.reports() != before)
    counts.count("requests sent again, three times, shuffled", sent, changed_anything=changed, broke_the_platform=broke)
    return acked


def main() -> None:
    arguments = tally.asked("network", __doc__, "700 connections instead of 10,000")
    quick = arguments.quick
    tally.begin("network", 2 if quick else 40, "a hall behind a faulty network and false platforms")
    folder = arguments.folder(goes_on=False)
    counts = tally.Tally(arguments)
    platform = rig.Platform(folder / "platform")
    platform.start()
    try:
        first, second, screen, bad = rig.enrolled(folder, platform, 4, **LIVELY)
        acked = weathered(counts, [first, second], platform, quick)

        proxy = Proxy(platform.url)
        first.through(proxy.url)
        more, said, wrong = statuses.unsigned(first, proxy, 5 if quick else 100)
        acked |= more
        counts.count("unsigned statuses for the head of the queue", said, **wrong)
        more, unlike = statuses.signed(second, first, 5 if quick else 100)
        acked |= more
        counts.count("signed refusals", 5 if quick else 100, other_than_that_one_parked=len(unlike))

        proxy = Proxy(platform.url)
        took, more = gui.tapped(folder / "screen", screen, proxy, mixed(FAULTY, list(kinds())), 2 if quick else 25)
        acked |= more
        late = sum(each.late for each in took)
        counts.count("taps on a screen behind the same network", len(took), answered_after_a_second=late)
        slowest = max(took, key=lambda each: each.answered_ms)
        said = f"{slowest.answered_ms:.0f} ms, {slowest.waited_ms:.0f} ms of them spent waiting for a core"
        counts.note(f"The slowest tap was answered after {said}.")
        proxy.fault = honest
        screen.synced()

        sent, wrong = certificates.tried(folder / "tls", first, platform, 2 if quick else 50)
        counts.count(
            "connections to a false or broken certificate, TLS 1.1, a closed port, no such name", sent, **wrong
        )
        found = rig.reckoned(acked, [first, second, screen], platform).counts
        found["doubled"] -= len(set(second.parked()))
        counts.count("receipts shown", len(acked), **found)
        counts.control("`trusts_anybody`: what is unsigned counts", *trusting(bad, platform))
    finally:
        platform.kill(signal.SIGTERM)
    counts.end()


if __name__ == "__main__":
    main()
