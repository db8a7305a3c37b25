"""kill -9 at any instant: every receipt that was printed is in the outbox, exactly once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from contextlib import suppress

from offline_cache.catalogue import Catalogue
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox

KILLS = 40
AT_START = KILLS // 4
FILER = """
import sys, uuid
from pathlib import Path
from offline_cache.catalogue import Catalogue
from offline_cache.outbox import Outbox
from offline_cache.records import Receipt, Report
data = Path(sys.argv[1])
outbox = Outbox(data, Catalogue(data))
print("ready", flush=True)
for line in sys.stdin:
    taken = outbox.file(Report(ref=line.strip(), category="streetlight", words="路灯不亮"))
    print(taken.ref, taken.code, flush=True)
"""


def killed_at_a_random_instant(data_dir, env, seed):
    """A process that files reports one after the other, and is killed; gives the receipts it has printed."""
    chance = random.Random(seed)
    refs = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(200)]
    child = subprocess.Popen(
        [sys.executable, "-c", FILER, str(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )
    child.stdin.write("\n".join(refs) + "\n")
    child.stdin.flush()
    if seed >= AT_START:
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.4))
    else:
        time.sleep(chance.uniform(0, 0.6))
    os.kill(child.pid, signal.SIGKILL)
    out = child.stdout.read()
    child.stdout.close()
    child.wait()
    with suppress(BrokenPipeError):
        child.stdin.close()
    return dict(line.split() for line in out.splitlines(keepends=True) if line.endswith("\n") and line != "ready\n")


def test_printed_receipts_survive_forty_kills_and_a_truncated_outbox(data_dir, env, platform):
    platform.enrol_directly(data_dir, numbers=8000)
    printed = {}
    for seed in range(KILLS):
        printed |= killed_at_a_random_instant(data_dir, env, seed)
    assert len(printed) > KILLS  # the killing hit processes at work
    kept = {row.envelope.ref: row.envelope.receipt for row in Ledger(Outbox(data_dir, Catalogue(data_dir))).rows()}
    assert {ref: kept.get(ref) for ref in printed} == printed
    assert max(Counter(kept.values()).values()) == 1
    with (data_dir / "outbox.db").open("r+b") as file:
        file.truncate(file.seek(0, 2) // 2)
    rows = Ledger(Outbox(data_dir, Catalogue(data_dir))).rows()
    assert {row.envelope.ref: row.envelope.receipt for row in rows} == kept
    assert len(rows) == len(kept)


def test_the_command_line_killed_while_filing(data_dir, env, platform):
    """The same through `kiosk report file`: what it has printed is there."""
    platform.enrol_directly(data_dir, numbers=500)
    chance, printed = random.Random(7), {}
    refs = [str(uuid.uuid4()) for _ in range(8)]
    for ref in refs:
        child = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "report", "file", "-", "--ref", ref, "--json"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env,
        )  # fmt: skip
        child.stdin.write('{"category": "noise", "words": "太吵"}')
        child.stdin.close()
        time.sleep(chance.uniform(0.2, 1.2))
        child.kill()
        out = child.stdout.read()
        child.stdout.close()
        child.wait()
        if out.endswith("\n"):
            printed[ref] = json.loads(out)["receipt"]
    ledger = Ledger(Outbox(data_dir, Catalogue(data_dir)))
    kept = {row.envelope.ref: row.envelope.receipt for row in ledger.rows()}
    assert {ref: kept.get(ref) for ref in printed} == printed
    assert set(kept) <= set(refs)
