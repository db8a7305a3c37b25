"""Everything by keys alone: arrows go from key to key, return presses, escape goes back, F1 helps; and a ring shows where."""

import pytest
from PySide6.QtCore import Qt

from kiosk.shoot import SCENES, settle


def focused(hand):
    item = hand.kiosk.window.activeFocusItem()
    return item.objectName() if item else ""


def walked(hand, key):
    names = []
    for _ in range(60):
        hand.key(key)
        if focused(hand) in names:
            break
        names.append(focused(hand))
    return names


def test_every_target_is_reached_by_the_arrow(hand):
    hand.press("begin")
    names = set(walked(hand, Qt.Key.Key_Down))
    targets = {item.objectName() for item in hand.items() if item.inherits("QQuickAbstractButton")}
    assert targets <= names


@pytest.mark.parametrize("scene", ["which", "which-letters", "place-services", "none", "elsewhere", "tell", "told"])
def test_the_pages_of_a_question_by_keys_alone(hand, scene):
    SCENES[scene](hand.kiosk)
    settle(hand.kiosk)
    names = set(walked(hand, Qt.Key.Key_Down))
    targets = {item.objectName() for item in hand.items() if item.inherits("QQuickAbstractButton")}
    assert len(targets) > 10 and targets <= names


def test_a_sentence_is_told_by_keys_alone(hand):
    SCENES["none"](hand.kiosk)
    settle(hand.kiosk)
    for name, page in (("none-tell", "tell"), ("tell-send", "told")):
        for _ in range(60):
            hand.key(Qt.Key.Key_Down)
            if focused(hand) == name:
                break
        hand.key(Qt.Key.Key_Return)
        assert hand.page == page


def test_return_presses_and_escape_goes_back(hand):
    hand.press("begin")
    for _ in range(60):
        hand.key(Qt.Key.Key_Right)
        if focused(hand) == "tile-code":
            break
    hand.key(Qt.Key.Key_Return)
    assert hand.page == "code"
    hand.key(Qt.Key.Key_Escape)
    assert hand.page == "home"


def test_help_has_its_key(hand):
    hand.press("begin")
    hand.key(Qt.Key.Key_F1)
    assert hand.page == "help"


def test_the_focus_is_seen(hand):
    hand.press("begin")
    before = hand.kiosk.window.grabWindow()
    hand.key(Qt.Key.Key_Tab)
    after = hand.kiosk.window.grabWindow()
    assert before != after
    ring = [item for item in hand.items() if item.metaObject().className().startswith("FocusRing")]
    assert len(ring) == 1


def test_any_key_begins_a_visit(hand):
    hand.key(Qt.Key.Key_Space)
    assert hand.page == "home"
