"""Two thousand random touches and all chords: the kiosk is still there, answers, and has complained of nothing."""

import time

from PySide6.QtCore import QCoreApplication

from kiosk.monkey import CHORDS, Monkey
from kiosk.shoot import settle

TOUCHES = 2000
ANSWERED_S = 1.0


def test_it_stays_and_answers(hand):
    def pass_time(seconds):
        hand.clock[0] += seconds

    monkey = Monkey(hand.kiosk.window, hand.device, 5, pass_time)
    pages = set()
    for _ in range(TOUCHES):
        monkey.touch()
        QCoreApplication.processEvents()
        pages.add(hand.page)
    for number in range(len(CHORDS)):
        monkey.chord(number)
    settle(hand.kiosk)
    assert len(pages) > 10, pages
    assert hand.kiosk.window.isVisible()
    hand.go(lambda kiosk: kiosk.app.end())
    began = time.monotonic()
    hand.press("begin")
    assert hand.page == "home"
    assert time.monotonic() - began < ANSWERED_S
