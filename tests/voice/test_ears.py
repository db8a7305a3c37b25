"""The ears as their parent meets them: a real child, real Vosk, real speech out of files."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMANDS = ["返回", "对", "不对", "再说一遍", "大一点", "帮助"]


def best(heard: dict) -> str:
    return heard["alternatives"][0][0] if heard["alternatives"] else ""


def test_a_question_is_heard_word_by_word(ears, resident) -> None:
    ears.wish(hear=7, file=str(resident(0.5, "我要办居住证", 3.0)), lang="zh", commands=COMMANDS)
    told = ears.facts_until("heard")
    partials = [fact["partial"][1] for fact in told if "partial" in fact]
    assert "我要" in partials
    assert partials[-1] == "我要办居住证"
    heard = told[-1]
    assert heard["heard"] == 7
    assert heard["alternatives"][0] == ["我要办居住证", 1.0]
    assert [score for _, score in heard["alternatives"]] == sorted(
        (score for _, score in heard["alternatives"]), reverse=True
    )
    assert (heard["command"], heard["ended"], heard["loudness"]) == ("", "silence", "fine")
    assert 3.5 < heard["seconds"] < 4.6


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("voice", ["f4", "m4"])
def test_a_command_is_heard_for_sure_and_its_turn_is_short(ears, resident, command, voice) -> None:
    file = resident(0.5, command, 3.0, voice=voice)
    heard = ears.hear(file, commands=COMMANDS)
    assert heard["command"] == command
    assert heard["confidence"] > 0.8
    assert heard["ended"] == "command"
    said_until = heard["audio_s"] - 3.0
    assert heard["seconds"] < said_until - 0.5 + 0.8 + 0.6


def test_without_its_grammar_a_command_is_no_command(ears, resident) -> None:
    assert ears.hear(resident(0.5, "返回", 3.0), commands=["帮助"])["command"] == ""


def test_a_command_in_a_sentence_is_no_command(ears, resident) -> None:
    assert ears.hear(resident(0.5, "我要办居住证", 3.0), commands=["办居住证", "对"])["command"] == ""


def test_digits_of_a_receipt_are_one_command(ears, resident) -> None:
    digits = list("零一二三四五六七八九幺")
    heard = ears.hear(resident(0.3, "三", 1.0, "八", 1.0, "二", 1.5, "七", 3.0), commands=digits)
    assert heard["command"] == "三八二七"


@pytest.mark.parametrize("pause", [0.3, 0.6, 1.0, 1.4, 1.8])
@pytest.mark.parametrize("voice", ["f4", "m4"])
def test_a_slow_speaker_is_heard_to_the_end(ears, resident, pause, voice) -> None:
    heard = ears.hear(resident(0.5, "我要", pause, "办居住证", 3.0, voice=voice), commands=COMMANDS)
    assert best(heard) == "我要办居住证"
    assert heard["ended"] == "silence"


@pytest.mark.parametrize(("pause", "wish"), [(2.9, {"slow": True}), (2.0, {"turn": "words"}), (3.2, {"slow": True})])
def test_who_tells_a_story_or_asks_for_time_gets_it(ears, resident, pause, wish) -> None:
    heard = ears.hear(resident(0.5, "路灯坏了", pause, "没人管", 4.5), **wish)
    assert best(heard) == "路灯坏了没人管"


def test_a_turn_is_over_after_its_pause(ears, resident) -> None:
    assert best(ears.hear(resident(0.5, "路灯坏了", 2.9, "没人管", 3.0))) == "路灯坏了"


def test_pauses_longer_than_the_models_own_rules_are_joined(resident, start_ears, model_of, tmp_path) -> None:
    """A model that would end a segment after 0.4 s of silence."""
    model = tmp_path / "hasty"
    shutil.copytree(model_of("zh"), model)
    conf = model / "conf" / "model.conf"
    lines = [line for line in conf.read_text().splitlines() if "endpoint.rule" not in line]
    hasty = [f"--endpoint.rule{rule}.min-trailing-silence=0.4" for rule in (1, 2, 3, 4)]
    conf.write_text("\n".join([*lines, *hasty]) + "\n")
    child = start_ears("--zh", model)
    heard = child.hear(resident(0.5, "我要", 1.8, "办居住证", 3.0), commands=COMMANDS)
    assert best(heard) == "我要办居住证"
    assert conf.read_text().count("=0.4") == 4, "the model itself is not touched"


def test_english_keeps_its_blanks(ears, resident) -> None:
    heard = ears.hear(resident(0.5, "go back", 2.5, lang="en"), lang="en", commands=["Go back", "Help"])
    assert heard["command"] == "Go back"
    assert best(heard) == "go back"


def test_nobody_speaks(ears, resident) -> None:
    assert ears.hear(resident(12.0)) == {"silent": 1, "loudness": "quiet", "audio_s": 12.0}


@pytest.mark.parametrize(
    ("content", "fault"), [(b"", "empty"), (b"no sound at all, only text", "not-a-wav"), (None, "unreadable")]
)
def test_a_file_without_sound(ears, tmp_path, content, fault) -> None:
    file = tmp_path / "x.wav"
    if content is not None:
        file.write_bytes(content)
    assert ears.hear(file) == {"unheard": 1, "fault": fault}


def test_our_words_that_it_cannot_hear_are_told(start_ears, model_of) -> None:
    child = start_ears("--zh", model_of("zh"))
    child.wish(know={"lang": "zh", "phrases": ["居住证", "龘靐办理", "路灯"]})
    child.wish(lang="zh")
    assert child.wait_for("lacks")["lacks"] == {"lang": "zh", "words": ["龘", "靐"]}


def test_names_and_phrases_can_join_the_alternatives(start_ears, model_of, resident) -> None:
    """The wide grammar: the phrase comes back as a way it may have been heard, also where nothing else is understood."""
    child = start_ears("--zh", model_of("zh"))
    child.wish(know={"lang": "zh", "phrases": ["居住证", "路灯坏了"]})
    file = resident(0.5, "路灯坏了", 3.0)
    for wide in (False, True):
        assert "路灯坏了" in [text for text, _ in child.hear(file, wide=wide)["alternatives"]]
    heard = child.hear(resident(0.5, "我要办居住证", 3.0), wide=True)
    assert best(heard) == "我要办居住证"
    assert any(text in ("居住证", "我要办居住证") and score <= 1.0 for text, score in heard["alternatives"])


def test_it_is_ready_while_it_learns_thousands_of_phrases(start_ears, model_of, resident) -> None:
    child = start_ears("--zh", model_of("zh"))
    phrases = [f"我要办居住证{number}" for number in range(20_000)]
    child.wish(lang="zh")
    child.wait_for("model")
    child.wish(know={"lang": "zh", "phrases": phrases})
    time.sleep(0.1)
    began = time.monotonic()
    child.wish(listen=3, lang="zh")
    child.wait_for("lost", seconds=20)
    assert time.monotonic() - began < 1.0


# --- what kills Vosk (docs/adr/0011-ears.md) --------------------------------------------------------------------


@pytest.mark.parametrize(
    "commands",
    [[], [""], ["龘靐"], ["……"], ['"]'], ["[unk]"], ["\\", "{}"], ["返回"] * 3000, ["返" * 5000]],
    ids=["none", "empty", "unknown", "marks", "json", "unk", "escapes", "many", "long"],
)
def test_no_grammar_kills_the_ears(ears, resident, commands) -> None:
    heard = ears.hear(resident(0.5, "返回", 3.0), commands=commands)
    assert best(heard) == "返回"
    assert heard["command"] == ("返回" if "返回" in commands else "")


def test_another_grammar_in_the_middle_of_a_turn_kills_nothing(ears, resident) -> None:
    long = resident(0.5, "我要", 1.5, "办居住证", 1.5, "路灯坏了", 1.5, "没人管", 3.0)
    for number in range(10):
        ears.wish(hear=100 + number, file=str(long), lang="zh", commands=["返回"])
        ears.wait_for("opened")
        ears.wish(stop=True)
        ears.wish(hear=200 + number, file=str(resident(0.5, "不对", 3.0)), lang="zh", commands=["对", "不对"])
        told = ears.facts_until("heard")
        assert [fact["heard"] for fact in told if "heard" in fact] == [200 + number]
        assert told[-1]["command"] == "不对"


def test_wishes_from_another_thread_in_the_middle_of_decoding_kill_nothing(ears, resident) -> None:
    long = resident(0.5, "我要", 1.5, "办居住证", 1.5, "路灯坏了", 1.5, "没人管", 3.0)
    ears.wish(hear=5, file=str(long), lang="zh", commands=COMMANDS)
    for _ in range(50):
        ears.wish(wait=True)
        ears.wish(know={"lang": "zh", "phrases": ["路灯"]})
    ears.wish(done=True)
    assert ears.wait_for("heard")["ended"] in ("done", "file", "silence")
    assert best(ears.hear(resident(0.5, "返回", 3.0))) == "返回"


def _damaged(model: Path, into: Path, part: str, keep: float) -> Path:
    shutil.copytree(model, into)  # never a link: what follows damages it
    file = into / part
    assert file.resolve().is_relative_to(into.resolve())
    whole = file.read_bytes()
    if keep < 0:
        file.unlink()
    else:
        file.write_bytes(whole[: int(len(whole) * keep)])
    return into


@pytest.mark.parametrize(
    ("part", "keep"),
    [
        ("am/final.mdl", 0.5),
        ("am/final.mdl", 0.0),
        ("am/final.mdl", -1),
        ("graph/HCLr.fst", 0.5),
        ("graph/HCLr.fst", 0.01),
        ("graph/HCLr.fst", -1),
        ("graph/Gr.fst", 0.5),
        ("graph/Gr.fst", -1),
        ("graph/words.txt", 0.5),
        ("conf/model.conf", -1),
        ("conf/mfcc.conf", 0.0),
    ],
)
def test_a_broken_model_is_told_or_ends_the_child_but_never_hangs_it(
    start_ears, model_of, tmp_path, resident, part, keep
) -> None:
    model = _damaged(model_of("zh"), tmp_path / "model", part, keep)
    child = start_ears("--zh", model, "--en", model_of("en"))
    child.wait_for("ready")
    child.wish(hear=1, file=str(resident(0.5, "返回", 3.0)), lang="zh", commands=COMMANDS)
    try:
        fact = child.wait_for("heard", "unheard", "silent", seconds=20)
    except AssertionError:
        assert child.ended() != 0, "neither an answer nor an end"
        return
    assert fact.get("fault") == "no-model" or "heard" in fact or "silent" in fact
    assert child.hear(resident(0.5, "go back", 2.5, lang="en"), lang="en", commands=["go back"])["command"] == "go back"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_killed_in_the_middle_of_a_turn_new_ears_hear_the_next(start_ears, model_of, resident, how) -> None:
    child = start_ears("--zh", model_of("zh"))
    child.wish(hear=1, file=str(resident(0.5, *["我要办居住证", 1.0] * 8)), lang="zh")
    child.wait_for("partial")
    os.kill(child.process.pid, how)
    assert child.ended() == -how
    assert best(start_ears("--zh", model_of("zh")).hear(resident(0.5, "返回", 3.0))) == "返回"


# --- nothing of what was said stays -----------------------------------------------------------------------------


def test_the_sound_of_a_turn_can_be_attached_until_it_is_forgotten(ears, resident, tmp_path) -> None:
    ears.hear(resident(4.0, "路灯坏了", 3.0))
    ears.wish(note=True)
    note = tmp_path / "note.wav"
    note.write_bytes(base64.b64decode(ears.wait_for("note")["note"]))
    again = ears.hear(note)
    assert best(again) == "路灯坏了"
    assert again["audio_s"] < 5.0, "the four seconds before the first word are left out"
    ears.wish(forget=True)
    ears.wish(note=True)
    assert ears.wait_for("note") == {"note": None}


@pytest.mark.parametrize("wipe", [{"stop": True}, {"listen": 9, "lang": "zh"}])
def test_stop_and_the_next_turn_wipe_the_sound(ears, resident, wipe) -> None:
    ears.hear(resident(0.5, "路灯坏了", 3.0))
    ears.wish(**wipe)
    ears.wait_for("stopped", "lost")
    ears.wish(note=True)
    assert ears.wait_for("note") == {"note": None}


def test_a_note_is_no_longer_than_a_report_may_carry(ears, resident) -> None:
    story = resident(0.5, *["路灯坏了没人管", 1.0] * 24)
    heard = ears.hear(story, turn="words")
    assert heard["seconds"] > 61
    ears.wish(note=True)
    assert len(base64.b64decode(ears.wait_for("note")["note"])) == 60 * 16_000 * 2 + 44


def test_nothing_is_written(start_ears, model_of, resident, tmp_path, deaf_env) -> None:
    child = start_ears(
        "--zh", model_of("zh"), cwd=tmp_path,
        env={**deaf_env, "TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    child.hear(resident(0.5, "路灯坏了", 3.0))
    child.wish(note=True)
    child.wait_for("note")
    opened = [one.readlink() for one in Path(f"/proc/{child.process.pid}/fd").iterdir()]
    assert not [one for one in opened if one.is_relative_to(tmp_path)]
    assert list(tmp_path.rglob("*")) == []


def test_without_a_device_it_lives_and_says_so(start_ears, model_of) -> None:
    child = start_ears("--zh", model_of("zh"))
    assert child.wait_for("ready") == {"ready": True, "microphone": False}
    child.wish(listen=4, lang="zh")
    told = child.facts_until("lost")
    assert told[-2:] == [{"microphone": False}, {"lost": 4}]


def test_without_a_model_it_lives_and_says_so(start_ears, tmp_path) -> None:
    child = start_ears("--folder", tmp_path)
    child.wish(lang="zh")
    assert child.wait_for("model") == {"model": "zh", "there": False, "demo": False}
    child.wish(listen=4, lang="zh")
    assert child.wait_for("lost") == {"lost": 4}


def test_without_vosk_it_lives_and_says_so(model_of, tmp_path, deaf_env, start_ears) -> None:
    (tmp_path / "vosk.py").write_text("raise ImportError('no libvosk on this machine')\n")
    root = str(Path(__file__).parents[2])
    child = start_ears("--zh", model_of("zh"), env={**deaf_env, "PYTHONPATH": f"{tmp_path}:{root}"}, cwd=tmp_path)
    child.wish(lang="zh")
    assert child.wait_for("model")["there"] is False


def test_it_ends_with_its_parent(deaf_env, model_of) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "voice.ears", "--zh", str(model_of("zh"))],
        env=deaf_env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    child.stdin.close()
    assert child.wait(10) == 0
