"""Reports to the platform: 1,000 queued ones drained to the real platform on loopback, one row each (2 min)."""

from __future__ import annotations

import argparse
import os
import resource
import signal
import tempfile
import time
import uuid
from pathlib import Path

import findings
import stage

from offline_cache.catalogue import Catalogue
from offline_cache.outbox import Outbox
from offline_cache.records import Receipt, Report


def file_many(data: Path, number: int) -> dict[str, str]:
    """Files reports as the screen does, in this process; their receipts by ref."""
    outbox = Outbox(data, Catalogue(data))
    filed = {}
    for count in range(number):
        taken = outbox.file(Report(ref=str(uuid.uuid4()), category="streetlight", words=f"路灯不亮，第{count}盏。"))
        assert isinstance(taken, Receipt), taken
        filed[taken.ref] = taken.code
    return filed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    number = parser.parse_args().reports
    findings.begin(2, f"{number} reports to the platform")
    with tempfile.TemporaryDirectory() as folder:
        platform = stage.Platform(Path(folder) / "platform")
        platform.start()
        try:
            kiosk = stage.KioskMachine(Path(folder) / "kiosk", platform.url, dict(os.environ))
            kiosk.enrol(platform.facts["enrol_code"])
            kiosk.command("sync", "once")
            began = time.monotonic()
            filed = file_many(kiosk.data, number)
            filing = time.monotonic() - began
            findings.progress(f"filed in {filing:.1f} s; draining")
            began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            done = kiosk.command("sync", "once")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            own = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
            draining = time.monotonic() - began
            assert done.returncode == 0, done.stderr
            began = time.monotonic()
            assert kiosk.command("sync", "once").returncode == 0
            idle = time.monotonic() - began
            there = {report["ref"]: report["receipt"] for report in platform.reports()}
            assert len(platform.reports()) == len(there), "a report twice"
            assert there == filed, f"{len(filed.keys() - there.keys())} reports are missing"
        finally:
            platform.kill(signal.SIGTERM)
    rows = [
        (
            "filed: sealed, committed with FULL, copied to the spool",
            f"{number / filing:.0f}/s",
            f"{filing / number * 1000:.1f} ms each",
        ),
        ("drained by `kiosk sync once`, process start and all", f"{number / draining:.0f}/s", f"{draining:.1f} s"),
        (
            "drained, without what an idle `sync once` takes",
            f"{number / (draining - idle):.0f}/s",
            f"{draining - idle:.1f} s",
        ),
        ("the kiosk's share of that: CPU of its process", "", f"{own:.1f} s"),
    ]
    text = f"{number:,} reports, `central-platform demo` (SQLite) on loopback; afterwards {len(there):,} rows, each once, each with its receipt.\n\n"
    findings.write("sync", text + findings.table(("", "reports", "time"), rows))


if __name__ == "__main__":
    main()
