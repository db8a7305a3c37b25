"""Whoever comes next finds nothing of the one before: five visits leave names and numbers everywhere, then all is searched."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication

from kiosk.shoot import SampleListener, settle
from kiosk.traces import traces

VISITS = 5
NAME = "桂蘭莘畇"
LETTERS = "".join(reversed("JKWVZQX"))


def words_of(number: int) -> dict[str, str]:
    """What this visitor leaves: made of pieces, so that no text of this test is a trace itself."""
    return {
        "phone": "139" + str(70_000_000 + 7919 * number),
        "told": "我是" + NAME[number % 3 :] + str(number) + "号家的灯坏了",
        "asked": "我叫" + NAME + str(number) + "想问一下我的梦是什么意思",
        "letters": LETTERS,
        "receipt": str(52_000_000 + 6367 * number),
    }


def visit(hand, words: dict[str, str]) -> None:
    kiosk, ears = hand.kiosk, hand.kiosk.listener
    hand.go(lambda _: kiosk.app.home())
    hand.go(lambda _: kiosk.app.speak())
    ears.partial.emit(words["asked"])
    hand.go(lambda _: ears.hear(words["asked"]))
    if hand.page == "none":
        hand.go(lambda _: kiosk.question.tell())
        hand.go(lambda _: kiosk.app.readAsked.emit())
        hand.go(lambda _: kiosk.question.send())
    hand.go(lambda _: kiosk.app.open("letters", ""))
    for letter in words["letters"]:
        kiosk.finder.letter(letter)
    hand.go(lambda _: kiosk.question.askByLetters(words["letters"]))
    hand.go(lambda _: kiosk.app.open("report-what", ""))
    hand.go(lambda _: kiosk.report.choose("category", "streetlight"))
    hand.go(lambda _: kiosk.report.choose("unknown", "jy-3"))
    kiosk.report.heard([words["told"], words["told"] + "了"])
    hand.go(lambda _: kiosk.report.tell())
    hand.go(lambda _: kiosk.app.speak())
    hand.go(lambda _: ears.hear("第二个"))
    hand.go(lambda _: kiosk.app.open("report-phone", ""))
    for digit in words["phone"]:
        kiosk.report.digit(digit)
    hand.go(lambda _: kiosk.app.open("report-check", ""))
    hand.go(lambda _: kiosk.app.readAsked.emit())
    hand.go(lambda _: kiosk.report.send())
    hand.go(lambda _: kiosk.app.open("code", ""))
    for digit in words["receipt"]:
        kiosk.progress.digit(digit)
    QGuiApplication.clipboard().setText(words["phone"])
    settle(kiosk)


def left_alone(hand) -> None:
    """Until the pages of the visit are gone; this test's own loudspeaker forgets what it was told to say."""
    settle(hand.kiosk)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    hand.speaker.said.clear()
    hand.kiosk.listener.wishes.clear()


@pytest.fixture
def ears():
    return SampleListener()


def test_nothing_of_a_visit_stays(hand, caplog, data_dir):
    caplog.set_level(logging.DEBUG)
    for number in range(VISITS):
        visit(hand, words_of(number))
    seen = " ".join(traces(hand.kiosk, list(words_of(VISITS - 1).values())))
    assert all(place in seen for place in ("item", "accessible", "clipboard", "Python")), "the search can find"
    hand.go(lambda kiosk: kiosk.app.end())
    left_alone(hand)
    for number in range(VISITS):
        left = list(words_of(number).values())
        assert traces(hand.kiosk, left) == []
        assert not any(word in caplog.text for word in left)
        for file in data_dir.rglob("*"):
            held = file.read_bytes() if file.is_file() else b""
            assert not any(word.encode(code) in held for word in left for code in ("utf-8", "utf-16-le")), file


def test_what_comes_back_after_the_visit_is_dropped(hand):
    """The end may come while a report is being put away: the next visitor sees neither its receipt nor its story."""
    words = words_of(99)
    visit(hand, words)
    hand.go(lambda kiosk: kiosk.app.open("report-check", ""))
    hand.kiosk.report.send()
    hand.kiosk.question.askByLetters(words["letters"])
    hand.kiosk.report.hearWhere("锦园")
    hand.kiosk.app.end()
    settle(hand.kiosk)
    assert hand.page == "rest"
    assert hand.kiosk.report.property("code") == ""
    assert hand.kiosk.report.property("place") == ""
    left_alone(hand)
    assert traces(hand.kiosk, list(words.values())) == []
