"""Trouble of every kind is said aloud and to a screen reader as it is written, with a way on that keys come to."""

import re

import pytest
from PySide6.QtCore import Qt

from kiosk.shoot import SCENES, settle
from offline_cache.records import NoStory, Refused

NUMBER_OF_AN_ERROR = re.compile(r"[A-Za-z]{2,}|\d{2,}")
BLAME = re.compile(r"错误|失败|非法|无效|异常")


def code(digits, answer=None, times=1):
    def do(kiosk):
        if answer is not None:
            link = kiosk.progress._link
            link.ask = lambda receipt: link.told.emit(receipt, answer)
        kiosk.app.open("code", "")
        settle(kiosk)
        for _ in range(times):
            kiosk.progress.clear()
            for digit in digits:
                kiosk.progress.digit(digit)
            kiosk.progress.find()
            settle(kiosk)

    return do


def not_kept(why):
    def do(kiosk):
        SCENES["report-check"](kiosk)
        kiosk.report._outbox.file = lambda report: Refused(why)
        kiosk.report.send()

    return do


def not_taken_back(kiosk):
    SCENES["receipt-undo"](kiosk)
    kiosk.report._outbox.withdraw = lambda ref: Refused("disk-full")
    kiosk.report.undo()


def nobody_comes(kiosk):
    kiosk.app.open("person", "")
    settle(kiosk)
    kiosk.person.call()
    settle(kiosk)
    kiosk.person._patience.timeout.emit()


TROUBLES = {
    "a number too short": (code("417"), "还不到九个数字", "key-1"),
    "a number with a slip": (code("417093567"), "差一个数字", "key-erase"),
    "a number nobody knows": (code("417093568", NoStory("unknown")), "没有找到这个号", "code-again"),
    "no such number twice": (code("417093568", NoStory("unknown"), times=2), "没有找到这个号", "code-person"),
    "no line": (code("417093568", NoStory("offline")), "网还没通", "code-person"),
    "too often": (code("417093568", NoStory("pause")), "叫人", "code-person"),
    "a report not kept": (not_kept("disk-full"), "存不下", "refused-person"),
    "a report not numbered": (not_kept("no-receipts"), "收不了", "refused-person"),
    "not taken back": (not_taken_back, "没有撤成", "receipt-undo"),
    "a sentence not kept": (SCENES["tell-refused"], "没有送走", "tell-send"),
    "a correction not kept": (SCENES["wrong-refused"], "没有送走", "wrong-again"),
    "nobody comes": (nobody_comes, "现在没人", "call-again"),
    "nothing found": (SCENES["none"], "没有找到", "none-pictures"),
    "something gone": (SCENES["sorry"], "没有找到", "sorry-pictures"),
    "broken off": (SCENES["broke-off"], "再说一遍", "hero"),
    "no microphone": (SCENES["families"], "请用手按", "kinds-health"),
}
"""How it comes about, what must be said of it, and the key that leads on."""


@pytest.mark.parametrize("by_keys", [False, True], ids=["hand", "keys"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble_is_told_in_full_with_a_way_on(hand, trouble, by_keys):
    comes, words, way = TROUBLES[trouble]
    told = []
    hand.kiosk.voice.told.connect(told.append)
    if by_keys:
        hand.key(Qt.Key.Key_Right)
    hand.go(comes)
    assert words in told[-1], "a screen reader is told"
    assert any(words in sentence for sentence in hand.speaker.said[-1]), "it is said aloud"
    assert by_keys or any(words in text for text in hand.texts()), "it is written; by keys, as it is being said"
    assert not [text for text in hand.texts() if BLAME.search(text)]
    assert not NUMBER_OF_AN_ERROR.search(told[-1])
    assert hand.find(way).isEnabled()
    assert hand.shows(hand.focused), "the focus is on something that is there"
    hand.go_to(way)
