"""In key mode the focus is spoken: name and state, at once; a page says its name first. Fingers hear no more than before."""

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.shoot import SCENES, settle

Key = Qt.Key


def last(hand):
    return hand.speaker.said[-1]


def test_each_step_says_the_name_of_what_has_the_focus(hand):
    hand.press("begin")
    for _ in range(14):
        began, said = time.perf_counter(), len(hand.speaker.said)
        QTest.keyClick(hand.kiosk.window, Key.Key_Right)
        assert time.perf_counter() - began < 0.3
        assert len(hand.speaker.said) == said + 1
        assert last(hand) == [hand.kiosk.window.activeFocusItem().property("focusWords")]


def test_the_state_is_said_with_the_name(hand):
    SCENES["report-words"](hand.kiosk)
    settle(hand.kiosk)
    hand.key(Key.Key_Right)
    hand.go_to("sentence-0")
    chosen = last(hand)[0]
    assert chosen.endswith("选好了。") and len(chosen) > len("选好了。")


def test_a_page_says_its_name_then_its_words_then_the_focus(hand):
    hand.press("begin")
    hand.go_to("tile-code")
    hand.key(Key.Key_Return)
    assert last(hand) == ["您的回执号是多少？", "请按九个数字。", "数字键"]


def test_the_name_is_not_said_twice(hand):
    hand.key(Key.Key_Return)
    assert last(hand)[0] == "您想办什么事？请按一个。" and len(last(hand)) == 2


def test_a_leaf_says_the_heading_and_where_the_focus_is(hand):
    SCENES["services"](hand.kiosk)
    settle(hand.kiosk)
    hand.go_to("pager-next")
    hand.key(Key.Key_Return)
    assert last(hand)[0] == hand.kiosk.window.property("shown").property("heading")
    assert last(hand)[-1] == hand.kiosk.window.activeFocusItem().property("focusWords")


def test_what_the_focus_says_is_written_too(hand):
    hand.press("begin")
    hand.go_to("tile-report-what")
    assert hand.kiosk.voice.property("caption") == "报事。"
    assert "报事。" in hand.texts()


def test_a_step_interrupts_what_is_being_said(hand):
    hand.press("begin")
    stops = hand.speaker.stops
    hand.key(Key.Key_Right)
    assert hand.speaker.stops > stops


def test_a_finger_leaves_key_mode(hand):
    hand.press("begin")
    hand.key(Key.Key_Right)
    hand.press("tile-report-what")
    assert last(hand) == ["第一步，共四步。您要报什么事？"], "as for every finger"
    said = len(hand.speaker.said)
    hand.press("category-streetlight")
    assert len(hand.speaker.said) == said + 1
    assert hand.focused, "the focus goes along, unseen and unheard"
    assert not [
        item for item in hand.items() if item.property("inner") is not None and item.property("outer") is not None
    ]


def test_again_says_the_page_not_the_focus(hand):
    hand.press("begin")
    hand.key(Key.Key_Right)
    hand.key(Key.Key_F2)
    assert last(hand) == ["您想办什么事？请按一个。"]


def test_a_reading_goes_on_after_the_focus_has_spoken(hand):
    hand.go(lambda kiosk: kiosk.app.open("service", "ll-gaoling"))
    hand.press("read")
    whole = last(hand)
    hand.speaker.sentence.emit(2)
    hand.key(Key.Key_Right)
    hand.go_to("read")
    assert hand.kiosk.voice.property("doing") == "paused"
    hand.key(Key.Key_Return)
    assert last(hand) == whole[2:]


def test_size_and_colours_are_told(hand):
    hand.press("begin")
    hand.key(Key.Key_Up)
    assert hand.focused == "bigger"
    hand.key(Key.Key_Return)
    assert last(hand) == ["字大了。"]
    hand.go_to("theme")
    hand.key(Key.Key_Return)
    assert last(hand) == ["黑底黄字。"]
    said = len(hand.speaker.said)
    hand.press("theme")
    assert len(hand.speaker.said) == said, "a finger sees it"


def test_digits_typed_by_keys_are_never_said(hand):
    SCENES["report-check"](hand.kiosk)
    settle(hand.kiosk)
    hand.go(lambda kiosk: kiosk.app.open("report-phone", ""))
    hand.speaker.said.clear()
    for digit in "138":
        hand.key(Key[f"Key_{digit}"])
    for digit in "00001234":
        hand.go_to(f"key-{digit}")
        hand.key(Key.Key_Return)
    assert hand.kiosk.report.property("phone") == "13800001234"
    said = "".join(words for sentences in hand.speaker.said for words in sentences)
    assert "数字键" in said and not any(digit in said for digit in "0123456789零一二三四五六七八九")


def test_the_dark_screen_is_black_and_the_keys_speak_on(hand):
    hand.press("begin")
    hand.key(Key.Key_F9)
    picture = hand.kiosk.window.grabWindow()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 1080, 40) for y in range(0, 1920, 40)}
    assert colours == {"#000000"}
    hand.key(Key.Key_Right)
    assert last(hand) == [hand.kiosk.window.activeFocusItem().property("focusWords")]
    page = hand.page
    hand.press("wake")
    assert hand.page == page and not hand.kiosk.voice.property("dark")
    hand.key(Key.Key_F9)
    hand.go(lambda kiosk: kiosk.app.end())
    assert not hand.kiosk.voice.property("dark"), "the next resident finds a bright screen"
