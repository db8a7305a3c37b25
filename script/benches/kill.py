"""Killed at any instant: SIGKILL while filing, then every printed receipt must be there once (20 min; --quick 1 min)."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path

import findings
import stage

from offline_cache.catalogue import Catalogue
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox

KILLS, QUICK = 1000, 40
AT_START = 10  # one in so many is killed while it starts
REFS = 200
SYNC_EVERY = 50
LEASE = "20000"
FILER = """
import sys
from pathlib import Path
from offline_cache.catalogue import Catalogue
from offline_cache.outbox import Outbox
from offline_cache.records import Report
outbox = Outbox(Path(sys.argv[1]), Catalogue(Path(sys.argv[1])))
print("ready", flush=True)
for line in sys.stdin:
    taken = outbox.file(Report(ref=line.strip(), category="streetlight", words="路灯不亮"))
    print(taken.ref, taken.code, flush=True)
"""


def killed(data: Path, seed: int) -> dict[str, str]:
    """A process that files reports and is killed at a random instant; the receipts it had printed by then."""
    chance = random.Random(seed)
    refs = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(REFS)]
    child = subprocess.Popen(
        [sys.executable, "-c", FILER, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=stage.ROOT,
    )
    assert child.stdin and child.stdout
    child.stdin.write("\n".join(refs) + "\n")
    child.stdin.flush()
    if seed % AT_START:
        assert child.stdout.readline() == "ready\n"
    time.sleep(chance.uniform(0, 0.4))
    os.kill(child.pid, signal.SIGKILL)
    out = child.stdout.read()
    child.stdout.close()
    child.wait()
    with suppress(BrokenPipeError):
        child.stdin.close()
    return dict(line.split() for line in out.splitlines(keepends=True) if line.endswith("\n") and line != "ready\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} kills instead of {KILLS}")
    parser.add_argument(
        "--data", type=Path, default=stage.ROOT / "var" / "bench-kill", help="kept, so that it can go on after a break"
    )
    arguments = parser.parse_args()
    kills = QUICK if arguments.quick else KILLS
    folder = arguments.data.absolute() / str(kills)
    folder.mkdir(parents=True, exist_ok=True)
    notes = folder / "printed.jsonl"
    done = [json.loads(line) for line in notes.read_text("utf-8").splitlines()] if notes.exists() else []
    findings.begin(1 if arguments.quick else 20, f"{kills} kills, {len(done)} of them done before")
    platform = stage.Platform(folder / "platform")
    platform.start()
    kiosk = stage.KioskMachine(folder / "kiosk", platform.url, dict(os.environ))
    try:
        if kiosk.command("sync", "once").returncode == 77:
            kiosk.enrol(platform.command("enrol-code", "--lease", LEASE).strip())
        with notes.open("a", encoding="utf-8") as file:
            for seed in range(len(done), kills):
                done.append(killed(kiosk.data, seed))
                file.write(json.dumps(done[-1]) + "\n")
                file.flush()
                if seed % SYNC_EVERY == SYNC_EVERY - 1:
                    kiosk.command("sync", "once")
                    findings.progress(f"{seed + 1} kills, {sum(map(len, done))} receipts printed")
        printed = {ref: receipt for one in done for ref, receipt in one.items()}
        rows = Ledger(Outbox(kiosk.data, Catalogue(kiosk.data))).rows()
        kept = {row.envelope.ref: row.envelope.receipt for row in rows}
        lost = [ref for ref, receipt in printed.items() if kept.get(ref) != receipt]
        assert kiosk.command("sync", "once").returncode == 0
        reports = platform.reports()
    finally:
        platform.kill(signal.SIGTERM)
    there = {report["ref"]: report["receipt"] for report in reports}
    missing = [ref for ref, receipt in printed.items() if there.get(ref) != receipt]
    doubled = len(reports) - len(there) + len(rows) - len(kept) + len(kept) - len(set(kept.values()))
    text = f"{kills:,} SIGKILLs, {len(printed):,} receipts printed, {len(kept):,} reports kept, {len(there):,} on the platform: "
    text += f"**{len(lost)} lost on the kiosk, {len(missing)} lost on the way, {doubled} doubled** (must be 0 each)."
    findings.write("kill", text)
    if lost or missing or doubled:
        raise SystemExit(3)


if __name__ == "__main__":
    main()
