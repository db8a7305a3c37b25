"""Damage to each file the kiosk keeps: a bit, 512 bytes, a page, the tail, the whole; one file at a time, then healed."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ordeals import rig, tally

EACH, QUICK_IN_ALL = 500, 30
REPORTS = 12
SECTOR, PAGE = 512, 4096
SEARCH_SECONDS = 10
DOCTOR_EVERY = 10
"""After every so many damages the doctor is asked too, somebody asks for a service and files a report: that takes seconds."""
DAMAGED, REPAIRED, NOT_ENROLLED = 3, 4, 77
Hurt = Callable[[bytes, random.Random], bytes | None]


def bit(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def zeros(size: int) -> Hurt:
    def hurt(data: bytes, chance: random.Random) -> bytes:
        start = chance.randrange(len(data)) // size * size
        return data[:start] + bytes(len(data[start : start + size])) + data[start + size :]

    return hurt


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def gone(data: bytes, chance: random.Random) -> None:
    return None


HURTS: dict[str, Hurt] = {"bit": bit, "512 bytes": zeros(SECTOR), "page": zeros(PAGE), "cut": cut, "gone": gone}


class Ward:
    """A kiosk with reports that are waiting and reports that were delivered, to be damaged and set back."""

    def __init__(self, folder: Path, platform: rig.Platform) -> None:
        self.folder, self.platform = folder, platform
        (self.kiosk,) = rig.enrolled(folder, platform)
        self.whole, self.notes = folder / "whole", folder / "receipts.json"
        if not self.notes.exists():
            acked = self._filed()
            assert self.kiosk.synced()
            away = rig.Kiosk(self.kiosk.data, "http://127.0.0.1:9")
            acked |= self._filed(away)
            shutil.copytree(self.kiosk.data, self.whole)
            self.notes.write_text(json.dumps(acked))
        self.acked: dict[str, str] = json.loads(self.notes.read_text())

    def _filed(self, kiosk: rig.Kiosk | None = None) -> dict[str, str]:
        pipe = (kiosk or self.kiosk).pipe()
        for _ in range(REPORTS):
            pipe.file(rig.report())
        return dict(pipe.close())

    def well(self) -> None:
        """The kiosk as it was before anybody hurt it."""
        shutil.rmtree(self.kiosk.data)
        shutil.copytree(self.whole, self.kiosk.data)

    def files(self) -> dict[str, list[Path]]:
        """What `kiosk paths` names, folders opened, by what it holds."""
        found = {}
        for name, paths in self.kiosk.paths().items():
            below = [each for path in paths for each in ([path] if path.is_file() else sorted(path.rglob("*")))]
            found[name] = [path for path in below if path.is_file() and path.stat().st_size]
        return {name: paths for name, paths in found.items() if paths}


def hurt(ward: Ward, holds: str, path: Path, how: str, chance: random.Random, thorough: bool) -> Counter[str]:
    """One file damaged in one way, and what became of it."""
    wrong: Counter[str] = Counter()
    kiosk = ward.kiosk
    ward.well()
    data = HURTS[how](path.read_bytes(), chance)
    path.unlink() if data is None else path.write_bytes(data)
    if thorough or holds == "content":
        wrong += asked(kiosk)
    if thorough:
        wrong += examined(kiosk, holds)
    once = kiosk.command("sync", "once")
    if once.returncode == NOT_ENROLLED:
        wrong["not_in_words"] += "登记" not in once.stderr
        kiosk.enrol(ward.platform.code(100))
        once = kiosk.command("sync", "once")
    wrong["not_sent"] += once.returncode != 0
    wrong["traceback"] += "Traceback" in once.stderr
    kept = {row["ref"]: (row["receipt"], row["state"]) for row in kiosk.outbox()}
    wrong["lost"] += sum(kept.get(ref) != (receipt, "delivered") for ref, receipt in ward.acked.items())
    if thorough or holds == "outbox":
        wrong += filed_again(kiosk, ward)
    return wrong


def asked(kiosk: rig.Kiosk) -> Counter[str]:
    """Somebody asks for a service while the kiosk heals."""
    began = time.monotonic()
    found = kiosk.command("service", "search", "路灯坏了", "--json")
    return Counter(
        no_answer=found.returncode != 0 or not json.loads(found.stdout)["hits"],
        slow_answer=time.monotonic() - began > SEARCH_SECONDS,
        traceback="Traceback" in found.stderr,
    )


def filed_again(kiosk: rig.Kiosk, ward: Ward) -> Counter[str]:
    """Another report is taken, under a number nobody has."""
    taken = kiosk.command("report", "file", "-", "--json", given=json.dumps(rig.report()))
    receipt = json.loads(taken.stdout).get("receipt") if taken.returncode == 0 else None
    return Counter(takes_no_more=receipt is None, number_given_twice=receipt in ward.acked.values())


def examined(kiosk: rig.Kiosk, holds: str) -> Counter[str]:
    """The doctor tells what is damaged and mends it: 3, then 4, then 0; keys it can only tell."""
    before = kiosk.command("doctor")
    repaired = kiosk.command("doctor", "--repair")
    after = kiosk.command("doctor")
    codes = (before.returncode, repaired.returncode, after.returncode)
    healed = codes in (
        (0, 0, 0),
        (DAMAGED, REPAIRED, 0),
        (0, REPAIRED, 0),
    )  # 0 first: the search has healed it, or no harm
    told = holds == "keys" and codes == (DAMAGED, DAMAGED, DAMAGED) and "登记" in after.stdout
    return Counter(
        not_mended=not (healed or told), traceback=sum("Traceback" in one.stderr for one in (before, repaired, after))
    )


def main() -> None:
    arguments = tally.asked("damage", __doc__, f"{QUICK_IN_ALL} damages in all instead of {EACH} to each file")
    quick = arguments.quick
    tally.begin("damage", 2 if quick else 300, "bits, sectors, pages, tails and whole files taken away")
    folder = arguments.folder()
    platform = rig.Platform(folder / "platform")
    platform.start()
    counts = tally.Tally(arguments)
    try:
        ward = Ward(folder, platform)
        for holds, (tries, wrong) in all_hurts(folder, ward, quick).items():
            counts.count(f"damages to {holds}", tries, **wrong)
    finally:
        platform.kill()
    counts.end()


KINDS = (
    "lost",
    "not_sent",
    "no_answer",
    "slow_answer",
    "not_in_words",
    "not_mended",
    "takes_no_more",
    "number_given_twice",
    "traceback",
)


def all_hurts(folder: Path, ward: Ward, quick: bool) -> dict[str, tuple[int, dict[str, int]]]:
    """Every kind of damage to every file in turn, going on where an earlier run was broken off."""
    ward.well()
    groups = ward.files()
    files = [(holds, path) for holds, paths in groups.items() for path in (paths[:1] if holds == "spool" else paths)]
    tries = QUICK_IN_ALL if quick else EACH * len(files)
    done = tally.Notes(folder / "damages.jsonl")
    for number in range(len(done), tries):
        chance = random.Random(number)
        holds, path = files[number % len(files)]
        path = chance.choice(groups["spool"]) if holds == "spool" else path
        how = list(HURTS)[number // len(files) % len(HURTS)]
        wrong = hurt(ward, holds, path, how, chance, thorough=number % DOCTOR_EVERY == 0)
        done.add({"holds": holds, "wrong": dict(wrong)})
        if any(wrong.values()):
            tally.progress(f"number {number}: {how} of {path.name}: {dict(+wrong)}")
        elif (number + 1) % 10 == 0:
            tally.progress(f"{number + 1} of {tries} damages")
    found: dict[str, tuple[int, dict[str, int]]] = {}
    for holds in groups:
        these = [Counter(one["wrong"]) for one in done if one["holds"] == holds]
        total = sum(these, Counter())
        found[holds] = (len(these), {kind: total[kind] for kind in KINDS})
    return found


if __name__ == "__main__":
    main()
