"""`kiosk hear`: files through the kiosk's own ears; what cannot be heard gets a sentence, never a traceback."""

import json
import subprocess
from pathlib import Path

import pytest

import assets


@pytest.fixture(scope="session")
def model():
    return lambda lang: assets.path("voice", f"demo-{lang}")


@pytest.fixture
def say(tmp_path):
    def spoken(sentence, voice="cmn-latn-pinyin+f4", *form):
        plain, file = tmp_path / "plain.wav", tmp_path / f"{len(list(tmp_path.iterdir()))}.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", "150", "-w", plain, sentence], check=True)
        effects = ["pad", "0.4", "1.5"]
        if form and form[0] == "clipped":
            form, effects = (), [*effects, "gain", "20"]
        subprocess.run(["sox", plain, *form, file, *effects], check=True, stderr=subprocess.DEVNULL)
        return file

    return spoken


@pytest.fixture
def hear(kiosk, with_content, model):
    def run(*arguments, lang="zh"):
        done = kiosk("hear", *arguments, "--lang", lang, "--model", model(lang))
        return done, [json.loads(line) for line in done.out.splitlines()]

    return run


def test_questions_and_commands_mean_something(hear, say):
    done, (question, command) = hear(say("我要办居住证"), say("返回"))
    assert done.code == 0
    assert question["text"] == "我要办居住证"
    assert question["alternatives"][0] == {"text": "我要办居住证", "score": 1.0}
    assert question["intent"] == {"kind": "question", "words": "我要办居住证"}
    assert command["intent"]["kind"] == "command"
    assert command["intent"]["name"] == "back"
    assert command["audio_s"] > 2.0
    assert command["took_s"] < command["audio_s"]


def test_the_page_decides(hear, say):
    file = say("不对")
    assert hear(file, "--page", "still")[1][0]["command"] or hear(file, "--page", "report")[1][0]["text"] == "不对"
    done = hear(file, "--page", "nowhere")[0]
    assert done.code == 64


def test_english(hear, say):
    (line,) = hear(say("help", "en-us"), lang="en")[1]
    assert line["text"] == "help"
    assert line["intent"]["kind"] == "command"


@pytest.mark.parametrize(
    "form",
    [
        ["-r", "8000"],
        ["-r", "48000"],
        ["-c", "2"],
        ["-b", "24"],
        ["-e", "floating-point"],
        ["-e", "mu-law"],
        ["clipped"],
    ],
    ids=" ".join,
)
def test_odd_files_are_heard(hear, say, form):
    done, (line,) = hear(say("返回", "cmn-latn-pinyin+f4", *form))
    assert done.code == 0
    assert line["text"] or form == ["-r", "8000"]


def test_bad_files_get_a_sentence_and_do_not_stop_the_others(hear, say, tmp_path):
    good = say("返回")
    bad = {"empty.wav": b"", "letter.wav": b"Dear hall, ...", "head.wav": good.read_bytes()[:44]}
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    cut = tmp_path / "cut.wav"
    cut.write_bytes(good.read_bytes()[:-5000])
    done, lines = hear(*(tmp_path / name for name in bad), tmp_path / "missing.wav", cut, good)
    assert done.code == 65
    assert [line.get("fault") for line in lines] == ["empty", "not-a-wav", "empty", "unreadable", None, None]
    assert lines[4]["text"] == lines[5]["text"] == "返回"
    assert len(done.err.strip().splitlines()) == 4
    assert "There is no sound" in done.err
    assert "没有声音" in done.err


def test_silence_is_nothing(hear, tmp_path):
    file = tmp_path / "silence.wav"
    subprocess.run(["sox", "-n", "-r", "16000", file, "trim", "0", "12"], check=True)
    (line,) = hear(file)[1]
    assert (line["text"], line["intent"], line["ended"], line["loudness"]) == (
        "",
        {"kind": "nothing"},
        "silent",
        "quiet",
    )


def test_without_a_model_it_says_so(kiosk, say, tmp_path):
    done = kiosk("hear", say("返回"), "--model", tmp_path / "nowhere")
    assert done.code == 69
    assert "model install" in done.err


def test_a_folder_that_is_no_model_is_no_model(kiosk, with_content, say, tmp_path):
    (tmp_path / "empty").mkdir()
    assert kiosk("hear", say("返回"), "--model", tmp_path / "empty").code == 69


def test_a_model_that_kills_the_ears_costs_that_file_only(kiosk, with_content, say, tmp_path, model, monkeypatch):
    """An engine that dies of a signal at the first sound of a file."""
    code = "import os, signal\nSetLogLevel = Model = lambda *_: None\ndef KaldiRecognizer(*_): os.kill(os.getpid(), signal.SIGABRT)\n"
    (tmp_path / "vosk.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{Path(__file__).parents[2]}")
    file = say("返回")
    done = kiosk("hear", file, file, "--model", model("zh"))
    assert done.code == 65
    assert [json.loads(line)["fault"] for line in done.out.splitlines()] == ["lost", "lost"]
