"""A full disk and a read-only disk: a clear word or a receipt that holds, fifty more reports from the ballast, search goes on."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from pathlib import Path

from ordeals import rig, tally
from ordeals.small_disk import Kind, NotAllowed, SmallDisk, mounted

CYCLES: dict[Kind, int] = {"tmpfs": 50, "ext4": 20}
QUICK_CYCLES: dict[Kind, int] = {"tmpfs": 5, "ext4": 2}
READ_ONLY, QUICK_READ_ONLY = 20, 2
MEGABYTES = 56
FROM_BALLAST = 50
MOST = 400
REFUSALS_IN_A_ROW = 3
WORDS = "路" * 500
EXIT = {"disk-full": 75, "read-only": 74}
NOWHERE = "http://127.0.0.1:9"
VARIANT = "no_ballast"


def moved(kiosk: rig.Kiosk, disk: SmallDisk, known_bad: str | None = None) -> rig.Kiosk:
    """The kiosk with its data on that disk, and nobody at the other end."""
    data = disk.point / "data"
    shutil.copytree(kiosk.data, data)
    return rig.Kiosk(data, NOWHERE, rig.surroundings(known_bad))


def asked_again(kiosk: rig.Kiosk, why: str, wrong: Counter[str]) -> dict[str, str]:
    """The disk takes nothing now: filing says so by word and exit code, searching goes on.

    On a full disk the file system may have found another block meanwhile, as ext4 does: then there is a receipt, and it
    must hold. A disk that may not be written has none to find.
    """
    report = rig.report(words=WORDS)
    asked = kiosk.command("report", "file", "-", "--json", given=json.dumps(report))
    taken = asked.returncode == 0 and why == "disk-full"
    acked = {report["ref"]: json.loads(asked.stdout)["receipt"]} if taken else {}
    if not taken and (asked.returncode != EXIT[why] or not asked.stderr.strip() or "Traceback" in asked.stderr):
        wrong["unclear"] += 1
        tally.progress(f"exit {asked.returncode}: {asked.stderr.strip()[-300:]}")
    found = kiosk.command("service", "search", "路灯坏了", "--json")
    wrong["no_answer"] += found.returncode != 0 or not json.loads(found.stdout)["hits"]
    return acked


def to_the_brim(kiosk: rig.Kiosk) -> dict[str, str]:
    """Files until nothing more is taken; what was acknowledged."""
    pipe, asked, in_a_row = kiosk.pipe(), 0, 0
    while asked < MOST and in_a_row < REFUSALS_IN_A_ROW and pipe.file(rig.report(words=WORDS)):
        asked, taken = asked + 1, len(pipe.acked)
        while len(pipe.acked) + len(pipe.refused) < asked and pipe.alive:
            time.sleep(0.002)
        in_a_row = 0 if len(pipe.acked) > taken else in_a_row + 1
    acked = dict(pipe.close())
    assert not set(pipe.refused.values()) - {"disk-full"}, pipe.refused
    return acked


def drained(kiosk: rig.Kiosk, url: str, acked: dict[str, str], wrong: Counter[str]) -> None:
    """The platform is back: everything acknowledged is still there under its number, and is sent."""
    kiosk.env["KIOSK_PLATFORM_URL"] = url
    wrong["not_sent"] += not kiosk.synced()
    kept = {row["ref"]: (row["receipt"], row["state"]) for row in kiosk.outbox()}
    wrong["lost"] += sum(kept.get(ref) != (receipt, "delivered") for ref, receipt in acked.items())


def fill_and_drain(kiosk: rig.Kiosk, disk: SmallDisk, url: str, wrong: Counter[str]) -> dict[str, str]:
    """One cycle; what was acknowledged when the disk was full."""
    small = moved(kiosk, disk)
    disk.fill()
    acked = to_the_brim(small)
    wrong["too_few_from_the_ballast"] += len(acked) < FROM_BALLAST
    acked |= asked_again(small, "disk-full", wrong)
    while_full = small.command("sync", "once")
    wrong["traceback"] += "Traceback" in while_full.stderr
    disk.empty()
    drained(small, url, acked, wrong)
    return acked


def read_only(kiosk: rig.Kiosk, disk: SmallDisk, url: str, wrong: Counter[str]) -> dict[str, str]:
    """One remount while reports are filed; what was acknowledged before and after."""
    small = moved(kiosk, disk)
    pipe = small.pipe()
    asked = 0
    while not disk.read_only(True):
        asked += pipe.file(rig.report())
    asked += sum(pipe.file(rig.report()) for _ in range(3))
    acked = dict(pipe.close())
    wrong["unanswered"] += asked - len(acked) - len(pipe.refused)
    wrong["unclear"] += any(why != "read-only" for why in pipe.refused.values())
    acked |= asked_again(small, "read-only", wrong)
    assert disk.read_only(False)
    drained(small, url, acked, wrong)
    return acked


def cycles(
    folder: Path, kind: Kind, name: str, tries: int, one: object, *known: object
) -> tuple[dict[str, str], Counter[str], int]:
    """So many cycles on new disks, going on where an earlier run was broken off."""
    notes = folder / f"{name}-{kind}.jsonl"
    done = [json.loads(line) for line in notes.read_text().splitlines()] if notes.exists() else []
    for _ in range(len(done), tries):
        wrong: Counter[str] = Counter()
        with mounted(folder, kind, MEGABYTES) as disk:
            acked = one(known[0], disk, known[1], wrong)  # type: ignore[operator]
        done.append({"acked": acked, "wrong": dict(wrong)})
        with notes.open("a") as file:
            file.write(json.dumps(done[-1]) + "\n")
        tally.progress(f"{name}, {kind}: {len(acked)} taken, {dict(+wrong) or 'well'}")
    total = sum((Counter(each["wrong"]) for each in done), Counter())
    fewest = min((len(each["acked"]) for each in done), default=0)
    return {ref: receipt for each in done for ref, receipt in each["acked"].items()}, total, fewest


FULL_KINDS = ("lost", "not_sent", "unclear", "no_answer", "too_few_from_the_ballast", "traceback")
READ_ONLY_KINDS = ("lost", "not_sent", "unclear", "no_answer", "unanswered")


def main() -> None:
    arguments = tally.asked("disk", __doc__, "7 cycles instead of 70")
    quick = arguments.quick
    tally.begin("disk", 2 if quick else 20, "disks filled and drained, and made read-only while reports are filed")
    folder = arguments.folder()
    platform = rig.Platform(folder / "platform")
    platform.start()
    counts = tally.Tally(arguments)
    try:
        (kiosk,) = rig.enrolled(folder, platform)
        kiosk.command("doctor", "--repair")  # holds the ballast, as sync does every five minutes
        everything: dict[str, str] = {}
        for kind, tries in (QUICK_CYCLES if quick else CYCLES).items():
            try:
                acked, total, fewest = cycles(folder, kind, "full", tries, fill_and_drain, kiosk, platform.url)
                everything |= acked
                counts.count(f"{kind} filled and drained", tries, **{name: total[name] for name in FULL_KINDS})
                counts.note(
                    f"{kind}: at least {fewest} reports were taken after the disk was full, {len(acked):,} in all."
                )
                times = QUICK_READ_ONLY if quick else READ_ONLY
                acked, total, _ = cycles(folder, kind, "read-only", times, read_only, kiosk, platform.url)
                everything |= acked
                counts.count(f"{kind} made read-only", times, **{name: total[name] for name in READ_ONLY_KINDS})
                if kind == "tmpfs":
                    with mounted(folder, kind, MEGABYTES) as disk:
                        bad = moved(kiosk, disk, VARIANT)
                        disk.fill()
                        taken = len(to_the_brim(bad))
                    words = f"{taken} taken, {fewest} with it"
                    counts.control(f"`{VARIANT}`: nothing is held back", words, taken < FROM_BALLAST and taken < fewest)
            except NotAllowed as why:
                counts.note(f"Not run: {kind}, for nobody may mount one here ({why}).")
        there = {row["ref"] for row in platform.reports()}
        if everything:
            counts.count("receipts given on such disks", len(everything), lost=len(everything.keys() - there))
    finally:
        platform.kill()
    counts.end()


if __name__ == "__main__":
    main()
