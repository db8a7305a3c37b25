"""A visit has ended and the slow disk still answers it: the next person's press counts, the former one's wishes do not."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF
from PySide6.QtTest import QTest

from kiosk.shoot import SampleListener, settle
from kiosk.traces import traces

PLACE, SAID = "锦园", "我叫桂蘭莘畇想问一下我的梦"


@pytest.fixture
def ears():
    return SampleListener()


@pytest.fixture
def over(hand):
    """Somebody asked and reported, and left while all of it still lay on the lane; returns what lets the lane go on."""
    kiosk, disk = hand.kiosk, threading.Event()
    hand.go(lambda kiosk: kiosk.app.open("report-what", ""))
    hand.go(lambda kiosk: kiosk.report.choose("category", "streetlight"))
    kiosk.lane.run(lambda: disk.wait(20), lambda _: None)
    kiosk.report.hearWhere(PLACE)
    kiosk.question.ask(SAID)
    kiosk.app.open("report-words", "")
    kiosk.app.end()
    look(hand)
    assert hand.page == "rest" and kiosk.lane.busy

    def go_on():
        disk.set()
        settle(kiosk)

    yield go_on
    go_on()


def look(hand):
    """What a frame shows, without waiting for the lane."""
    QCoreApplication.processEvents()
    hand.kiosk.window.grabWindow()
    QCoreApplication.processEvents()


def touch(hand, name):
    hand.clock[0] += 1
    window, item = hand.kiosk.window, hand.find(name)
    where = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    for act in ("press", "release"):
        getattr(QTest.touchEvent(window, hand.device), act)(0, where, window).commit()
        QCoreApplication.processEvents()


def nothing_left(hand):
    assert hand.kiosk.report.property("place") == "" and hand.kiosk.report.property("fault") == ""
    settle(hand.kiosk)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    hand.speaker.said.clear()
    hand.kiosk.listener.wishes.clear()
    assert traces(hand.kiosk, [SAID]) == []


def test_the_press_of_the_next_person_counts(hand, over):
    touch(hand, "begin")
    assert hand.page == "rest", "nothing of a new visit is shown before the former one is gone"
    over()
    assert hand.page == "home"
    nothing_left(hand)
    hand.press("back")
    assert hand.page == "home", "no way leads back into the former visit"


def test_the_talk_key_of_the_next_person_counts(hand, over):
    hand.kiosk.app.speak()
    over()
    assert hand.page == "home" and hand.kiosk.talk.property("doing") == "listening"
    nothing_left(hand)


def test_a_late_wish_of_the_former_visit_is_dropped(hand, over):
    kiosk = hand.kiosk
    kiosk.listener.hear("我要报修")
    for wish in (
        lambda: kiosk.report.opened.emit("report-check", ""),
        lambda: kiosk.question.led.emit((("none", "1"),)),
        lambda: kiosk.question.told.emit(),
        lambda: kiosk.report.filed.emit(),
        lambda: kiosk.talk.lost.emit("sorry"),
        lambda: kiosk.talk.endangered.emit("fire"),
    ):
        wish()
    look(hand)
    over()
    assert hand.page == "rest"
    nothing_left(hand)


def test_a_press_before_the_visit_ended_once_more_is_not_the_next_ones(hand, over):
    touch(hand, "begin")
    hand.kiosk.app.end()
    over()
    assert hand.page == "rest"
