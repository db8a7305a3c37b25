"""Platform: reports taken in batches of 100 and one by one, beside raw inserts and beside verifying and signing alone (3 min)."""

from __future__ import annotations

import argparse
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import findings
import stage
from front import cpu_seconds, settle
from ordeals.wire import Device, Json
from yardsticks import inserted, verified_and_signed

BATCHED, SINGLE, BATCH = 4000, 400, 100
LEASE = "20000"


def taken(device: Device, pid: int, envelopes: Sequence[Json], size: int) -> tuple[float, float]:
    """Wall and server CPU seconds to take all, `size` in a request; every one must be answered `stored`."""
    began, used = time.perf_counter(), cpu_seconds(pid)
    for start in range(0, len(envelopes), size):
        answers = device.offer(envelopes[start : start + size])
        assert all(one["outcome"] == "stored" for one in answers), answers[:1]
    return time.perf_counter() - began, cpu_seconds(pid) - used


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    findings.begin(3, f"{BATCHED:,} reports in batches and {SINGLE} one by one")
    with tempfile.TemporaryDirectory() as folder:
        platform = stage.Platform(Path(folder) / "platform")
        platform.start()
        try:
            device = Device(platform.url)
            device.enrol(platform.command("enrol-code", "--lease", LEASE).strip())
            batched, single, first = (device.reports(count) for count in (BATCHED, SINGLE, BATCH))
            device.offer(first)  # everything is loaded now
            settle(platform.pid)
            wall, cpu = taken(device, platform.pid, batched, BATCH)
            one_wall, one_cpu = taken(device, platform.pid, single, 1)
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
