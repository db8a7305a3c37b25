"""Staff change how a hall's kiosks behave: between two visits, never under somebody's fingers."""

import pytest

from kiosk.habits import Habits
from kiosk.settings import BadSettings, Settings


@pytest.fixture
def habits(hand):
    wanted = Settings()
    made = Habits(hand.kiosk, Settings(), lambda: wanted)

    def change(**values):
        nonlocal wanted
        wanted = Settings(**values)
        made.changed()

    made.change = change
    return made


def facts(kiosk):
    return (
        kiosk.app.property("entrance"),
        kiosk.voice.property("volume"),
        kiosk.rest.times.idle,
        kiosk.guard.refractory,
    )


def test_at_rest_they_are_taken_at_once(hand, habits):
    assert facts(hand.kiosk) == ("silver", 5, 120.0, 0.5)
    habits.change(entrance="normal", volume=3, idle_seconds=300, refractory_seconds=0.9)
    assert facts(hand.kiosk) == ("normal", 3, 300, 0.9)
    hand.press("begin")
    hand.go(lambda kiosk: kiosk.voice.setVolume(8))
    hand.go(lambda kiosk: kiosk.app.end())
    assert facts(hand.kiosk)[:2] == ("normal", 3)


def test_during_a_visit_they_wait_for_its_end(hand, habits):
    hand.press("begin")
    habits.change(volume=3, idle_seconds=300)
    assert facts(hand.kiosk) == ("silver", 5, 120.0, 0.5)
    hand.go(lambda kiosk: kiosk.app.end())
    assert facts(hand.kiosk)[1:3] == (3, 300)


def test_a_file_that_is_being_edited_changes_nothing(hand, habits):
    def broken():
        raise BadSettings("volume", "a whole number is needed")

    habits._load = broken
    habits.changed()
    assert facts(hand.kiosk) == ("silver", 5, 120.0, 0.5)
