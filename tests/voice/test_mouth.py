"""The mouth as its parent meets it: a real child, real espeak-ng, real sound on a null sink."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import numpy as np
import pytest
from heard import read_wav, resemblance
from stage import without

ROOT = Path(__file__).resolve().parents[2]


class Child:
    """`python -m voice.mouth`, spoken to in JSON lines."""

    def __init__(self, env: dict[str, str], prefix: tuple[str, ...] = ()) -> None:
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "voice.mouth"], env=env, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._told: Queue[dict] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._told.put(json.loads(line))

    def wish(self, **what) -> None:
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def wait_for(self, key: str, seconds: float = 20.0) -> dict:
        until = time.monotonic() + seconds
        while True:
            fact = self._told.get(timeout=max(0.01, until - time.monotonic()))
            if key in fact:
                return fact

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(5)
        self.process.stdout.close()


@pytest.fixture
def mouth(null_sink) -> Iterator[Child]:
    child = Child(null_sink.env)
    yield child
    child.end()


@pytest.mark.sound
@pytest.mark.alone
def test_what_is_heard_is_what_was_written(null_sink, mouth: Child, tmp_path: Path) -> None:
    sentence = "您想办什么事？请按大话筒，慢慢说。"
    ready = mouth.wait_for("ready")
    assert ready == {"ready": True, "sound": True, "voice": True}
    mouth.wish(render=str(tmp_path / "same.wav"), text=sentence)
    mouth.wait_for("rendered")
    recording = null_sink.record()
    mouth.wish(say=7, sentences=[sentence], lang="zh", volume=8)
    assert mouth.wait_for("begun")["begun"] == [7, 0]
    assert mouth.wait_for("finished")["finished"] == 7
    time.sleep(0.2)
    recording.stop()
    start, end = recording.sounding()
    assert end - start > 1.0
    assert recording.level() > -40
    assert resemblance(recording.samples(), read_wav(tmp_path / "same.wav")) > 0.85
    mouth.wish(render=str(tmp_path / "other.wav"), text="明天上午停水，从早上八点到中午十二点。")
    mouth.wait_for("rendered")
    assert resemblance(recording.samples(), read_wav(tmp_path / "other.wav")) < 0.7


@pytest.mark.sound
@pytest.mark.alone
def test_a_touch_silences_within_150_ms(null_sink, mouth: Child) -> None:
    mouth.wait_for("ready")
    recording = null_sink.record()
    mouth.wish(
        say=1,
        sentences=["满八十岁的老人，每月发一笔津贴，年纪越大，发得越多，本地户口的老人都可以来办。"],
        lang="zh",
        volume=8,
    )
    mouth.wait_for("begun")
    while recording.sounding() is None or recording.seconds() - recording.sounding()[0] < 1.5:
        time.sleep(0.01)
    stopped_at = recording.seconds()
    mouth.wish(stop=True)
    mouth.wait_for("stopped", 1)
    time.sleep(0.7)
    recording.stop()
    assert recording.sounding()[1] - stopped_at <= 0.150


@pytest.mark.sound
@pytest.mark.alone
def test_the_call_for_a_person_rings_until_it_is_stopped(null_sink, mouth: Child) -> None:
    mouth.wait_for("ready")
    recording = null_sink.record()
    mouth.wish(chime=True)
    while recording.sounding() is None or recording.sounding()[1] - recording.sounding()[0] < 2.0:
        time.sleep(0.05)
    assert recording.level() > -15
    mouth.wish(chime=False)
    stopped_at = recording.seconds()
    time.sleep(1.5)
    recording.stop()
    assert recording.sounding()[1] - stopped_at < 0.3


@pytest.mark.sound
@pytest.mark.alone
def test_a_stop_while_the_sound_is_being_made_leaves_the_mouth_whole(null_sink, mouth: Child) -> None:
    mouth.wait_for("ready")
    for number in range(10):
        mouth.wish(
            say=number, sentences=[f"第{number}句话，满八十岁的老人每月发一笔津贴，年纪越大发得越多。"] * 3, lang="zh"
        )
        mouth.wish(stop=True)
        mouth.wait_for("stopped", 2)
    mouth.wish(say=99, sentences=["好。"], lang="zh", rate="fast")
    assert mouth.wait_for("finished", 8)["finished"] == 99


@pytest.mark.sound
@pytest.mark.alone
def test_the_first_sound_does_not_wait_for_twenty_thousand_characters(null_sink, mouth: Child) -> None:
    mouth.wait_for("ready")
    endless = "医保缴费3号窗口😀ABC" * 1_700
    assert len(endless) >= 20_000
    asked = time.monotonic()
    mouth.wish(say=1, sentences=[endless, "完了。"], lang="zh")
    assert mouth.wait_for("begun", 3)["begun"] == [1, 0]
    assert time.monotonic() - asked < 2.0
    reached = mouth.wait_for("reached", 10)["reached"]
    assert reached[:2] == [1, 0]
    mouth.wish(stop=True)
    mouth.wait_for("stopped", 1)


def test_what_nobody_can_say_is_passed_over(tmp_path: Path) -> None:
    child = Child(dict(os.environ))
    child.wait_for("ready")
    began = time.monotonic()
    child.wish(render=str(tmp_path / "empty.wav"), text="😀🙏→✓")
    assert child.wait_for("rendered", 3)["rendered"]
    assert time.monotonic() - began < 1.0
    assert len(read_wav(tmp_path / "empty.wav")) == 0
    child.wish(render=str(tmp_path / "long.wav"), text="一二三四五六七八九十" * 30)
    child.wait_for("rendered", 10)
    assert len(read_wav(tmp_path / "long.wav")) / 22_050 > 60
    child.end()


def test_staffs_readings_reach_the_voice(tmp_path: Path) -> None:
    child = Child(dict(os.environ))
    child.wait_for("ready")

    def said(text: str, file: str) -> np.ndarray:
        child.wish(render=str(tmp_path / file), text=text)
        child.wait_for("rendered")
        return read_wav(tmp_path / file)

    before = said("锦和行动", "before.wav")
    child.wish(readings={"行动": "hang2 dong4"})
    after = said("锦和行动", "after.wav")
    wanted = said("锦和航动", "wanted.wav")
    assert resemblance(after, wanted) > resemblance(before, wanted)
    assert resemblance(after, wanted) > 0.98
    child.end()


@pytest.mark.sound
@pytest.mark.alone
def test_prepared_prompts_do_not_hold_up_what_is_asked(null_sink, mouth: Child) -> None:
    mouth.wait_for("ready")
    mouth.wish(prepare=[f"这是第{number}句提示，请您按一下屏幕，开口就能问。" for number in range(60)])
    asked = time.monotonic()
    mouth.wish(say=5, sentences=["您好。"], lang="zh")
    mouth.wait_for("begun", 3)
    assert time.monotonic() - asked < 0.6


def test_without_a_sound_device_the_mouth_lives_and_says_so() -> None:
    child = Child({**os.environ, "PULSE_SERVER": "unix:/nowhere"})
    assert child.wait_for("ready")["sound"] is False
    child.wish(say=3, sentences=["您好。"], lang="zh")
    assert child.wait_for("unsaid", 5)["unsaid"] == 3
    child.end()


def test_without_espeak_the_mouth_lives_and_says_so(tmp_path: Path) -> None:
    libraries = sorted(Path("/usr/lib").glob("*/libespeak-ng.so.1"))
    assert libraries, "espeak-ng is installed for the tests"
    child = Child(dict(os.environ), without(f"mount --bind /dev/null {libraries[0]}"))
    assert child.wait_for("ready")["voice"] is False
    child.wish(say=4, sentences=["您好。"], lang="zh")
    assert child.wait_for("unsaid", 5)["unsaid"] == 4
    child.end()
