"""The screen itself crashes or its event loop is blocked; a supervisor that obeys the shipped unit brings it back to home."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from stage import ROOT, KioskMachine, Screen, family, wait_until
from supervisor import Supervisor

from ordeals.glass import Glass
from ordeals.steps import Steps
from ordeals.tally import Tally, asked, begin, progress

NAME = "screen"
AFTER_A_CRASH_S = 5.0
AFTER_A_BLOCK_S = 15.0
WAIT_S = 30.0
"""How long a page is waited for before it counts as never shown."""
TO_SAFE_MODE = 3
HELP_KEY = (0.7, 0.93)
"""Where 帮助 stands on an upright screen, for ever: share of the width and of the height."""
KIOSK = ("-m", "kiosk")
VARIANT = ("-m", "ordeals.variants.blocks")


class Hall:
    """A screen, a kiosk's data as it was unpacked, and the shipped unit. Nothing here can be heard or spoken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.screen = Screen(folder / "screen")
        self.glass = Glass(self.screen)
        self.blocked = folder / "blocked"
        homes = {name: str(folder / name.lower()) for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR")}
        for home in homes.values():
            Path(home).mkdir(mode=0o700)
        self.env = {
            **os.environ, **homes, "DISPLAY": self.screen.display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": ".:script",
            "PULSE_SERVER": f"unix:{folder}/nobody", "KIOSK_SPEECH_MODEL": "off", "BLOCKED": str(self.blocked),
        }  # fmt: skip
        self.machine = KioskMachine(folder / "fresh", "http://127.0.0.1:9", self.env)
        self.unit = self._unit()
        self.machine.command("content", "status")
        self._number = 0

    def _unit(self) -> str:
        """As `kiosk install-service` writes it."""
        self.machine.command("install-service", "--to", str(self.folder))
        return (self.folder / "linsheng-kiosk.service").read_text("utf-8")

    def learn(self) -> None:
        """The pages as a script, which asks the kiosk what it shows, finds them: rest, home after a crash, in safe mode, help."""
        self.machine.data = self.new_data()
        self.machine.env["KIOSK_DATA_DIR"] = str(self.machine.data)
        for page, words in (
            ("rest", "按一下，开始"),
            ("again", "刚才断了一下，请再说一遍。"),
            ("", "刚才断了一下，请再说一遍。"),
            ("safe", "机器不太好，请用手按"),
        ):
            self.machine.open()
            self.machine.do(see=words, seconds=60)
            self.machine.do(pause=0.5)
            if page:
                self.glass.learn(page)
            if page == "safe":
                self.machine.do(see="刚才断了一下，请再说一遍。")
                self._learn_help("safe-help")
            if page == "again":
                self._learn_help("help")
            os.kill(self.machine.pid, signal.SIGKILL)
            self.machine.wait()

    def _learn_help(self, page: str) -> None:
        self.machine.do(tap="help")
        self.machine.do(page="help")
        self.machine.do(pause=0.5)
        self.glass.learn(page)

    def new_data(self) -> Path:
        """The data of a kiosk that has never crashed."""
        self._number += 1
        return Path(shutil.copytree(self.folder / "fresh", self.folder / f"data-{self._number}"))

    @contextmanager
    def running(self, program: Sequence[str] = KIOSK, unit: str = "") -> Iterator[Supervisor]:
        """A kiosk under the unit, its first page on the glass."""
        data = self.new_data()
        folder = self.folder / f"run-{self._number}"
        folder.mkdir()
        kiosk = Supervisor(
            unit or self.unit, {**self.env, "KIOSK_DATA_DIR": str(data)}, folder, [sys.executable, "-P", *program], ROOT
        )
        kiosk.start()
        try:
            assert self.glass.seconds_until("rest", time.monotonic(), 60) < 60, "the kiosk does not start"
            yield kiosk
        finally:
            kiosk.stop()
            shutil.rmtree(data)

    def works_by_touch(self, page: str) -> bool:
        """Whether a press on 帮助 leads to the help, in the kiosk that has just come back."""
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            self.glass.tap(*HELP_KEY)
            if self.glass.seconds_until(page, time.monotonic(), 1.0) <= 1.0:
                return True
        return False

    def close(self) -> None:
        self.screen.close()


def ready(kiosk: Supervisor, lives: int) -> None:
    """Waits until so many lives have said READY=1, and the last feeds its watchdog."""
    wait_until(lambda: kiosk.count("ready") >= lives, 60, f"{lives} starts are ready")


def crash(hall: Hall, kiosk: Supervisor, found: Counter[str], times: list[float], page: str) -> None:
    """One SIGSEGV; `page` must be on the glass in time, and answer."""
    lives = kiosk.count("ready")
    found["with_core"] += sum(may_leave_core(pid) for pid in (kiosk.pid, *family(kiosk.pid)))
    died = time.monotonic()
    os.kill(kiosk.pid, signal.SIGSEGV)
    took = hall.glass.seconds_until(page, died, WAIT_S)
    times.append(took)
    found["late"] += took > AFTER_A_CRASH_S
    if took < WAIT_S:
        ready(kiosk, lives + 1)
        found["deaf"] += not hall.works_by_touch("safe-help" if page == "safe" else "help")


def may_leave_core(pid: int) -> bool:
    """Whether the kernel would write this process's memory to the disk."""
    with suppress(OSError):
        limits = Path(f"/proc/{pid}/limits").read_text("ascii")
        return not any(
            line.split()[4:6] == ["0", "0"] for line in limits.splitlines() if line.startswith("Max core file size")
        )
    return False


def crashes(hall: Hall, tally: Tally, number: int) -> None:
    """Crashes by threes: twice home, the third time home in safe mode; then another kiosk."""
    found: Counter[str] = Counter(late=0, deaf=0, with_core=0)
    safe: Counter[str] = Counter(late=0, deaf=0, with_core=0)
    times: list[float] = []
    done = third = 0
    while done < number:
        with hall.running() as kiosk:
            ready(kiosk, 1)
            for nth in range(1, min(TO_SAFE_MODE, number - done) + 1):
                last = nth == TO_SAFE_MODE
                crash(hall, kiosk, safe if last else found, times, "safe" if last else "again")
                done, third = done + 1, third + last
        progress(f"{done} crashes, slowest {max(times):.1f} s")
    tally.count("SIGSEGV of the screen: home ≤ 5 s, works by touch", done - third, **found)
    if third:
        tally.count("third SIGSEGV in ten minutes: home in safe mode ≤ 5 s, works by touch", third, **safe)
    tally.note(f"From the death to home: slowest {max(times):.1f} s of {len(times)}.")


def block(hall: Hall, kiosk: Supervisor, real: bool) -> float:
    """Blocks the event loop, or stops the whole process; how long until home is there."""
    hall.blocked.unlink(missing_ok=True)
    since = time.monotonic()
    os.kill(kiosk.pid, signal.SIGUSR1 if real else signal.SIGSTOP)
    if real:
        since = float(wait_until(lambda: hall.blocked.exists() and hall.blocked.read_text(), 10, "the loop is blocked"))
    return hall.glass.seconds_until("again", since, WAIT_S)


def blocks(hall: Hall, tally: Tally, number: int, real: bool, what: str) -> None:
    """Each block is a new kiosk's first: three would be safe mode."""
    found: Counter[str] = Counter(late=0, not_by_the_watchdog=0, deaf=0)
    times: list[float] = []
    for _ in range(number):
        with hall.running(VARIANT) as kiosk:
            ready(kiosk, 1)
            times.append(block(hall, kiosk, real))
            found["late"] += times[-1] > AFTER_A_BLOCK_S
            found["not_by_the_watchdog"] += kiosk.count("watchdog") != 1
            if times[-1] < WAIT_S:
                found["deaf"] += not hall.works_by_touch("help")
        progress(f"{what}: {len(times)}, slowest {max(times):.1f} s")
    tally.count(f"{what}: home ≤ 15 s, works by touch", number, **found)
    tally.note(f"From the block to home ({what}): slowest {max(times):.1f} s of {len(times)}.")


def ends(hall: Hall, tally: Tally, number: int) -> None:
    """Asked to end, the kiosk comes back at rest: nothing was cut off, and nothing is said of it."""
    wrong = 0
    with hall.running() as kiosk:
        for life in range(1, number + 1):
            ready(kiosk, life)
            os.kill(kiosk.pid, signal.SIGTERM)
            wait_until(lambda life=life: kiosk.count("ended") == life, 20, "the kiosk ends when asked to")
            wrong += hall.glass.seconds_until("rest", time.monotonic(), WAIT_S) > AFTER_A_CRASH_S
    tally.count("asked to end (SIGTERM), started again: at rest, without a word of it", number, otherwise=wrong)


def controls(hall: Hall, tally: Tally) -> None:
    """Each protection taken away must be noticed by what a resident sees."""
    with hall.running(("-m", "ordeals.variants.thread_fed")) as kiosk:
        ready(kiosk, 1)
        hall.blocked.unlink(missing_ok=True)
        os.kill(kiosk.pid, signal.SIGUSR1)
        wait_until(hall.blocked.exists, 10, "the loop is blocked")
        back = hall.glass.seconds_until("again", time.monotonic(), AFTER_A_BLOCK_S) <= AFTER_A_BLOCK_S
        caught = not back and kiosk.count("watchdog") == 0
        tally.control("watchdog fed by a thread", "a blocked loop is never noticed", caught)
    with hall.running(unit=hall.unit.replace("Restart=always", "Restart=no")) as kiosk:
        ready(kiosk, 1)
        os.kill(kiosk.pid, signal.SIGSEGV)
        back = hall.glass.seconds_until("again", time.monotonic(), AFTER_A_CRASH_S) <= AFTER_A_CRASH_S
        tally.control("unit without Restart=", "after a crash the screen stays dark", not back)
    with hall.running(("-m", "ordeals.variants.forgetful")) as kiosk:
        ready(kiosk, 1)
        os.kill(kiosk.pid, signal.SIGSEGV)
        ready(kiosk, 2)
        back = hall.glass.seconds_until("again", time.monotonic(), AFTER_A_CRASH_S) <= AFTER_A_CRASH_S
        tally.control(
            "crashes not remembered", "nobody is asked to say it again", not back and hall.glass.shows("rest")
        )


def main() -> None:
    said = asked(NAME, __doc__, "5 crashes and 2 blocks instead of 100 and 40")
    quick = said.quick
    begin(
        NAME,
        2 if quick else 30,
        f"{5 if quick else 100} crashes and {2 if quick else 40} blocks of the screen, watched",
    )
    counts = Tally(said)
    steps = Steps(counts, said.folder() / "steps.json")
    hall = Hall(said.folder(goes_on=False))
    try:
        hall.learn()
        steps.do("crashes", lambda: crashes(hall, counts, 5 if quick else 100))
        steps.do("blocks", lambda: blocks(hall, counts, 2 if quick else 20, True, "event loop blocked"))
        if not quick:
            steps.do("stops", lambda: blocks(hall, counts, 20, False, "process stopped (SIGSTOP)"))
        steps.do("ends", lambda: ends(hall, counts, 1 if quick else 20))
        steps.do("controls", lambda: controls(hall, counts))
    finally:
        hall.close()
    counts.end()


if __name__ == "__main__":
    main()
