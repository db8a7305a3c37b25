"""Platform: reports taken in batches of 100 and one by one, beside raw inserts and beside verifying and signing alone (3 min)."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import findings
import stage
from nacl.signing import SigningKey
from wire_kiosk import WireKiosk

BATCHED, SINGLE, BATCH = 4000, 400, 100
LEASE = "20000"


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def taken(kiosk: WireKiosk, pid: int, envelopes: Sequence[dict[str, str]], size: int) -> tuple[float, float]:
    """Wall and server CPU seconds to take all, `size` in a request; every one must be answered `stored`."""
    began, used = time.perf_counter(), cpu_seconds(pid)
    for start in range(0, len(envelopes), size):
        answers = kiosk.offer(list(envelopes[start : start + size]))
        assert all(one["outcome"] == "stored" for one in answers), answers[:1]
    return time.perf_counter() - began, cpu_seconds(pid) - used


def inserted(things: Sequence[dict[str, Any]], file: Path) -> float:
    """Seconds to insert these envelopes into a bare table, a batch a transaction, WAL and FULL."""
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
    db.close()
    return time.perf_counter() - began


def verified_and_signed(things: Sequence[dict[str, Any]]) -> float:
    """CPU seconds for the least cryptography there must be: one signature verified and one made for each."""
    device, platform = SigningKey.generate(), SigningKey.generate()
    texts = [f"linsheng/envelope/1\n{thing['signed']}".encode() for thing in things]
    signatures = [device.sign(text).signature for text in texts]
    began = time.process_time()
    for text, signature in zip(texts, signatures, strict=True):
        device.verify_key.verify(text, signature)
        platform.sign(text)
    return time.process_time() - began


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    findings.begin(3, f"{BATCHED:,} reports in batches and {SINGLE} one by one")
    with tempfile.TemporaryDirectory() as folder:
        platform = stage.Platform(Path(folder) / "platform")
        platform.start()
        try:
            kiosk = WireKiosk(platform.url, platform.command("enrol-code", "--lease", LEASE).strip())
            batched = [kiosk.report() for _ in range(BATCHED)]
            single = [kiosk.report() for _ in range(SINGLE)]
            kiosk.offer([kiosk.report() for _ in range(BATCH)])  # everything is loaded now
            wall, cpu = taken(kiosk, platform.pid, batched, BATCH)
            one_wall, one_cpu = taken(kiosk, platform.pid, single, 1)
            rows = platform.reports()
            assert len(rows) == len({row["ref"] for row in rows}) == BATCHED + SINGLE + BATCH
        finally:
            platform.kill(signal.SIGTERM)
        raw, crypto = inserted(batched, Path(folder) / "raw.db"), verified_and_signed(batched)

    def row(what: str, count: int, seconds: float, used: float | None) -> tuple[str, ...]:
        return (
            what,
            f"{count / seconds:,.0f}/s",
            f"{count / used:,.0f}/s" if used else "",
            f"{raw / len(batched) * count / seconds:.2f}",
        )

    text = findings.table(
        ("", "by the clock", "by one core's CPU", "of raw inserts"),
        [
            row("batches of 100: checked, stored, answered, signed", BATCHED, wall, cpu),
            row("one by one", SINGLE, one_wall, one_cpu),
            row("raw inserts of the same, 100 a transaction, FULL", BATCHED, raw, None),
            row("one signature verified and one made for each, nothing else", BATCHED, crypto, crypto),
        ],
    )
    findings.write("intake", f"`central-platform demo` (SQLite) on loopback, one client.\n\n{text}")


if __name__ == "__main__":
    main()
