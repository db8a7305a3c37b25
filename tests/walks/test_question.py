"""A question: a resident looks for help with age 80, hears the answer, and takes it home. Touch for now; ears come later."""

from __future__ import annotations

import pytest
from heard import read_wav, resemblance
from stage import KioskMachine, Screen

MARK = "#ffdf85"
"""The ground of the sentence being read, theme paper."""
ANSWER = "满80岁的老人，每月发一笔津贴。"


@pytest.mark.walk
@pytest.mark.sound
def test_from_rest_to_the_answer_seen_and_heard(platform, make_kiosk, screen: Screen, null_sink, tmp_path) -> None:
    kiosk: KioskMachine = make_kiosk(platform.url, platform.facts["enrol_code"])
    recording = null_sink.record()
    kiosk.open()
    kiosk.do(see="按一下，开始", seconds=60)
    kiosk.do(sound=True, seconds=60)
    kiosk.tap("begin")
    kiosk.do(page="home")
    kiosk.tap("找服务", "养老社保", "老人服务", "高龄津贴申请")
    kiosk.do(page="service")
    kiosk.do(see=ANSWER)
    kiosk.do(see="不收钱")
    assert screen.share(MARK) == 0, "nothing is marked before it is read"
    kiosk.do(quiet=True, seconds=40)
    began = recording.seconds()
    kiosk.tap("read")
    kiosk.do(reading=True)
    assert screen.share(MARK) > 0.005, "the sentence being read is marked on the glass"
    kiosk.do(quiet=True, seconds=120)
    recording.stop()
    heard = recording.samples()[int(began * 22_050) :]
    assert recording.level(began) > -40
    done = kiosk.command("say", ANSWER, "--to", str(tmp_path / "answer.wav"))
    assert done.returncode == 0, done.stderr
    sound = read_wav(tmp_path / "answer.wav")
    assert len(sound) > 22_050
    assert resemblance(heard, sound * 0.5) > 0.8
    kiosk.tap("pager-next", "pager-next", "pager-next")
    kiosk.do(see="028-5550-0102")
    kiosk.tap("home")
    kiosk.do(page="home")
