"""A long outage ends: 10,000 queued reports drained, beside raw batched inserts and verify+sign alone."""

from __future__ import annotations

import argparse
import json
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any

import stage
from nacl.signing import SigningKey

from ordeals import rig, tally

REPORTS, QUICK_REPORTS = 10_000, 1_000
LEAST_PER_SECOND = REPORTS / 60
BATCH = 100
IN_HAND = 50
"""Lines given to the pipe ahead of its answers."""


def filed(kiosk: rig.Kiosk, count: int) -> dict[str, str]:
    """Reports filed while the platform cannot be reached."""
    pipe = kiosk.pipe()
    for number in range(count):
        pipe.file(rig.report(words=f"{rig.WORDS}第{number}盏。"))
        while number - len(pipe.acked) > IN_HAND and pipe.alive:
            time.sleep(0.01)
    return pipe.close()


def inserted(things: list[dict[str, Any]], file: Path) -> float:
    """Seconds to insert these envelopes into a bare SQLite table, a batch a transaction, WAL and FULL as everywhere."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE envelopes (ref TEXT PRIMARY KEY, receipt TEXT UNIQUE, signed TEXT, sig TEXT, sealed TEXT)")
    began = time.perf_counter()
    for start in range(0, len(things), BATCH):
        db.execute("BEGIN IMMEDIATE")
        for thing in things[start : start + BATCH]:
            said = json.loads(thing["signed"])
            row = (said["ref"], said["receipt"], thing["signed"], thing["sig"], thing["sealed"])
            db.execute("INSERT INTO envelopes VALUES (?, ?, ?, ?, ?)", row)
        db.execute("COMMIT")
    took = time.perf_counter() - began
    db.close()
    return took


def verified_and_signed(things: list[dict[str, Any]]) -> float:
    """Seconds for the least cryptography there must be: one signature verified and one made for each envelope."""
    device, platform = SigningKey.generate(), SigningKey.generate()
    texts = [f"linsheng/envelope/1\n{thing['signed']}".encode() for thing in things]
    signatures = [device.sign(text).signature for text in texts]
    began = time.perf_counter()
    for text, signature in zip(texts, signatures, strict=True):
        device.verify_key.verify(text, signature)
        platform.sign(text)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_REPORTS:,} reports instead of {REPORTS:,}")
    parser.add_argument("--data", type=Path, help="where its files are kept")
    arguments = parser.parse_args()
    quick = arguments.quick
    count = QUICK_REPORTS if quick else REPORTS
    tally.begin("drain", 0.7 if quick else 4, f"{count:,} queued reports drained to the platform")
    folder = rig.folder(arguments.data, "drain", quick=True)
    platform = rig.Platform(folder / "platform")
    platform.start()
    try:
        lease = {"lease": 2 * count, "KIOSK_READ_TIMEOUT": "60"}
        (kiosk,) = rig.enrolled(folder, platform, **lease)
        kiosk.env["KIOSK_BACKOFF_BASE"] = kiosk.env["KIOSK_BACKOFF_MAX"] = "300"
        kiosk.through(f"http://127.0.0.1:{stage.free_port()}")
        began = time.monotonic()
        acked = filed(kiosk, count)
        tally.progress(f"{count / (time.monotonic() - began):.0f} filed a second")
        kiosk.command("outbox", "export", str(folder / "envelopes.json"))
        kiosk.through(platform.url)
        began = time.monotonic()
        kiosk.command("sync", "once")
        drained = time.monotonic() - began
        began = time.monotonic()
        left = kiosk.command("sync", "once").returncode
        idle = time.monotonic() - began
        found = rig.reckoned(acked, kiosk, platform)
    finally:
        platform.kill(signal.SIGTERM)
    things = json.loads((folder / "envelopes.json").read_text("utf-8"))["envelopes"]
    counts = tally.Tally("drain", quick)
    slow = int(not quick and count / drained < LEAST_PER_SECOND)
    counts.count("queued reports drained", len(acked), **found.counts, left=int(left != 0), slower_than_a_minute=slow)
    counts.note(f"`kiosk sync once`, process start and all: {drained:.1f} s, {count / drained:.0f} reports a second.")
    counts.note(f"An idle `sync once`: {idle:.1f} s.")
    counts.note(
        f"Raw inserts of the same envelopes, {BATCH} a transaction: {inserted(things, folder / 'raw.db'):.1f} s."
    )
    counts.note(f"One signature verified and one made for each: {verified_and_signed(things):.1f} s.")
    counts.end()


if __name__ == "__main__":
    main()
