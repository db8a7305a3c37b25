"""What the kiosk says and writes: clauses in the caption, silence at every touch, reading with pause and go on."""

import pytest

from ui.view_models.voice import clauses


@pytest.mark.parametrize(
    ("text", "capacity", "latin", "captions"),
    [
        ("您想办什么事？请按一个。", 26, False, ["您想办什么事？请按一个。"]),
        ("您想办什么事？请按一个。", 8, False, ["您想办什么事？", "请按一个。"]),
        ("第三步。请说一说怎么了，也可以不说。", 15, False, ["第三步。请说一说怎么了…", "也可以不说。"]),
        ("一二三四五六七八九十一二。", 8, False, ["一二三四五六七…", "八九十一二。"]),
        ("Press the nine numbers, or say them.", 24, True, ["Press the nine numbers…", "or say them."]),
        ("Somebody comes right now here", 20, True, ["Somebody comes…", "right now here"]),
    ],
)
def test_captions_are_whole_clauses(text, capacity, latin, captions):
    found = clauses(text, capacity, latin)
    assert [words for _, words in found] == captions
    assert [text[at] for at, _ in found] == [text[at] for at, _ in sorted(found)]
    assert found[0][0] == 0


def test_no_caption_is_longer_than_the_row():
    text = "您报的事先存好，网好了自动送出去，一二三四五六七八九十一二三四五六七八九十。"
    for capacity in (8, 14, 15, 19, 24, 26):
        assert all(len(words) <= capacity for _, words in clauses(text, capacity, False)), capacity


def test_a_touch_stops_speech_and_nothing_resumes(hand):
    hand.press("begin")
    assert hand.speaker.said[-1] == ["您想办什么事？请按一个。"]
    stops = hand.speaker.stops
    hand.kiosk.voice.touched()
    assert hand.speaker.stops == stops + 1
    said = len(hand.speaker.said)
    hand.kiosk.voice._finished()
    assert len(hand.speaker.said) == said


def test_reading_pauses_at_a_touch_and_goes_on_only_by_its_key(hand):
    hand.go(lambda kiosk: kiosk.app.open("service", "ll-gaoling"))
    hand.press("read")
    whole = hand.speaker.said[-1]
    assert "高龄津贴申请" in whole and "3号窗口" in whole
    hand.speaker.sentence.emit(2)
    assert hand.kiosk.voice.property("doing") == "reading"
    hand.press("read")  # the touch itself silences; the key must not start again
    assert hand.kiosk.voice.property("doing") == "paused"
    hand.press("read")
    assert hand.speaker.said[-1] == whole[2:]


def test_the_sentence_being_read_is_marked(hand):
    hand.go(lambda kiosk: kiosk.app.open("service", "ll-gaoling"))
    hand.press("read")
    words = hand.speaker.said[-1]
    for number, sentence in enumerate(words[:4]):
        hand.speaker.sentence.emit(number)
        marked = [item.property("text") for item in hand.items() if item.property("marked")]
        assert marked == [sentence]
    hand.speaker.finished.emit()
    assert not [item for item in hand.items() if item.property("marked")]


def test_without_sound_the_words_pass_through_the_caption(hand):
    hand.speaker.here = False
    hand.go(lambda kiosk: kiosk.voice.fits(8))
    hand.go(lambda kiosk: kiosk.voice.greet(["您想办什么事？请按一个。"]))
    voice = hand.kiosk.voice
    assert voice.property("caption") == "您想办什么事？"
    voice._silent_step()
    assert voice.property("caption") == "请按一个。"
    voice._silent_step()
    assert voice.property("caption") == "请按一个。", "the last words stay"


def test_loudness_has_eight_steps_and_five_speeds(hand):
    hand.go(lambda kiosk: kiosk.app.open("sound", ""))
    for _ in range(12):
        hand.press("louder")
    assert hand.kiosk.voice.property("volume") == 8
    for _ in range(12):
        hand.press("softer")
    assert hand.kiosk.voice.property("volume") == 0
    for speed in (2, 1, 1):
        hand.press("slower")
        assert hand.kiosk.voice.property("speed") == speed
    for _ in range(6):
        hand.press("faster")
    assert hand.kiosk.voice.property("rate") == "fastest"


def test_a_press_is_heard(hand):
    hand.press("begin")
    hand.speaker.finished.emit()
    hand.press("tile-families")
    assert "tap" in hand.speaker.tones


def test_a_voice_that_says_nothing_more_does_not_hold_the_visit(hand, qtbot):
    hand.press("begin")
    voice = hand.kiosk.voice
    assert voice.busy
    voice._lost.setInterval(30)
    hand.speaker.progress.emit(0, 2)
    qtbot.waitUntil(lambda: not voice.busy, timeout=1000)
