"""Power cut at any instant: recorded writes replayed, what was not synced kept, dropped or torn; each state opened."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import stage

from ordeals import power_cut, rig, tally, wrong_time

STATES, QUICK_STATES = 20_000, 2_000
REPORTS, QUICK_REPORTS = 150, 40
VARIANT_REPORTS, VARIANT_STATES = 40, 400
LONGEST = 800  # characters
CHUNK = 500
"""So many states, then what was counted is written down."""
LOOKS = ("both copies", "outbox alone", "spool alone")
VARIANTS = {
    "commits_without_fsync": ("synchronous=NORMAL", "outbox alone"),
    "nothing_is_synced": ("synchronous=OFF, no fsync of the spool", "both copies"),
}


class Opener:
    """The process that opens outboxes (opener.py), and the folder in which it finds them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ordeals.opener"], env=rig.surroundings() | {"PYTHONPATH": f"{stage.ROOT}:{stage.ROOT}/script"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def kept(self, files: Mapping[str, bytes], root: Path) -> dict[str, str] | None:
        """What a kiosk that starts on these files has; None when it cannot read them."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for name, data in files.items():
            path = self.folder / Path(name).relative_to(root)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        self._process.stdin.write(f"{self.folder}\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        if "unreadable" in said:
            tally.progress(said["unreadable"])
        return said.get("kept")

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(slots=True)
class Moment:
    """The disk and the promises at one instant of a record."""

    disk: power_cut.Disk
    acked: dict[str, str] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    """Delivered 30 days ago and cleared away: the outbox remembers their numbers, the spool does not."""

    def play(self, entry: power_cut.Entry) -> None:
        self.disk.play(entry)
        if entry.kind == "A":
            for line in entry.data.splitlines():
                if line.startswith(b'{"ack"'):
                    said = json.loads(line)
                    self.acked[said["ack"]] = said["receipt"]
        elif entry.kind == "U" and "/spool/" in entry.path:
            self.cleared.add(Path(entry.path).name)


def seen(look: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of one state with one of the two copies taken away."""
    if look == "both copies":
        return dict(files)
    gone = "/spool/" if look == "outbox alone" else "/outbox.db"
    return {name: data for name, data in files.items() if gone not in name}


def lost(look: str, moment: Moment, kept: Mapping[str, str]) -> int:
    """How many acknowledged reports are not there under their receipt."""
    excused = moment.cleared if look == "spool alone" else set()
    return sum(kept.get(ref) != receipt for ref, receipt in moment.acked.items() if ref not in excused)


def replay(folder: Path, opener: Opener, states: int, seed: int, looks: tuple[str, ...] = LOOKS) -> Counter[str]:
    """Builds and opens so many states of the record in `folder`; counts by what was looked at. The first look is taken at
    each state, the others at every fourth."""
    chance, counts = random.Random(seed), Counter[str]()
    root = (folder / "root").resolve()
    changes = list(power_cut.entries(folder / "record"))
    first = next(at for at, entry in enumerate(changes) if entry.kind == "A")
    instants = Counter(chance.randrange(first + 1, len(changes)) for _ in range(states // len(power_cut.POLICIES)))
    moment = Moment(power_cut.Disk(folder / "before", root))
    for at, entry in enumerate(changes):
        for _ in range(instants[at]):
            alone = chance.choice(power_cut.POLICIES)
            for policy in power_cut.POLICIES:
                files = moment.disk.after(policy, chance)
                for look in looks if policy == alone else looks[:1]:
                    kept = opener.kept(seen(look, files), root)
                    counts[f"{look}: states"] += 1
                    counts[f"{look}: unreadable"] += kept is None
                    counts[f"{look}: lost"] += lost(look, moment, kept or {})
        moment.play(entry)
    return counts


READER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("SELECT count(*) FROM sqlite_master").fetchone()
print(flush=True)
sys.stdin.read()
"""


@contextmanager
def reader_beside(kiosk: rig.Kiosk) -> Iterator[None]:
    """Somebody has the outbox open all the time, a backup for instance: the write-ahead log is not cleared at each close."""
    command = [sys.executable, "-c", READER, kiosk.data / "outbox.db"]
    with subprocess.Popen(command, env=kiosk.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        reader.stdout.readline()
        yield
        reader.stdin.close()


def filed(kiosk: rig.Kiosk, count: int, chance: random.Random) -> None:
    """So many reports through `kiosk report pipe`, of any length."""
    pipe = kiosk.pipe()
    for _ in range(count):
        pipe.file(rig.report(words="路" * chance.randrange(1, LONGEST)))
    assert len(pipe.close()) == count, pipe.refused


def watched(folder: Path, kiosk: rig.Kiosk, recorder: Path) -> None:
    """From now on what the kiosk does to its disk is recorded in `folder`, beside a copy of how it was before."""
    (folder / "root").symlink_to(kiosk.data)
    shutil.copytree(kiosk.data, folder / "before", ignore=shutil.ignore_patterns("content.db*", "good", "media"))
    kiosk.env |= {"LD_PRELOAD": str(recorder), "RECORD_BELOW": str(kiosk.data), "RECORD_TO": str(folder / "record")}


def recorded(folder: Path, kiosk: rig.Kiosk, platform: rig.Platform, recorder: Path, reports: int) -> None:
    """The life of a kiosk: a third of the reports while it syncs, a third while somebody reads, then 31 days later, when
    what was delivered is cleared away, the last third."""
    watched(folder, kiosk, recorder)
    chance = random.Random(reports)
    filed(kiosk, reports // 3, chance)
    assert kiosk.synced()
    with reader_beside(kiosk):
        filed(kiosk, reports // 3, chance)
    at_once = dict(platform.env)
    platform.kill()
    platform.env |= wrong_time.surroundings("+31d")
    platform.start()
    assert kiosk.synced()
    filed(kiosk, reports - 2 * (reports // 3), chance)
    platform.kill()
    platform.env = at_once
    platform.start()


def compiled(folder: Path) -> Path:
    """recorder.c as a library."""
    library = folder / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def record_all(folder: Path, reports: int) -> None:
    """One record of the kiosk and one of each known-bad variant, all at one platform; once."""
    if (folder / "recorded").exists():
        return
    for left in ("kiosk-0", "platform", "good", *VARIANTS):
        shutil.rmtree(folder / left, ignore_errors=True)
    recorder = compiled(folder)
    platform = rig.Platform(folder / "platform")
    platform.start()
    try:
        (kiosk,) = rig.enrolled(folder, platform)
        for name in VARIANTS:
            bad = rig.Kiosk(folder / name / "data", platform.url)
            bad.content_of(kiosk.data)
            bad.enrol(platform.code())
            bad.env |= rig.surroundings(name)
            watched(folder / name, bad, recorder)
            filed(bad, 1, random.Random(0))
            with reader_beside(bad):
                filed(bad, VARIANT_REPORTS, random.Random(1))
        (folder / "good").mkdir()
        recorded(folder / "good", kiosk, platform, recorder, reports)
    finally:
        platform.kill()
    (folder / "recorded").touch()


def main() -> None:
    arguments = tally.asked("power", __doc__, f"{QUICK_STATES} states instead of {STATES}")
    quick = arguments.quick
    states = QUICK_STATES if quick else STATES
    tally.begin("power", 2 if quick else 25, f"{states} disks as a power cut may leave them")
    folder = arguments.folder()
    record_all(folder, QUICK_REPORTS if quick else REPORTS)
    opener = Opener(Path("/dev/shm") / f"linsheng-{folder.name}" if Path("/dev/shm").is_dir() else folder / "state")
    counts = tally.Tally(arguments)
    try:
        total = all_states(folder, opener, states)
        for look in LOOKS:
            found = {name: total[f"{look}: {name}"] for name in ("lost", "unreadable")}
            counts.count(f"states, {look}", total[f"{look}: states"], **found)
        changes = Counter(entry.kind for entry in power_cut.entries(folder / "good" / "record"))
        counts.note(
            f"Recorded: {changes['W']} writes, {changes['S']} syncs, {changes['T']} cuts, {changes['R']} renames, "
            f"{changes['U']} deletions; what was not synced dropped, kept, cut at an instant, or torn at sectors of 512 bytes."
        )
        for name, (what, look) in VARIANTS.items():
            found = replay(folder / name, opener, VARIANT_STATES, 1, (look,))
            lost, tries = found[f"{look}: lost"] + found[f"{look}: unreadable"], found[f"{look}: states"]
            counts.control(f"`{name}`: {what}; {look}", f"{lost} lost in {tries} states", lost > 0)
    finally:
        opener.close()
    counts.end()


def all_states(folder: Path, opener: Opener, states: int) -> Counter[str]:
    """Chunk by chunk, going on where an earlier run was broken off."""
    done = tally.Notes(folder / "states.jsonl")
    for chunk in range(len(done), states // CHUNK):
        done.add(replay(folder / "good", opener, CHUNK, chunk))
        tally.progress(f"{(chunk + 1) * CHUNK} states")
    return sum(map(Counter, done), Counter())


if __name__ == "__main__":
    main()
