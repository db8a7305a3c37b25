"""Planted names and numbers, searched for in every byte that kiosk and platform leave behind: files, freed blocks, logs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import stage

from ordeals import rig, tally
from ordeals.canaries import Canary, found, planted, written
from ordeals.small_disk import NotAllowed, mounted

PLANTED, QUICK_PLANTED, VARIANT_PLANTED = 1_000, 100, 5
MEGABYTES = 96
VARIANTS = {"logs_words": "a log line has the words", "keeps_a_draft": "a draft in a file, deleted afterwards"}
SHOWN = 5


def asked(canary: Canary) -> dict[str, str]:
    """A report that says who reports it, in words and as a number to call."""
    words = f"我叫{canary.name}，电话{canary.number}，楼上漏水。"
    return rig.report("water-leak", words, contact=canary.number, consent="1")


def filed(kiosk: rig.Kiosk, canaries: Iterable[Canary], log: Path) -> int:
    """Files a report for each, with everything logged that a kiosk logs; how many were taken."""
    reports = [asked(canary) for canary in canaries]
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reports)
    with log.open("ab") as errors:
        done = subprocess.run(
            [*kiosk.program, "report", "pipe"], env=kiosk.env | {"KIOSK_LOG": "json"}, cwd=stage.ROOT,
            input=lines.encode(), stdout=subprocess.PIPE, stderr=errors, check=False,
        )  # fmt: skip
        for one in reports[:3]:  # what is refused must not be written down either
            spoiled = json.dumps(one | {"category": "no-such", "ref": str(one["ref"])[::-1]}, ensure_ascii=False)
            subprocess.run([*kiosk.program, "report", "file", "-"], env=kiosk.env, cwd=stage.ROOT, input=spoiled.encode(), stdout=errors, stderr=errors, check=False)  # fmt: skip
    return sum(line.startswith(b'{"ack"') for line in done.stdout.splitlines())


def everything(*folders: Path) -> list[Path]:
    """All files below some folders."""
    return [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def lived(
    folder: Path, kiosk: rig.Kiosk, canaries: list[Canary], known_bad: str | None = None
) -> tuple[int, list[str]]:
    """A kiosk's life on a disk of its own: files, sends, is examined. How many were taken, and what is found on that disk,
    down to its freed blocks, and in its logs. Raises NotAllowed."""
    log = folder / "kiosk.log"
    log.unlink(missing_ok=True)
    with mounted(folder, "ext4", MEGABYTES) as disk:
        data = disk.point / "data"
        shutil.copytree(kiosk.data, data)
        here = rig.Kiosk(data, kiosk.env["KIOSK_PLATFORM_URL"], rig.surroundings(known_bad))
        taken = filed(here, canaries, log)
        assert here.synced()
        here.command("doctor", "--repair")
        there = found([*everything(data), log], canaries)
        image = disk.image
    return taken, there + found([image] if image else [], canaries)


def main() -> None:
    arguments = tally.asked("canary", __doc__, f"{QUICK_PLANTED} canaries instead of {PLANTED}")
    quick = arguments.quick
    many = QUICK_PLANTED if quick else PLANTED
    tally.begin("canary", 1.5 if quick else 4, f"{many} planted names and numbers")
    folder = arguments.folder()
    canaries = planted(many)
    counts = tally.Tally(arguments)
    counts.control("each encoding, planted in a file", *sought(folder, canaries[0]))
    platform = rig.Platform(folder / "platform")
    platform.start()
    try:
        (kiosk,) = rig.enrolled(folder, platform)
        platform.kill()
        with (folder / "platform.log").open("ab") as log:
            platform.log = log
            platform.start()
        taken, hits = on_a_disk(folder, kiosk, canaries, counts)
        there = found([*everything(platform.data), folder / "platform.log"], canaries)
        for hit in (hits + there)[:SHOWN]:
            tally.progress(hit)
        counts.count(
            "names and numbers planted", 2 * taken, found_at_the_kiosk=len(hits), found_at_the_platform=len(there)
        )
        where = Counter(path.suffix or path.name for path in everything(kiosk.data, platform.data))
        counts.note(f"Searched: {where.total()} files of both, the logs of both, and all blocks of the kiosk's disk.")
    finally:
        platform.kill()
    counts.end()


def on_a_disk(folder: Path, kiosk: rig.Kiosk, canaries: list[Canary], counts: tally.Tally) -> tuple[int, list[str]]:
    """The same in files alone when nobody may mount a disk here, and says so."""
    try:
        taken, hits = lived(folder, kiosk, canaries)
        for name, what in VARIANTS.items():
            _, bad = lived(folder, kiosk, canaries[:VARIANT_PLANTED], name)
            counts.control(f"`{name}`: {what}", f"{len(bad)} found", bool(bad))
    except NotAllowed as why:
        counts.note(f"Not run: freed blocks of a disk and known-bad variants, for nobody may mount one here ({why}).")
        log = folder / "kiosk.log"
        taken = filed(kiosk, canaries, log)
        assert kiosk.synced()
        hits = found([*everything(kiosk.data), log], canaries)
    return taken, hits


def sought(folder: Path, canary: Canary) -> tuple[str, bool]:
    """The search finds each way of writing one name and one number, among other bytes."""
    path = folder / "planted"
    seen = 0
    ways = [*written(canary.name).values(), *written(canary.number).values()]
    for spelling in ways:
        path.write_bytes(bytes(range(256)) * 100 + spelling + bytes(1000))
        seen += bool(found([path], [canary]))
    path.unlink()
    return f"{seen} of {len(ways)} found", seen == len(ways)


if __name__ == "__main__":
    main()
