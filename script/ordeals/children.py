"""Ears, mouths and sync are killed, stopped, aborted or absent: hands go on as if nothing were, and the child comes back."""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from heard import NullSink
from stage import ROOT, KioskMachine, Screen, called, family, wait_until, without

from ordeals.steps import Steps
from ordeals.tally import Notes, Tally, asked, begin, progress

NAME = "children"
PAGE_S = 1.0
NOTICED_S = 2.0
BACK_S = 30.0
CONTROL_BACK_S = 8.0
"""A variant that brings nobody back need not be waited for so long: the others are back in four."""
HALLS = 3
SLOW_S = 10.0
"""How long a step is waited for before it counts as never done."""
FAULTS = {"killed": signal.SIGKILL, "stopped": signal.SIGSTOP, "aborted": signal.SIGABRT}
MOMENTS = ("looked", "listening", "pressed")
CHILDREN = {"ears": "-m voice.ears", "mouth": "-m voice.mouth", "sync": "kiosk sync follow"}
FILES = {"ears": "voice/ears.py", "mouth": "voice/mouth.py", "sync": "kiosk/commands/sync.py"}
CANNOT_HEAR = "现在不能说话"
CANNOT_SPEAK = "现在没有声音"
Pids = dict[str, list[int]]
T = TypeVar("T")


class Hall:
    """A screen, a sound card that is not there, and a kiosk whose content is unpacked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.screen = Screen(folder / "screen")
        self.sound = NullSink(folder / "sound")
        shown = {"DISPLAY": self.screen.display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": ".:script"}
        self.env = {**self.sound.env, **shown, "KIOSK_DEMO_VOICE": "true"}
        KioskMachine(folder / "kiosk", "http://127.0.0.1:9", self.env).command("content", "status")

    @contextmanager
    def kiosk(
        self, program: Sequence[str] = ("-m", "kiosk"), prefix: Sequence[str] = (), **env: str
    ) -> Iterator[KioskMachine]:
        """A kiosk whose home page is open."""
        machine = KioskMachine(self.folder / "kiosk", "http://127.0.0.1:9", {**self.env, **env})
        machine.program, machine.prefix = ("-P", *program), tuple(prefix)
        machine.open()
        machine.do(see="按一下，开始", seconds=60)
        machine.tap("begin")
        try:
            yield machine
        finally:
            machine.close()

    def ended(self) -> int:
        """How many children its kiosks have ended because they did not answer."""
        log = self.folder / "kiosk.log"
        return log.read_text("utf-8").count("does not answer and is ended") if log.exists() else 0

    def close(self) -> None:
        self.sound.close()
        self.screen.close()


class Halls:
    """Several halls side by side: most of the time of each is waiting."""

    def __init__(self, folder: Path, count: int) -> None:
        self._all = [Hall(folder / str(number)) for number in range(count)]
        self._free: queue.SimpleQueue[Hall] = queue.SimpleQueue()
        for hall in self._all:
            self._free.put(hall)

    def do(self, job: Callable[[Hall, int], T], numbers: Iterable[int]) -> Iterator[T]:
        """What the job gave for each number, in the order they were ready; each hall has one at a time."""

        def here(number: int) -> T:
            hall = self._free.get()
            try:
                return job(hall, number)
            finally:
                self._free.put(hall)

        with ThreadPoolExecutor(len(self._all)) as pool:
            for done in as_completed([pool.submit(here, number) for number in numbers]):
                yield done.result()

    def one(self) -> Hall:
        return self._all[0]

    def close(self) -> None:
        for hall in self._all:
            hall.close()


def pids(kiosk: KioskMachine) -> Pids:
    """The living children by what they are."""
    found: Pids = {name: [] for name in CHILDREN}
    for pid in family(kiosk.pid):
        with suppress(OSError):
            line = called(pid)
            for name, words in CHILDREN.items():
                if words in line:
                    found[name].append(pid)
    return found


def whole(kiosk: KioskMachine, seconds: float = 60) -> None:
    """Waits until all children are there, can hear and can be heard, and have begun: one that is being started is given
    more time to answer."""
    kiosk.do(ears=True, seconds=seconds)
    kiosk.do(sound=True, seconds=seconds)
    wait_until(lambda: [len(some) for some in pids(kiosk).values()] == [1, 2, 1], seconds, "all children are there")
    wait_until(lambda: at_rest(pids(kiosk)["sync"][0]), seconds, "sync has begun")


def at_rest(pid: int) -> bool:
    """Whether a process has slept for a second."""
    before = doing(pid)
    time.sleep(1)
    return before == doing(pid) and before[:1] == ("S",)


def doing(pid: int) -> tuple[str, ...]:
    """State and processor time of a process; nothing when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return ()
    return fields[0], *fields[11:13]


def within(kiosk: KioskMachine, since: float, **step: object) -> float:
    """How long after `since` a step was done; infinite when never."""
    try:
        kiosk.do(seconds=SLOW_S, **step)
    except AssertionError:
        return float("inf")
    return time.monotonic() - since


def walk(kiosk: KioskMachine, found: Counter[str]) -> None:
    """From home to the families and back, by hand; from the wish to press until the kiosk shows the next page."""
    for name in ("找服务", "home"):
        since = time.monotonic()
        took = within(kiosk, since, tap=name, frames="page")
        found["stuck"] += took > SLOW_S
        found["slow"] += took > PAGE_S
        if took > SLOW_S:
            return
        kiosk.do(pause=kiosk.pace)


def fault(kiosk: KioskMachine, how: int, when: str, found: dict[str, Counter[str]], back_s: float = BACK_S) -> None:
    """One fault for ears, one mouth and sync at the same instant. `when`: `looked` at home, where the words must come;
    `listening`, in the middle of a turn; `pressed`, while a hand goes on at once."""
    before = pids(kiosk)
    if when == "listening":
        kiosk.tap("hero")
        kiosk.do(hearing=True)
    struck = {name: some[-1] for name, some in before.items()}
    deaths = Deaths(struck)
    for pid in struck.values():
        os.kill(pid, how)
    hands: Counter[str] = Counter()
    if when != "pressed":
        words = {"heard": True} if when == "listening" else {"see": CANNOT_HEAR}
        found["ears"]["unnoticed"] += within(kiosk, deaths.since, **words) > NOTICED_S
        kiosk.tap("home")
    walk(kiosk, hands)
    for name, counted in found.items():
        counted["unnoticed"] += deaths.seconds(name) > NOTICED_S
        counted["stuck"] += hands["stuck"]
        counted["slow"] += hands["slow"]
    for name, counted in found.items():

        def replaced(name: str = name) -> bool:
            now = pids(kiosk)[name]
            return len(now) == len(before[name]) and struck[name] not in now

        counted["not_back"] += not back(replaced, back_s)
    if not any(counted["not_back"] for counted in found.values()):
        found["ears"]["not_back"] += within(kiosk, time.monotonic(), ears=True) > back_s
        found["mouth"]["not_back"] += within(kiosk, time.monotonic(), sound=True) > back_s


class Deaths:
    """Watches when struck processes end: what is stopped, the kiosk must end; begins to count when it is made."""

    def __init__(self, struck: dict[str, int]) -> None:
        self.since = time.monotonic()
        self._took: dict[str, float] = {}
        self._thread = threading.Thread(target=self._watch, args=(dict(struck),), daemon=True)
        self._thread.start()

    def seconds(self, name: str) -> float:
        """After how long it had ended; infinite when not within SLOW_S."""
        self._thread.join()
        return self._took.get(name, float("inf"))

    def _watch(self, living: dict[str, int]) -> None:
        while living and time.monotonic() - self.since < SLOW_S:
            for name, pid in list(living.items()):
                if not alive(pid):
                    self._took[name] = time.monotonic() - self.since
                    del living[name]
            time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    return doing(pid)[:1] not in ((), ("Z",))


def back(there: Callable[[], bool], seconds: float) -> bool:
    """Whether that became true in time."""
    with suppress(AssertionError):
        return bool(wait_until(there, seconds, "a child is back"))
    return False


def counters() -> dict[str, Counter[str]]:
    return {name: Counter(unnoticed=0, stuck=0, slow=0, not_back=0) for name in CHILDREN}


def struck(halls: Halls, tally: Tally, notes: Notes, number: int) -> None:
    """Each kiosk meets every kind of fault once, each time at another moment."""

    def meet(hall: Hall, which: int) -> dict[str, object]:
        found = {word: counters() for word in FAULTS}
        before = hall.ended()
        with hall.kiosk() as kiosk:
            for nth, (word, how) in enumerate(FAULTS.items()):
                whole(kiosk)
                fault(kiosk, how, MOMENTS[(which + nth) % len(MOMENTS)], found[word])
        expected = len(CHILDREN)  # one ears, one mouth and one sync are stopped in each kiosk
        return {"found": found, "ended_without_cause": max(0, hall.ended() - before - expected)}

    def summed(word: str, name: str) -> Counter[str]:
        return sum((Counter(one["found"][word][name]) for one in notes), Counter())

    for done in halls.do(meet, range(len(notes), number)):
        notes.add(done)
        if len(notes) % 5 == 0 or len(notes) == number:
            wrong = {word: dict(sum((summed(word, name) for name in CHILDREN), Counter())) for word in FAULTS}
            progress(f"{len(notes)} of {number}: {wrong}")
    for word in FAULTS:
        for name, kinds in counters().items():
            wrong = summed(word, name)
            told = {kind: wrong[kind] for kind in kinds}
            tally.count(f"{name} {word}: noticed ≤ 2 s, pages ≤ 1 s, back again", len(notes), **told)
    ended = sum(one["ended_without_cause"] for one in notes)
    tally.count("kiosks whose living children were left alone", len(notes), ended_without_cause=ended)


def absent(halls: Halls, tally: Tally, number: int) -> None:
    """A kiosk that never had them: the module is missing, or there is no sound card."""

    def way(hall: Hall, name: str) -> dict[str, object]:
        if name == "sound card":
            return {"PULSE_SERVER": f"unix:{hall.folder}/nobody"}
        nothing = hall.folder / "nothing.py"
        nothing.write_text('raise ImportError("this part is not installed")\n', "ascii")
        return {"prefix": without(f"mount --bind {nothing} {ROOT / FILES[name]}"), "PYTHONDONTWRITEBYTECODE": "1"}

    for name in (*FILES, "sound card"):

        def meet(hall: Hall, which: int, name: str = name) -> Counter[str]:
            found: Counter[str] = Counter(without_words=0, stuck=0, slow=0)
            with hall.kiosk(**way(hall, name)) as kiosk:  # type: ignore[arg-type]
                if name in ("ears", "sound card"):
                    found["without_words"] += within(kiosk, time.monotonic(), see=CANNOT_HEAR) > NOTICED_S
                walk(kiosk, found)
                if name in ("mouth", "sound card"):
                    kiosk.tap("volume")
                    found["without_words"] += within(kiosk, time.monotonic(), see=CANNOT_SPEAK) > NOTICED_S
            return found

        found: Counter[str] = Counter(without_words=0, stuck=0, slow=0)
        for one in halls.do(meet, range(number)):
            found.update(one)
        progress(f"without {name}: {number}, {dict(found)}")
        tally.count(f"{name} absent from the start: said in words, pages ≤ 1 s", number, **found)


def controls(hall: Hall, tally: Tally) -> None:
    """Each protection taken away must be noticed by what a resident meets."""
    for variant, how, when, what, sign in (
        ("no_ping", signal.SIGSTOP, "looked", "children are not asked whether they live", "unnoticed"),
        ("no_restart", signal.SIGKILL, "looked", "children are not started again", "not_back"),
        ("waiting", signal.SIGSTOP, "pressed", "the screen waits for its children", "slow"),
    ):
        found = counters()
        with hall.kiosk(("-m", f"ordeals.variants.{variant}")) as kiosk:
            whole(kiosk)
            fault(kiosk, how, when, found, CONTROL_BACK_S)
            for pid in family(kiosk.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
        signs = sum(counted[sign] for counted in found.values())
        words = ", ".join(f"{sum(c[kind] for c in found.values())} {kind.replace('_', ' ')}" for kind in found["ears"])
        tally.control(what, words, signs > 0)


def main() -> None:
    said = asked(NAME, __doc__, "once each instead of 200 times")
    quick = said.quick
    number = 1 if quick else 200
    begin(NAME, 1.5 if quick else 60, f"{number} times each: ears, mouth and sync killed, stopped, aborted, absent")
    counts = Tally(said)
    folder = said.folder()
    steps = Steps(counts, folder / "steps.json")
    halls = Halls(said.folder(goes_on=False), 1 if quick else HALLS)
    try:
        steps.do("struck", lambda: struck(halls, counts, Notes(folder / "struck.jsonl"), number))
        steps.do("absent", lambda: absent(halls, counts, 1 if quick else 50))
        steps.do("controls", lambda: controls(halls.one(), counts))
    finally:
        halls.close()
    counts.end()


if __name__ == "__main__":
    main()
