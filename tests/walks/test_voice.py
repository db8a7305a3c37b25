"""By voice alone: a resident asks, reports and asks after the report; the kiosk hears through its microphone, and is heard.

espeak-ng is the resident, in voices the model never heard; PulseAudio's null sinks are the room. One press of 说话 begins.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import heard
import numpy as np
import pytest
from resident import Resident
from stage import KioskMachine, Platform, wait_until
from visit import PATIENCE_S, Visit

LOUD_DBFS = -40.0
BETWEEN_DIGITS_S = 0.15
"""As one reads a number out. Run together, espeak-ng's 二二 is one 二: 5 of 150 random groups, with a breath 0 of 150."""


@pytest.fixture
def visit(platform: Platform, make_kiosk, null_sink: heard.NullSink, tmp_path: Path) -> Callable[..., Visit]:
    """A kiosk on the home page in a language, and a resident who has just pressed 说话."""

    def begin(variant: str, lang: str = "zh", words_a_minute: int = 140) -> Visit:
        kiosk = make_kiosk(platform.url, platform.facts["enrol_code"], KIOSK_DEMO_VOICE="1")
        kiosk.open()
        resident = Visit(kiosk, null_sink, tmp_path, Resident(variant, words_a_minute), lang)
        resident.begin()
        kiosk.tap("speak")
        return resident

    return begin


def spoken(kiosk: KioskMachine, text: str, folder: Path, lang: str = "zh") -> np.ndarray:
    """How the kiosk says something, rendered apart from it."""
    file = folder / "rendered.wav"
    done = kiosk.command("say", text, "--to", str(file), "--lang", lang)
    assert done.returncode == 0, done.stderr
    return heard.read_wav(file)


@pytest.mark.walk
@pytest.mark.sound
def test_a_question_is_asked_and_answered_by_voice(visit, null_sink, tmp_path) -> None:
    resident = visit("m4")
    recording = null_sink.record()
    resident.say("我想问一下", "高龄津贴怎么办", pause_s=1.8)
    resident.then("service")
    resident.sees("高龄津贴申请")
    resident.say("对")
    resident.say("要带什么")
    resident.sees("身份证")
    resident.say("怎么办")
    resident.sees("第")
    resident.say("返回")
    recording.stop()
    answer = spoken(resident.kiosk, "您问的是高龄津贴申请，对不对？", tmp_path)
    assert recording.level() > LOUD_DBFS
    assert heard.resemblance(recording.samples(), answer) > 0.8


@pytest.mark.walk
@pytest.mark.sound
def test_a_report_is_filed_and_followed_by_voice(visit, platform, sqlite, null_sink, tmp_path) -> None:
    resident = visit("Annie")
    kiosk = resident.kiosk
    outbox = kiosk.data / "outbox.db"
    resident.say("我要报事")
    resident.then("report-what")
    resident.say("路灯坏了")
    resident.then("report-where")
    resident.say("锦园三栋")
    resident.then("report-words")
    resident.say("楼下的路灯不亮", "有三天了", pause_s=1.2)
    resident.say("对")
    resident.then("report-check")
    resident.sees("锦园3栋")
    assert sqlite(outbox, "SELECT count(*) FROM envelopes") == "0", "nothing is kept before the resident sends it"
    resident.say("对")
    assert sqlite(outbox, "SELECT count(*) FROM envelopes") == "0", "对 alone sends nothing"
    recording = null_sink.record()
    resident.say("送出去")
    resident.then("receipt")
    receipt = sqlite(outbox, "SELECT receipt FROM envelopes WHERE kind = 'report'")
    kiosk.do(quiet=True, seconds=PATIENCE_S)
    recording.stop()
    wait_until(lambda: platform.reports(), 60, "the report has arrived")

    resident.say("返回首页")
    resident.then("home")
    resident.say("查进度")
    resident.then("code")
    for group in (receipt[:3], receipt[3:6], receipt[6:]):
        resident.say(*("零一二三四五六七八九"[int(digit)] for digit in group), pause_s=BETWEEN_DIGITS_S)
    resident.then("story")
    resident.sees("路灯坏了")
    assert json.loads(json.dumps(platform.reports()))[0]["receipt"] == receipt


@pytest.mark.walk
@pytest.mark.sound
def test_a_visitor_asks_in_english(visit) -> None:
    resident = visit("m4", "en")
    resident.say("old age allowance")
    resident.then("service")
    resident.say("yes")
    resident.say("what do I bring")
    resident.sees("ID")
    resident.say("go back")
