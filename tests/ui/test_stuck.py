"""Somebody who is lost is offered a person; somebody who finds the way is left alone."""

import pytest

from kiosk.shoot import settle
from ui.stuck import IDLE_SECONDS, Stuck


class Hand:
    """Plays a trace: `open`, `back`, `miss`, `hit`, and seconds to wait."""

    def __init__(self):
        self.at = 100.0
        self.stuck = Stuck(lambda: self.at)

    def play(self, trace):
        signs = []
        for step in trace.split():
            if step.replace(".", "").isdigit():
                for _ in range(int(float(step))):
                    self.at += 1
                    signs.append(self.stuck.waited())
                self.at += float(step) % 1
            elif step == "open":
                self.stuck.chose()
            elif step == "back":
                signs.append(self.stuck.went_back())
            elif step == "nowhere":
                signs.append(self.stuck.went_back(nowhere=True))
            elif step == "touch":
                self.stuck.touched()
            else:
                x, y = step.split(",")
                signs.append(self.stuck.missed(float(x), float(y)))
        return [sign for sign in signs if sign]


LOST = [
    "open 2 back 2 open 3 back 2 open 2 back",
    "open 5 back 9 open 9 back 5 open 8 back",
    "open 2 open 2 back 1 open 4 back 3 open 2 back",
    "nowhere 1 nowhere 1 nowhere",
    "open 3 back 2 nowhere 2 nowhere",
    "100,100 1 101,99 1 102,103",
    "100,100 3 90,110 5 100,120",
    "open 2 50,50 1 52,50 1 51,52",
    "open 80",
    "open 30 touch 76",
    "open 1 open 1 open 79",
    "50,50 60 55,55 10 52,58",
]
FINDING = [
    "open 3 open 3 open 3 open 10 back 1 back 1 back 1 back",
    "open 25 back 5 open 25 back 5 open 25 back",
    "open 3 open 3 back 4 open 30 open 5",
    "100,100 1 open 200,300 5 open",
    "100,100 1 200,100 1 300,100",
    "open 30 touch 30 touch 30 touch 30 open",
    "open 60 open 70 open 74",
    "open 2 back 100 open 2 back 100 touch open 2 back",
    "open 5 open 5 open 40 back 2 open 40 back 2 open 40",
    "open 2 back 3 open 40 open 2 back",
]


@pytest.mark.parametrize("trace", LOST)
def test_a_lost_hand_is_seen(trace):
    assert Hand().play(trace)


@pytest.mark.parametrize("trace", FINDING)
def test_a_hand_that_finds_its_way_is_left_alone(trace):
    assert [sign for sign in Hand().play(trace) if sign != "idle"] == []


def test_help_is_offered_twice_in_a_visit_and_again_in_the_next():
    hand = Hand()
    assert hand.play("nowhere 1 " * 12) == ["backs", "backs"]
    hand.stuck.forget()
    assert hand.play("nowhere 1 " * 3) == ["backs"]


def test_a_silence_is_told_once():
    assert Hand().play(f"open {IDLE_SECONDS + 200:.0f}") == ["idle"]


def test_three_misses_enlarge_slow_down_and_offer_a_person(hand):
    counted = []
    hand.kiosk.app._link.count = lambda *names: counted.extend(names)
    hand.press("begin")
    hand.press("tile-families")
    for _ in range(3):
        hand.go(lambda kiosk: kiosk.app.missed(60.0, 60.0))
    assert hand.page == "stuck"
    assert (hand.kiosk.app.property("scale"), hand.kiosk.voice.property("rate")) == (1.5, "slow")
    assert hand.speaker.said[-1][0] == "不着急，慢慢来。"
    assert counted == ["stuck:misses"]
    hand.press("stuck-as-before")
    assert hand.page == "families"
    assert (hand.kiosk.app.property("scale"), hand.kiosk.voice.property("rate")) == (1.0, "normal")


def test_who_goes_on_keeps_the_big_text_and_the_person_is_one_press_away(hand):
    hand.press("begin")
    for _ in range(3):
        hand.press("tile-code")
        hand.press("back")
    assert hand.page == "stuck"
    hand.press("stuck-on")
    assert (hand.page, hand.kiosk.app.property("scale")) == ("home", 1.5)
    for _ in range(3):
        hand.press("tile-code")
        hand.press("back")
    hand.press("stuck-person")
    assert hand.page == "person"


def test_a_long_silence_moves_nothing(hand):
    hand.press("begin")
    hand.press("tile-families")
    hand.speaker.finished.emit()
    hand.kiosk.app._stuck._now = lambda: 1e9
    hand.kiosk.app._tick()
    settle(hand.kiosk)
    assert hand.page == "families" and hand.kiosk.app.property("scale") == 1.0
    assert hand.speaker.said[-1] == ["要帮忙，就按“叫人”。"]
