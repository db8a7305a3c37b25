"""The voice as the pages meet it: it survives the death and the deafness of its mouth."""

from __future__ import annotations

import os
import signal

import heard
import pytest

from kiosk.speaker import MouthSpeaker
from ui.ports import Speaker

STORY = ["满八十岁的老人，每月发一笔津贴。", "年纪越大，发得越多。"]


@pytest.fixture(scope="module")
def sink(tmp_path_factory):
    sink = heard.NullSink(tmp_path_factory.mktemp("sound"))
    yield sink
    sink.close()


@pytest.fixture(scope="module")
def hall_speaker(sink, qapp):
    speaker = MouthSpeaker(sink.env)
    yield speaker
    speaker.close()


@pytest.fixture
def speaker(hall_speaker, qtbot):
    """One speaker for all of this file, as in the hall: it lives through the death of its mouths."""
    if not hall_speaker.available:
        with qtbot.waitSignal(hall_speaker.available_changed, timeout=20_000):
            hall_speaker.start()
    qtbot.waitUntil(lambda: len(hall_speaker._facts) == 2, timeout=20_000)  # the mouth and its standby
    return hall_speaker


@pytest.mark.sound
def test_sentences_begin_in_order_and_end(speaker, qtbot) -> None:
    begun: list[int] = []
    speaker.sentence.connect(begun.append)
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        speaker.say(STORY, "zh", "fast")
    assert begun == [0, 1]


@pytest.mark.sound
def test_a_dead_mouth_is_replaced_and_the_kiosk_speaks_on(speaker, qtbot) -> None:
    with qtbot.waitSignal(speaker.sentence, timeout=5_000):
        speaker.say(STORY, "zh")
    dead = speaker._speaking.pid
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        os.kill(dead, signal.SIGKILL)
    assert speaker.available
    assert speaker._speaking.pid != dead


@pytest.mark.sound
@pytest.mark.alone
def test_a_deaf_mouth_is_killed_so_that_a_touch_still_silences(speaker, sink, qtbot) -> None:
    recording = sink.record()
    speaker.say(STORY, "zh", "normal", 8)
    qtbot.waitUntil(lambda: recording.sounding() is not None, timeout=5_000)
    deaf = speaker._speaking.pid
    os.kill(deaf, signal.SIGSTOP)
    stopped_at = recording.seconds()
    speaker.stop()
    qtbot.waitUntil(lambda: speaker._speaking.pid != deaf, timeout=1_000)
    qtbot.wait(600)
    recording.stop()
    assert recording.sounding()[1] - stopped_at <= 0.250
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        speaker.say(["您好。"], "zh")


@pytest.mark.sound
def test_what_a_deaf_mouth_was_told_to_say_is_said_by_the_other(speaker, qtbot) -> None:
    qtbot.waitUntil(lambda: speaker._facts.get(speaker._standby, {}).get("voice", False), timeout=20_000)
    speaker.say(STORY, "zh")
    os.kill(speaker._speaking.pid, signal.SIGSTOP)
    speaker.stop()
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        speaker.say(["您好。"], "zh")


@pytest.mark.sound
def test_a_sentence_that_kills_two_mouths_is_passed_over(speaker, qtbot) -> None:
    """Whatever the reason: a hung espeak, a device that crashes. What follows is still said."""
    begun: list[int] = []
    speaker.sentence.connect(begun.append)
    speaker.say(["年纪越大发得越多，本地户口的老人都可以来办，" * 12, "您好。"], "zh", "slow")
    for lost in (1, 2):
        qtbot.waitUntil(lambda lost=lost: begun.count(0) == lost, timeout=10_000)
        qtbot.waitUntil(lambda: speaker._facts[speaker._standby].get("voice", False), timeout=20_000)
        os.kill(speaker._speaking.pid, signal.SIGKILL)
    with qtbot.waitSignal(speaker.finished, timeout=20_000):
        pass
    assert begun == [0, 0, 1]


@pytest.mark.sound
def test_readings_and_prompts_outlive_a_mouth(speaker, qtbot) -> None:
    speaker.read({"锦和": "jin3 he2"})
    speaker.prepare(["您好。"], "zh")
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        speaker.say(["您好。"], "zh", "fast")
    qtbot.waitUntil(lambda: speaker._facts[speaker._standby].get("voice", False), timeout=20_000)
    told: list[dict] = []
    speaker._standby.told.connect(told.append)
    os.kill(speaker._standby.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: any("ready" in fact for fact in told), timeout=20_000)
    with qtbot.waitSignal(speaker.finished, timeout=15_000):
        speaker.say(["锦和大厅。"], "zh", "fast")


def test_a_kiosk_without_sound_is_silent_but_whole(qtbot) -> None:
    speaker = Speaker()
    assert not speaker.available
    speaker.say(STORY, "zh")
    speaker.stop()
    speaker.tone("tap")
    speaker.chime(True)
