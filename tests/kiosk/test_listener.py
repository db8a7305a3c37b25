"""The ears as the pages meet them: a microphone that is open only for a turn, and ears that may die at any time."""

from __future__ import annotations

import os
import signal
import subprocess
import wave

import heard
import numpy as np
import pytest

import assets
from kiosk.listener import EarsListener
from ui.ports import Listener
from voice.heard import Listen, Utterance

COMMANDS = ("返回", "帮助", "对", "不对")
RATE = 16_000


@pytest.fixture(scope="module")
def sink(tmp_path_factory):
    sink = heard.NullSink(tmp_path_factory.mktemp("sound"))
    yield sink
    sink.close()


@pytest.fixture(scope="session")
def models():
    zh, en = (str(assets.path("voice", f"demo-{lang}")) for lang in ("zh", "en"))
    return ("--zh", zh, "--en", en)


@pytest.fixture(scope="module")
def hall_listener(sink, qapp, models):
    listener = EarsListener(models, sink.env)
    yield listener
    listener.close()


@pytest.fixture
def listener(hall_listener, qtbot):
    """One listener for all of this file, as in the hall: it lives through the death of its ears."""
    if not hall_listener.available:
        with qtbot.waitSignal(hall_listener.available_changed, timeout=30_000):
            hall_listener.start()
    yield hall_listener
    hall_listener.stop()


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spoken")

    def say(sentence, lang="zh"):
        file = folder / f"{lang}-{sentence}.wav"
        voice = {"zh": "cmn-latn-pinyin+f4", "en": "en-us"}[lang]
        subprocess.run(["espeak-ng", "-v", voice, "-s", "150", "-w", file, sentence], check=True)
        with wave.open(str(file)) as sound:
            samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
            rate = sound.getframerate()
        with wave.open(str(file), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(rate)
            sound.writeframes((samples * 0.5).astype(np.int16).tobytes())
        return file

    return say


def open_microphones(sink, listener):
    """How many streams the ears hold at the sound server."""
    listed = subprocess.run(
        ["pactl", "list", "source-outputs"], env={**sink.env, "LC_ALL": "C"}, capture_output=True, text=True, check=True
    ).stdout
    return listed.count(f'application.process.id = "{listener._ears.pid}"')


def collected(signal_):
    seen = []
    signal_.connect(lambda *what: seen.append(what[0] if what else None))
    return seen


@pytest.mark.sound
def test_what_is_said_into_the_microphone_is_heard(listener, sink, spoken, qtbot) -> None:
    partials, levels = collected(listener.partial), collected(listener.level)
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    with qtbot.waitSignal(listener.heard, timeout=15_000) as over:
        speaker = sink.speak(spoken("我要办居住证"))
    speaker.wait(5)
    said = over.args[0]
    assert isinstance(said, Utterance)
    assert (said.text, said.ended, said.loudness) == ("我要办居住证", "silence", "fine")
    assert partials[-1] == "我要办居住证"
    assert max(levels) > 0.4
    assert len(levels) <= 12 * (said.seconds + 10)
    assert open_microphones(sink, listener) == 0


@pytest.mark.sound
def test_a_command_is_answered_soon(listener, sink, spoken, qtbot) -> None:
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    with qtbot.waitSignal(listener.heard, timeout=15_000) as over:
        speaker = sink.speak(spoken("不对"))
    speaker.wait(5)
    assert (over.args[0].command, over.args[0].ended) == ("不对", "command")


@pytest.mark.sound
def test_done_ends_the_turn_with_what_was_heard(listener, sink, spoken, qtbot) -> None:
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS, "words"))
    partials = collected(listener.partial)
    sink.speak(spoken("路灯坏了")).wait(10)
    qtbot.waitUntil(lambda: "路灯坏了" in partials, timeout=3_000)
    with qtbot.waitSignal(listener.heard, timeout=1_000) as over:
        listener.done()
    assert (over.args[0].text, over.args[0].ended) == ("路灯坏了", "done")
    with qtbot.waitSignal(listener.noted, timeout=3_000) as noted:
        listener.note()
    assert noted.args[0][:4] == b"RIFF"
    assert len(noted.args[0]) > RATE
    listener.forget()
    with qtbot.waitSignal(listener.noted, timeout=3_000) as noted:
        listener.note()
    assert noted.args[0] == b""


@pytest.mark.sound
def test_the_microphone_is_open_only_for_the_turn(listener, sink, spoken, qtbot) -> None:
    late = collected(listener.heard)
    assert open_microphones(sink, listener) == 0
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    qtbot.waitUntil(lambda: open_microphones(sink, listener) == 1, timeout=3_000)
    partials = collected(listener.partial)
    speaker = sink.speak(spoken("路灯坏了"))
    qtbot.waitUntil(lambda: bool(partials), timeout=5_000)
    listener.stop()
    qtbot.waitUntil(lambda: open_microphones(sink, listener) == 0, timeout=1_000)
    speaker.wait(5)
    qtbot.wait(300)
    assert late == [], "a stopped turn says nothing more"
    with qtbot.waitSignal(listener.noted, timeout=3_000) as noted:
        listener.note()
    assert noted.args[0] == b"", "and leaves no sound"


@pytest.mark.sound
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_ears_that_die_in_a_turn_end_it_kindly_and_come_back(listener, sink, spoken, qtbot, how) -> None:
    listener.know("zh", ["龘靐办理"])
    qtbot.waitUntil(lambda: "zh" in listener.lacks, timeout=10_000)
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    dead, available = listener._ears.pid, collected(listener.available_changed)
    listener._lacks.clear()
    with qtbot.waitSignal(listener.heard, timeout=3_000) as over:
        os.kill(dead, how)
    assert over.args[0] == Utterance()
    assert available[0] is False
    qtbot.waitUntil(lambda: listener.available, timeout=15_000)
    assert listener._ears.pid != dead
    qtbot.waitUntil(lambda: listener.lacks.get("zh") == ("龘", "靐"), timeout=10_000)
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    with qtbot.waitSignal(listener.heard, timeout=15_000) as over:
        sink.speak(spoken("返回")).wait(5)
    assert over.args[0].command == "返回"


@pytest.mark.sound
def test_ears_that_hang_in_a_turn_are_killed(listener, qtbot, monkeypatch) -> None:
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    listener._hung.setInterval(700)
    with qtbot.waitSignal(listener.heard, timeout=5_000) as over:
        os.kill(listener._ears.pid, signal.SIGSTOP)
    listener._hung.setInterval(5_000)
    assert over.args[0] == Utterance()
    qtbot.waitUntil(lambda: listener.available, timeout=15_000)


@pytest.mark.sound
def test_ears_that_do_not_close_the_microphone_are_killed(listener, sink, qtbot) -> None:
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    hanging = listener._ears.pid
    os.kill(hanging, signal.SIGSTOP)
    listener.stop()
    qtbot.waitUntil(lambda: listener._ears.pid != hanging, timeout=2_000)
    qtbot.waitUntil(lambda: listener.available, timeout=15_000)
    assert open_microphones(sink, listener) == 0


@pytest.mark.sound
def test_another_language_is_another_model(listener, sink, spoken, qtbot) -> None:
    with qtbot.waitSignals([listener.available_changed] * 2, timeout=10_000):
        listener.speak("en")
    assert listener.available
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("en", ("Go back", "Help")))
    with qtbot.waitSignal(listener.heard, timeout=15_000) as over:
        sink.speak(spoken("help", "en")).wait(5)
    assert over.args[0].command == "Help"
    with qtbot.waitSignals([listener.available_changed] * 2, timeout=10_000):
        listener.speak("zh")


@pytest.mark.sound
def test_a_microphone_that_was_pulled_out_is_missed_and_found_again(listener, sink, spoken, qtbot) -> None:
    sink.pull_out()
    with qtbot.waitSignals([listener.available_changed, listener.heard], timeout=5_000):
        listener.listen(Listen("zh", COMMANDS))
    assert not listener.available
    sink.plug_in()
    with qtbot.waitSignal(listener.available_changed, timeout=20_000):
        pass
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    with qtbot.waitSignal(listener.heard, timeout=15_000) as over:
        sink.speak(spoken("返回")).wait(5)
    assert over.args[0].command == "返回"


@pytest.mark.sound
def test_a_sound_server_that_hangs_in_a_turn_ends_it(listener, sink, qtbot) -> None:
    with qtbot.waitSignal(listener.opened, timeout=3_000):
        listener.listen(Listen("zh", COMMANDS))
    server = sink._process.pid
    try:
        with qtbot.waitSignal(listener.heard, timeout=8_000) as over:
            os.kill(server, signal.SIGSTOP)
        assert over.args[0] == Utterance()
        assert not listener.available
    finally:
        os.kill(server, signal.SIGCONT)
    qtbot.waitUntil(lambda: listener.available, timeout=30_000)


def test_without_a_model_there_is_no_voice_button_and_no_harm(qtbot, tmp_path) -> None:
    listener = EarsListener(("--folder", str(tmp_path)), {"PULSE_SERVER": "unix:/nowhere"})
    listener.start()
    qtbot.waitUntil(lambda: listener._alive, timeout=20_000)
    assert not listener.available
    with qtbot.waitSignal(listener.heard, timeout=5_000) as over:
        listener.listen(Listen("zh", COMMANDS))
    assert over.args[0] == Utterance()
    listener.close()


def test_ears_that_were_never_started_end_a_turn_at_once(qtbot) -> None:
    listener = EarsListener(())
    with qtbot.waitSignal(listener.heard, timeout=1_000) as over:
        listener.listen(Listen("zh"))
    assert over.args[0] == Utterance()
    listener.stop()
    listener.done()
    with qtbot.waitSignal(listener.noted, timeout=1_000):
        listener.note()


def test_a_kiosk_without_ears_is_deaf_but_whole(qtbot) -> None:
    listener = Listener()
    assert not listener.available
    assert not listener.demo
    listener.speak("en")
    listener.listen(Listen("zh"))
    listener.done()
    listener.wait()
    with qtbot.waitSignal(listener.noted, timeout=1_000):
        listener.note()
    listener.forget()
    listener.stop()
