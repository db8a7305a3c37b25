"""The rig of every ordeal: a kiosk and a platform known only by their command lines and by HTTP, and the reckoning.

The proxy between them is in proxy.py, what it does in faults.py, programs with a protection taken away in variants/.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import running_hall
import stage

from ordeals import warm

HASTE = {  # settings
    "KIOSK_CONNECT_TIMEOUT": "2",
    "KIOSK_READ_TIMEOUT": "5",
    "KIOSK_BACKOFF_BASE": "0.05",
    "KIOSK_BACKOFF_MAX": "0.3",
    "PYTHONWARNINGS": "ignore",
}
"""A kiosk that does not wait long between two tries."""
VARIANTS = Path(__file__).parent / "variants"
WORDS = "路灯不亮，走路看不见。"


def surroundings(known_bad: str | None = None) -> dict[str, str]:
    """The environment of a child; with `known_bad` it is that variant of the program (variants/)."""
    env = running_hall.clean_environment()
    paths = [str(stage.ROOT)]
    if known_bad is not None:
        paths.insert(0, str(VARIANTS))
        env["KNOWN_BAD"] = known_bad
    return env | HASTE | {"PYTHONPATH": os.pathsep.join(paths)}


def report(category: str = "streetlight", words: str = WORDS, **more: Any) -> dict[str, Any]:
    """A report as `kiosk report file` and `report pipe` take it, with a ref of its own."""
    return {"ref": str(uuid.uuid4()), "category": category, "words": words, **more}


class Pipe:
    """A running `kiosk report pipe`, with its sync beside it; what it says is read as it comes."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.acked: dict[str, str] = {}
        """Receipts by ref: what a resident has been promised."""
        self.refused: dict[str, str] = {}
        self._process = subprocess.Popen(
            [*command, "report", "pipe"], env=dict(env), cwd=stage.ROOT, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def file(self, asked: Mapping[str, Any]) -> bool:
        """Asks to file a report; False when the process is gone. Whether it was taken is in `acked` later."""
        try:
            self._process.stdin.write(json.dumps(asked, ensure_ascii=False) + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def wait_for(self, ref: str, seconds: float) -> None:
        """Returns when this report has its receipt; AssertionError says what became of it instead."""
        stage.wait_until(lambda: ref in self.acked or ref in self.refused or not self.alive, seconds, "an answer")
        assert ref in self.acked, f"refused: {self.refused.get(ref)}; the pipe is {'there' if self.alive else 'gone'}"

    def kill(self) -> dict[str, str]:
        """SIGKILL for the pipe and the sync beside it at one instant; what it had acknowledged by then."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._ended()

    def kill_alone(self) -> dict[str, str]:
        """SIGKILL for the pipe only: the sync beside it finds its input at an end, and should go by itself."""
        self._process.kill()
        return self._ended()

    def kill_sync(self) -> None:
        """SIGKILL for the sync beside it; the pipe goes on."""
        for pid in stage.family(self._process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def gone(self, seconds: float) -> bool:
        """Nothing of it is left after so long; if something was, it is killed."""
        with suppress(ProcessLookupError):
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                os.killpg(self._process.pid, 0)
                time.sleep(0.05)
            os.killpg(self._process.pid, signal.SIGKILL)
            return False
        return True

    def close(self) -> dict[str, str]:
        """The end of the input: it ends by itself. What it had acknowledged."""
        return self._ended()

    def _ended(self) -> dict[str, str]:
        with suppress(OSError, ValueError):
            self._process.stdin.close()
        self._process.wait(60)
        self._reader.join(60)
        self._process.stdout.close()
        return self.acked

    def _read(self) -> None:
        for line in self._process.stdout:
            if line.endswith("\n"):  # a cut line told nobody anything
                said = json.loads(line)
                if "ack" in said:
                    self.acked[said["ack"]] = said["receipt"]
                else:
                    self.refused[said["refused"]] = said["why"]


class Kiosk(stage.KioskMachine):
    """A kiosk by its command line. `env` is `surroundings()`, with more settings if they are needed."""

    def __init__(self, data: Path, platform_url: str, env: Mapping[str, str] | None = None) -> None:
        env = dict(env if env is not None else surroundings())
        super().__init__(data, platform_url, env)
        self.env |= {name: env[name] for name in HASTE if name in env}
        self.program = (*self.prefix, sys.executable, "-P", "-m", "kiosk")

    def command(self, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        """Runs one command; a sound kiosk's without the wait for Python to start (warm.py)."""
        if self.prefix or "KNOWN_BAD" in self.env or "LD_PRELOAD" in self.env:
            return super().command(*words, given=given)
        return warm.command(words, self.env, given)

    def enrol(self, code: str) -> None:
        """Enrols at the platform, which needs its time for two thousand numbers."""
        hasty = self.env
        self.env = {**hasty, "KIOSK_READ_TIMEOUT": "60"}
        super().enrol(code)
        self.env = hasty

    def pipe(self) -> Pipe:
        """Starts a `kiosk report pipe`."""
        return Pipe(self.program, self.env)

    def outbox(self) -> list[dict[str, Any]]:
        """What `kiosk outbox list` tells, oldest first."""
        return self.told("outbox", "list")["envelopes"]

    def paths(self) -> dict[str, list[Path]]:
        """Which files hold what."""
        return {name: [Path(path) for path in some] for name, some in self.told("paths").items()}

    def through(self, url: str) -> None:
        """Reaches its platform at this address from now on: a proxy's."""
        self.env["KIOSK_PLATFORM_URL"] = url

    def move(self, data: Path) -> None:
        """Its data lie there from now on."""
        self.data.rename(data)
        self.data, self.env["KIOSK_DATA_DIR"] = data, str(data)

    def content_of(self, other: Path) -> None:
        """Takes the content another kiosk has fetched, which saves fetching it again."""
        running_hall.copy_content(other, self.data)

    def parked(self) -> list[str]:
        """Refs of envelopes that wait for staff."""
        return [one["ref"] for one in self.outbox() if one["state"] == "parked"]

    def synced(self, tries: int = 5) -> bool:
        """`sync once` until nothing is left, at most `tries` times, with patience for a busy machine."""
        hasty, self.env = self.env, self.env | {"KIOSK_READ_TIMEOUT": "60"}
        try:
            return any(self.command("sync", "once").returncode == 0 for _ in range(tries))
        finally:
            self.env = hasty


class Platform(running_hall.Platform):
    """A platform by its command line, running for some time; started again, it is `serve` once more."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.env = surroundings() | {"PLATFORM_DATA_DIR": str(data)}

    def code(self, lease: int = 2000) -> str:
        """An enrolment code with so many receipt numbers."""
        return self.command("enrol-code", "--lease", str(lease)).strip()


def enrolled(folder: Path, platform: Platform, count: int = 1, lease: int = 2000, **env: str) -> list[Kiosk]:
    """`count` kiosks at a platform, content and all, with the settings `env` from then on; those of an earlier run are
    taken as they are."""
    kiosks = [Kiosk(folder / f"kiosk-{number}", platform.url) for number in range(count)]
    for kiosk in kiosks:
        if not (kiosk.data / "enrolled").exists():
            kiosk.env["KIOSK_READ_TIMEOUT"] = "60"  # the first content is large, and the machine may be busy
            kiosk.content_of(running_hall.prepared() / "kiosk")
            kiosk.enrol(platform.code(lease))
            assert kiosk.synced(), "the first sync"
            (kiosk.data / "enrolled").touch()
        kiosk.env |= HASTE | env
    return kiosks


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Refs of reports that went wrong."""

    lost: list[str]
    """Acknowledged, and not on the kiosk or not on the platform under that receipt."""
    doubled: list[str]
    """A ref or a receipt twice, or a row of the platform's that no kiosk knows."""
    falsely_delivered: list[str]
    """The kiosk calls it delivered, the platform does not have it."""

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("lost", "doubled", "falsely_delivered")}


def reckoned(
    acked: Mapping[str, str], kiosks: Kiosk | Sequence[Kiosk], platform: Platform, others: Collection[str] = ()
) -> Reckoning:
    """To be asked after the last sync. The platform's rows of `others` are passed over."""
    many = [kiosks] if isinstance(kiosks, Kiosk) else kiosks
    kept = [one for kiosk in many for one in kiosk.outbox() if one["kind"] == "report"]
    there = [row for row in platform.reports() if row["ref"] not in others]
    lost = set()
    for rows in (kept, there):
        have = {(row["ref"], row["receipt"]) for row in rows}
        lost |= {ref for ref, receipt in acked.items() if (ref, receipt) not in have}
    known, stored = {row["ref"] for row in kept}, {row["ref"] for row in there}
    doubled = {*_twice(kept), *_twice(there), *(stored - known)}
    false = {row["ref"] for row in kept if row["state"] == "delivered"} - stored
    return Reckoning(sorted(lost), sorted(doubled), sorted(false))


def lost_and_doubled(
    acked: Mapping[str, str], kiosks: Kiosk | Sequence[Kiosk], platform: Platform, others: Collection[str] = ()
) -> tuple[list[str], list[str]]:
    """The first two of `reckoned`."""
    found = reckoned(acked, kiosks, platform, others)
    return found.lost, found.doubled


def _twice(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    refs, receipts = Counter(row["ref"] for row in rows), Counter(row["receipt"] for row in rows)
    return [row["ref"] for row in rows if refs[row["ref"]] > 1 or receipts[row["receipt"]] > 1]


def listed(counts: Mapping[str, int]) -> str:
    """Counts by name, in words."""
    return ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in sorted(counts.items()))


def peak_mb(pid: int) -> float:
    """The most memory a process ever held, MiB; 0 when it is gone."""
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return 0.0
