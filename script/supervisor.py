"""A small systemd for tests: reads a unit and does what it says about starting, watching and starting again.

It obeys ExecStart=, Environment=, LimitCORE=, NotifyAccess=, WatchdogSec=, WatchdogSignal=, Restart=, RestartSec=,
StartLimitIntervalSec=, StartLimitBurst=, TimeoutStartSec= and TimeoutStopSec=, as systemd.service(5) words them, and speaks
NOTIFY_SOCKET. A virtual screen stands in for cage: of ExecStart= only what follows the program's own name is used. Sandboxing
is not its part.
"""

from __future__ import annotations

import os
import re
import resource
import select
import shlex
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNITS = {"": 1.0, "s": 1.0, "sec": 1.0, "ms": 0.001, "min": 60.0, "h": 3600.0}
TICK_S = 0.02


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: started, ready, status, watchdog, ended, given-up; `at` by time.monotonic()."""

    at: float
    what: str
    words: str
    pid: int


class Unit:
    """The words of a unit file; a setting that stands more than once adds up, an empty one begins anew."""

    def __init__(self, text: str) -> None:
        self._said: dict[str, list[str]] = {}
        for line in text.splitlines():
            name, equals, value = line.strip().partition("=")
            if equals and not name.startswith(("#", ";")):
                self._said.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> str:
        return self._said.get(name, [""])[-1]

    def words(self, name: str) -> list[str]:
        return [word for value in self._said.get(name, []) for word in shlex.split(value)]

    def seconds(self, name: str, default: float) -> float:
        found = re.fullmatch(r"([0-9.]+)([a-z]*)", self[name].replace(" ", ""))
        return float(found[1]) * UNITS[found[2]] if found else default

    def starts_again(self, clean: bool, watchdog: bool) -> bool:
        """Restart=, for an end of this kind."""
        when = self["Restart"] or "no"
        return {
            "no": False,
            "always": True,
            "on-success": clean,
            "on-failure": not clean,
            "on-watchdog": watchdog,
        }[when]


class Supervisor:
    """Runs one unit until `stop`; `events` grows while it does. `program`: stands in for the installed program."""

    def __init__(self, unit: str, env: Mapping[str, str], folder: Path, program: Sequence[str], cwd: Path) -> None:
        self.unit = Unit(unit)
        assert self.unit["Type"] == "notify" and self.unit["NotifyAccess"] == "all", "the unit waits for no READY=1"
        self.events: list[Event] = []
        self.pid = 0
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(folder / "notify"))
        self._log = (folder / "supervised.log").open("ab")
        words = self.unit.words("ExecStart")
        at = next(n for n, word in enumerate(words) if word.endswith("/kiosk"))
        self._command = [*program, *words[at + 1 :]]
        given = dict(word.split("=", 1) for word in self.unit.words("Environment"))
        self._patience = self.unit.seconds("WatchdogSec", 0.0)
        told = {"NOTIFY_SOCKET": str(folder / "notify"), "WATCHDOG_USEC": str(int(self._patience * 1e6))}
        self._env = {
            **os.environ,
            **given,
            **env,
            **(told if self._patience else {"NOTIFY_SOCKET": told["NOTIFY_SOCKET"]}),
        }
        self._cwd = cwd
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def start(self) -> None:
        """Starts the unit."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the unit, by SIGTERM first, and does not start it again."""
        self._stopping.set()
        self._thread.join()
        self._socket.close()
        self._log.close()

    def count(self, what: str) -> int:
        """How often something happened."""
        return sum(event.what == what for event in self.events)

    def last(self, what: str) -> Event | None:
        """The last time it did."""
        return next((event for event in reversed(self.events) if event.what == what), None)

    # --- the thread ---------------------------------------------------------------------------------------------

    def _tell(self, what: str, words: str = "") -> None:
        self.events.append(Event(time.monotonic(), what, words, self.pid))

    def _run(self) -> None:
        starts: list[float] = []
        while not self._stopping.is_set():
            if self._too_often(starts):
                self._tell("given-up")
                return
            starts.append(time.monotonic())
            clean, watchdog = self._once()
            if self._stopping.is_set() or not self.unit.starts_again(clean, watchdog):
                return
            self._stopping.wait(self.unit.seconds("RestartSec", 0.1))

    def _too_often(self, starts: list[float]) -> bool:
        within, most = self.unit.seconds("StartLimitIntervalSec", 10.0), int(self.unit["StartLimitBurst"] or 5)
        return within > 0 and sum(time.monotonic() - at < within for at in starts) >= most

    def _once(self) -> tuple[bool, bool]:
        """One life: (ended cleanly, ended by the watchdog)."""
        core = int(self.unit["LimitCORE"] or resource.getrlimit(resource.RLIMIT_CORE)[0])
        process = subprocess.Popen(
            ["prlimit", f"--core={core}", "--", *self._command],
            env=self._env, cwd=self._cwd, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip
        self.pid = process.pid
        self._tell("started")
        due = time.monotonic() + self.unit.seconds("TimeoutStartSec", 90.0)
        by_watchdog = False
        while process.poll() is None:
            due = self._hear(due)
            if self._stopping.is_set() or time.monotonic() > due:
                by_watchdog = not self._stopping.is_set()
                how = getattr(signal, self.unit["WatchdogSignal"] or "SIGABRT") if by_watchdog else signal.SIGTERM
                self._tell("watchdog" if by_watchdog else "stopping")
                os.killpg(process.pid, how)
                self._wait(process)
        self._end_the_rest(process.pid)
        self._tell("ended", str(process.returncode))
        return process.returncode in (0, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP, -signal.SIGPIPE), by_watchdog

    def _hear(self, due: float) -> float:
        """Waits a moment for words of the unit; gives the time by which it must have spoken."""
        if not select.select([self._socket], [], [], TICK_S)[0]:
            return due
        for line in self._socket.recv(4096).decode().splitlines():
            name, _, value = line.partition("=")
            if name == "READY":
                self._tell("ready")
            if name == "STATUS":
                self._tell("status", value)
            if name in ("READY", "WATCHDOG"):
                due = time.monotonic() + (self._patience or float("inf"))
        return due

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        try:
            process.wait(self.unit.seconds("TimeoutStopSec", 90.0))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _end_the_rest(self, group: int) -> None:
        """What the main process left behind, as KillMode=control-group does."""
        until = time.monotonic() + self.unit.seconds("TimeoutStopSec", 90.0)
        how = signal.SIGTERM
        while left := members(group):
            for pid in left:
                for number in (how, signal.SIGCONT):
                    with_pid(pid, number)
            if time.monotonic() > until:
                how = signal.SIGKILL
            time.sleep(TICK_S)


def with_pid(pid: int, number: int) -> None:
    """Sends a signal to a process that may have gone meanwhile."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def members(group: int) -> list[int]:
    """The living processes of a group."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(folder.name))
    return found
