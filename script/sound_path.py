"""The voice as a whole, for `script/bench voice`: through the sound card, five hundred times, and killed again and again."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

import findings
import heard
import numpy as np
from resident import VOICES, Resident, noise, write_wav
from stage import KioskMachine, Screen
from visit import Visit

Row = tuple[str, str, str]
QUESTIONS = (
    "高龄津贴怎么办",
    "老年食堂几点开饭",
    "居住证在哪里办",
    "我要交居民医保",
    "社保卡丢了怎么办",
    "怎么申请廉租房",
)
COMMANDS = (("查进度", "code"), ("看通知", "notice"), ("我要报事", "report-what"))
QUESTION_PAUSE_S, COMMAND_PAUSE_S = 2.2, 0.8
NOWHERE = "http://127.0.0.1:9"
NOISE_S = 60.0
PRESSES_A_MINUTE = 3


@contextmanager
def _visit() -> Iterator[tuple[Visit, heard.NullSink]]:
    """A kiosk with a screen and a sound card of its own, and no platform."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        room, screen = heard.NullSink(folder / "sound"), Screen(folder / "screen")
        env = {**room.env, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb", "KIOSK_DEMO_VOICE": "1"}
        kiosk = KioskMachine(folder / "kiosk", NOWHERE, env)
        kiosk.open()
        visit = Visit(kiosk, room, folder, Resident())
        visit.begin()
        try:
            yield visit, room
        finally:
            kiosk.close()
            screen.close()
            room.close()


def through_the_sound_card(turns: int, minutes: int) -> Iterator[Row]:
    """Real microphone, real loudspeaker: how long after the last word the answer stands on the screen; noise alone."""
    chance = Random(5)
    after: list[float] = []
    with _visit() as (visit, room):
        kiosk = visit.kiosk
        for number in range(turns):
            visit.resident = Resident(chance.choice(VOICES), chance.randint(130, 180))
            kiosk.tap("speak")
            if number % 3 == 2:
                words, page = COMMANDS[number // 3 % len(COMMANDS)]
                over, pause = visit.say(words), COMMAND_PAUSE_S
            else:
                over, pause = visit.say(QUESTIONS[number % len(QUESTIONS)]), QUESTION_PAUSE_S
                page = ""
            answered = kiosk.do(left="home", seconds=20)
            after.append((time.monotonic() - over - pause) * 1000)
            if page and answered["page"] != page:
                findings.progress(f"{words} led to {answered['page']}")
            kiosk.tap("home")
            kiosk.do(page="home")
        pids = _children(kiosk)
        memory = {name: [findings.rss_mb(pid) for pid in found] for name, found in pids.items()}
        acted = sum(_noisy_minute(visit, room, minute) for minute in range(minutes))
    yield (
        f"end of speech → answer on screen, p95 of {turns} (own pause apart)",
        f"{findings.percentile(after, 0.95):.0f} ms (median {findings.percentile(after, 0.5):.0f})",
        "700 · 300 ms",
    )
    ears, mouths = max(memory["ears"], default=0), sorted(memory["mouth"], reverse=True) or [0]
    said = f"{ears + mouths[0]:.0f} MiB ({ears:.0f} + {mouths[0]:.0f}); the standby mouth {sum(mouths[1:]):.0f} more"
    yield "ears + speaking mouth in the running kiosk, RSS", said, "200 · 120 MB"
    yield "noise-only minutes through the sound card giving any action", f"{acted} of {minutes}", "0 · 0"


def _noisy_minute(visit: Visit, room: heard.NullSink, minute: int) -> bool:
    """Presses 说话 while there is only noise; True when anything but "I did not hear you" came of it."""
    kind = ("pink", "hum", "clatter")[minute % 3]
    sound = noise(NOISE_S, kind, np.random.default_rng(minute)) * 2000
    with tempfile.TemporaryDirectory() as folder:
        file = write_wav(Path(folder) / "noise.wav", np.clip(sound, -32768, 32767).astype(np.int16))
        playing = room.speak(file)
        for _ in range(PRESSES_A_MINUTE):
            if playing.poll() is not None:
                break
            visit.kiosk.tap("speak")
            visit.kiosk.do(hearing=True, seconds=30)
            visit.kiosk.do(heard=True, seconds=40)
            page = visit.kiosk.do(pause=0.5)["page"]
            if page not in ("home", "sorry", "person"):
                return True
            visit.kiosk.tap("home")
        playing.wait(90)
    return False


def _children(kiosk: KioskMachine) -> dict[str, list[int]]:
    """The ears and mouths of a running kiosk."""
    found: dict[str, list[int]] = {"ears": [], "mouth": []}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
        for name in found:
            if f"voice.{name}".encode() in words and parent == kiosk.pid:
                found[name].append(int(folder.name))
    return found


def five_hundred(texts: Sequence[str], hear: object, count: int) -> Iterator[Row]:
    """One mouth says, one pair of ears hears, again and again, without a restart."""
    mouth = subprocess.Popen(
        [sys.executable, "-m", "voice.mouth"], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    stuck = understood = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        for number in range(count):
            text = texts[number % len(texts)]
            mouth.stdin.write(json.dumps({"render": str(file), "text": text, "lang": "zh"}, ensure_ascii=False) + "\n")
            mouth.stdin.flush()
            while "rendered" not in (fact := json.loads(mouth.stdout.readline())):
                pass
            if fact["rendered"] is None:
                stuck += 1
                continue
            understood += bool(hear(file))
            if number % 100 == 99:
                findings.progress(f"{number + 1} said and heard")
    mouth.stdin.close()
    mouth.wait(10)
    yield f"{count} utterances in a row said and heard", f"{stuck} stuck, {understood} understood", "0 stuck"


def killed(times: int) -> Iterator[Row]:
    """The children of the running kiosk, killed; each must be there again by itself."""
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

    from kiosk.listener import EarsListener
    from kiosk.speaker import MouthSpeaker

    app = QCoreApplication.instance() or QCoreApplication([])
    with tempfile.TemporaryDirectory() as folder:
        room = heard.NullSink(Path(folder) / "sound")
        for name, made in (
            ("ears", lambda: EarsListener(("--demo", "--folder", folder), room.env)),
            ("mouth", lambda: MouthSpeaker(room.env)),
        ):
            part = made()
            part.start()
            stuck = 0
            longest = 0.0
            for number in range(times):
                deadline, began = QDeadlineTimer(30_000), time.monotonic()
                while not part.available and not deadline.hasExpired():
                    app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
                stuck += not part.available
                longest = max(longest, time.monotonic() - began)
                child = part._ears if name == "ears" else part._speaking
                child.kill()
                until = time.monotonic() + 0.2
                while time.monotonic() < until:
                    app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
                if number % 50 == 49:
                    findings.progress(f"{name}: killed {number + 1} times")
            part.close()
            yield f"{name} killed {times} times", f"{stuck} stuck, back within {longest:.1f} s", "0 stuck"
        room.close()
