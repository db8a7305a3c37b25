"""Shaky hands: a bounce counts once, a palm not at all, a wandering or long press is a press."""

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest

from kiosk.shoot import settle

PX_PER_MM = 1920 / 476


class Finger:
    """One finger on the key 9 of the keypad."""

    def __init__(self, hand):
        self.hand = hand
        self.window = hand.kiosk.window
        item = hand.find("key-9")
        self.where = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def press(self, drift_mm=0.0, wait_s=1.0):
        self.hand.clock[0] += wait_s
        away = self.where + QPoint(round(drift_mm * PX_PER_MM), 0)
        QTest.touchEvent(self.window, self.hand.device).press(0, self.where, self.window).commit()
        settle(self.hand.kiosk)
        if drift_mm:
            QTest.touchEvent(self.window, self.hand.device).move(0, away, self.window).commit()
            settle(self.hand.kiosk)
        QTest.touchEvent(self.window, self.hand.device).release(0, away, self.window).commit()
        settle(self.hand.kiosk)

    @property
    def digits(self):
        return self.hand.kiosk.progress.property("digits")


@pytest.fixture
def finger(hand):
    hand.go(lambda kiosk: kiosk.app.open("code", ""))
    return Finger(hand)


def test_a_press_counts(finger):
    finger.press()
    assert finger.digits == "9"


@pytest.mark.parametrize("gap_s", [0.04, 0.12, 0.3, 0.45])
def test_a_bounce_counts_once(finger, gap_s):
    finger.press()
    finger.press(wait_s=gap_s)
    assert finger.digits == "9"


def test_a_meant_second_press_counts(finger):
    finger.press()
    finger.press(wait_s=0.6)
    assert finger.digits == "99"


def test_another_key_right_after_counts(finger):
    finger.press()
    finger.hand.press("key-1", wait_s=0.2)
    assert finger.digits == "91"


@pytest.mark.parametrize("drift_mm", [2, 4, 8, 12])
def test_a_wandering_finger_still_presses(finger, drift_mm):
    finger.press(drift_mm=drift_mm)
    assert finger.digits == "9"


def test_sliding_off_takes_it_back(finger):
    finger.press(drift_mm=-70)
    assert finger.digits == ""


def test_a_palm_does_nothing(finger):
    hand, window = finger.hand, finger.window
    hand.clock[0] += 1
    other = finger.where + QPoint(-400, 0)
    QTest.touchEvent(window, hand.device).press(0, finger.where, window).press(1, other, window).commit()
    settle(hand.kiosk)
    QTest.touchEvent(window, hand.device).release(0, finger.where, window).release(1, other, window).commit()
    settle(hand.kiosk)
    assert finger.digits == ""


def test_a_second_finger_takes_the_press_back(finger):
    hand, window = finger.hand, finger.window
    hand.clock[0] += 1
    other = finger.where + QPoint(-400, 0)
    QTest.touchEvent(window, hand.device).press(0, finger.where, window).commit()
    settle(hand.kiosk)
    QTest.touchEvent(window, hand.device).stationary(0).press(1, other, window).commit()
    settle(hand.kiosk)
    QTest.touchEvent(window, hand.device).release(0, finger.where, window).release(1, other, window).commit()
    settle(hand.kiosk)
    assert finger.digits == ""


def test_the_next_page_does_not_catch_the_second_tap(hand):
    hand.press("begin")
    hand.press("tile-families")
    assert hand.page == "families"
    hand.press("kinds-seniors", wait_s=0.2)
    assert hand.page == "families"
    hand.press("kinds-seniors", wait_s=0.4)
    assert hand.page == "kinds"
