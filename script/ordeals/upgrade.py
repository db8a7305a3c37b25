"""Other programs' data: an upgrade killed at any instant, data of the last two schemas, a downgrade and back."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path

from ordeals import rig, tally

KILLS, QUICK_KILLS = 500, 50
REPORTS = 12
NEXT, AFTER_NEXT = "next_program", "program_after_next"
HALF = "upgrades_half"
VARIANT_KILLS = 40
DOWNGRADED = 3
"""Reports filed by the older program on the newer one's data."""
STEP_SECONDS = 0.15
"""How long the schema steps of the next programs take, in the variants; most kills fall in there."""
BEFORE = 10
"""One kill in so many comes before the copy that is made before an upgrade, the others while the steps are taken."""


class Estate:
    """The data of one kiosk as this program left them, to be given to others."""

    def __init__(self, folder: Path, platform: rig.Platform) -> None:
        self.platform = platform
        (self.kiosk,) = rig.enrolled(folder, platform)
        self.left, notes = folder / "left", folder / "receipts.json"
        if not notes.exists():
            pipe = self.kiosk.pipe()
            for _ in range(REPORTS):
                pipe.file(rig.report())
            acked = dict(pipe.close())
            ignored = shutil.ignore_patterns("content.db*", "good")
            shutil.copytree(self.kiosk.data, self.left, dirs_exist_ok=True, ignore=ignored)
            notes.write_text(json.dumps(acked))
        self.acked: dict[str, str] = json.loads(notes.read_text())

    def heir(self, folder: Path, program: str | None, of: Path | None = None) -> rig.Kiosk:
        """The data, in the hands of this program or of another."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(of or self.left, folder)
        return as_program(folder, program)


def as_program(data: Path, program: str | None) -> rig.Kiosk:
    """Another program on the same data; nobody is at the other end."""
    return rig.Kiosk(data, "http://127.0.0.1:9", rig.surroundings(program))


def kept(kiosk: rig.Kiosk) -> dict[str, str] | None:
    """What it has in its outbox; None when it cannot tell."""
    done = kiosk.command("outbox", "list", "--json")
    if done.returncode:
        return None
    return {row["ref"]: row["receipt"] for row in json.loads(done.stdout)["envelopes"]}


def killed_upgrading(estate: Estate, folder: Path, program: str, seed: int) -> Counter[str]:
    """The program after next opens data of now, is killed, opens them again: old or new, never half, nothing lost."""
    kiosk = estate.heir(folder, program)
    command = [*kiosk.program, "outbox", "list"]
    with subprocess.Popen(command, env=kiosk.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as upgrading:
        while seed % BEFORE and not (folder / "outbox.db.before").exists() and upgrading.poll() is None:
            time.sleep(0.002)
        time.sleep(random.Random(seed).uniform(0, 3 * STEP_SECONDS))
        upgrading.kill()
    finished = upgrading.returncode == 0
    found = kept(kiosk)
    lost = len(estate.acked) if found is None else sum(found.get(ref) != code for ref, code in estate.acked.items())
    return Counter(half=found is None, lost=lost, too_late=finished)


def brought_up(estate: Estate, folder: Path, programs: list[str | None]) -> Counter[str]:
    """The data go through the hands of these programs, each filing one report more."""
    acked, wrong = dict(estate.acked), Counter[str]()
    estate.heir(folder, None)
    for program in programs:
        kiosk = as_program(folder, program)
        taken = kiosk.command("report", "file", "-", "--json", given=json.dumps(rig.report()))
        wrong["refused"] += taken.returncode != 0
        if taken.returncode == 0:
            said = json.loads(taken.stdout)
            wrong["number_given_twice"] += said["receipt"] in acked.values()
            acked[said["ref"]] = said["receipt"]
    found = kept(as_program(folder, programs[-1]))
    wrong["lost"] += len(acked) if found is None else sum(found.get(ref) != code for ref, code in acked.items())
    return wrong


def downgraded(estate: Estate, folder: Path) -> Counter[str]:
    """This program on the data of the next one: polite, and reports are kept; then the next one is back and sends all."""
    wrong: Counter[str] = Counter()
    kept(estate.heir(folder, NEXT))
    now = as_program(folder, None)
    refused = now.command("outbox", "list")
    wrong["impolite"] += refused.returncode != 78 or "Traceback" in refused.stderr or "更新" not in refused.stderr
    pipe = now.pipe()
    for _ in range(DOWNGRADED):
        pipe.file(rig.report())
    acked = estate.acked | dict(pipe.close())
    wrong["refused"] += len(estate.acked) + DOWNGRADED - len(acked)
    wrong["number_given_twice"] += len(acked) - len(set(acked.values()))
    back = as_program(folder, NEXT)
    back.env["KIOSK_PLATFORM_URL"] = estate.platform.url
    wrong["not_sent"] += not back.synced()
    there = {row["ref"]: row["receipt"] for row in estate.platform.reports()}
    wrong["lost"] += sum(there.get(ref) != receipt for ref, receipt in acked.items())
    return wrong


def main() -> None:
    arguments = tally.asked("upgrade", __doc__, f"{QUICK_KILLS} kills instead of {KILLS}")
    quick = arguments.quick
    kills = QUICK_KILLS if quick else KILLS
    tally.begin("upgrade", 2 if quick else 15, f"{kills} upgrades killed, data of other programs")
    folder = arguments.folder()
    platform = rig.Platform(folder / "platform")
    platform.start()
    counts = tally.Tally(arguments)
    try:
        estate = Estate(folder, platform)
        done = tally.Notes(folder / "kills.jsonl")
        for seed in range(len(done), kills):
            done.add(killed_upgrading(estate, folder / "heir", AFTER_NEXT, seed))
            if (seed + 1) % 10 == 0:
                tally.progress(f"{seed + 1} upgrades killed")
        total = sum(map(Counter, done), Counter())
        counts.count("upgrades killed", len(done), half=total["half"], lost=total["lost"])
        counts.note(f"{len(done) - total['too_late']} of them were still at work when they were killed.")
        ways: dict[str, list[str | None]] = {"N-1": [NEXT, AFTER_NEXT], "N-2": [AFTER_NEXT]}
        for name, programs in ways.items():
            wrong = brought_up(estate, folder / "heir", programs)
            counts.count(f"data of {name} brought up, {REPORTS} reports", REPORTS, **wrong)
        counts.count(
            f"downgraded and back, {DOWNGRADED} reports more",
            REPORTS + DOWNGRADED,
            **downgraded(estate, folder / "heir"),
        )
        bad = sum((killed_upgrading(estate, folder / "heir", HALF, seed) for seed in range(VARIANT_KILLS)), Counter())
        words = f"{bad['half']} half of {VARIANT_KILLS}, {bad['lost']} lost"
        counts.control(f"`{HALF}`: each statement commits by itself", words, bad["half"] + bad["lost"] > 0)
    finally:
        platform.kill()
    counts.end()


if __name__ == "__main__":
    main()
