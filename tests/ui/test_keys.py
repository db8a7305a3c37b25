"""Everything by keys alone: twelve keys of a pad reach, press and leave everything, with a ring that shows where."""

import gc

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.shoot import SCENES, look, settle

Key = Qt.Key
ARROWS = (Key.Key_Right, Key.Key_Left, Key.Key_Up, Key.Key_Down)
GRAVE = (
    "send",
    "tell-send",
    "receipt-undo",
    "receipt-undo-yes",
    "call-again",
    "help-person",
    "wrong-phone",
    "wrong-again",
)


def walked(hand, key):
    """Names of the stops until one comes again; keys follow one another without waiting."""
    names = []
    for _ in range(60):
        QTest.keyClick(hand.kiosk.window, key)
        if hand.focused in names:
            break
        names.append(hand.focused)
    return names


def targets(hand):
    return {item.objectName() for item in hand.items() if item.inherits("QQuickAbstractButton")}


SHOWN = [name for name in SCENES if name not in ("rest", "still")]  # there any key is an answer


@pytest.mark.parametrize("part", range(4))
def test_every_target_of_every_page_is_reached_and_none_is_a_trap(hand, part):
    """Right goes through all of them, the other arrows always lead on, and nothing is opened by it."""
    for scene in SHOWN[part::4]:
        look(hand.kiosk, "p", "paper", 1.0, "zh")
        hand.key(Key.Key_Shift)
        SCENES[scene](hand.kiosk)
        settle(hand.kiosk)
        page, here = hand.page, targets(hand)
        assert hand.focused in here, (scene, hand.focused)
        assert set(walked(hand, Key.Key_Right)) == here, scene
        for key in (Key.Key_Left, Key.Key_Up, Key.Key_Down):
            at = hand.focused
            QTest.keyClick(hand.kiosk.window, key)
            assert hand.focused in here - {at}, (scene, key)
        assert hand.page == page, scene


@pytest.mark.parametrize("orientation", ["p", "l"])
def test_the_look_is_never_more_than_three_keys_away(hand, orientation):
    for scene in ("home", "services", "service", "report-words", "receipt", "code", "told", "danger", "sound"):
        for keys, what in (
            ((Key.Key_Up,), "bigger"),
            ((Key.Key_Up, Key.Key_Right), "volume"),
            ((Key.Key_Left,) * 2, "theme"),
        ):
            look(hand.kiosk, orientation, "paper", 1.0, "zh")
            SCENES[scene](hand.kiosk)
            settle(hand.kiosk)
            before = hand.kiosk.app.property("scale"), hand.kiosk.app.property("ground"), hand.page
            for key in keys:
                hand.key(key)
            assert hand.focused == what, (scene, what)
            hand.key(Key.Key_Return)
            assert (
                hand.kiosk.app.property("scale"),
                hand.kiosk.app.property("ground"),
                hand.page,
            ) != before or scene == "sound"


def test_a_report_from_rest_to_its_receipt_by_twelve_keys(hand):
    hand.key(Key.Key_Right)
    assert hand.page == "home"
    for name, page in (
        ("tile-report-what", "report-what"), ("category-streetlight", "report-where"), ("place-jy", "report-where"),
        ("place-jy-3", "report-where"), ("place-unknown", "report-words"), ("sentence-0", "report-words"), ("words-done", "report-check"), ("send", "receipt"),
    ):  # fmt: skip
        assert hand.focused not in GRAVE
        hand.go_to(name)
        hand.key(Key.Key_Return)
        assert hand.page == page, name
    assert hand.focused == "receipt-say"
    hand.key(Key.Key_Home)
    assert hand.page == "home"


def test_the_focus_never_comes_to_rest_on_what_sends_calls_or_takes_back(hand):
    for scene in (
        "report-check",
        "tell",
        "receipt",
        "receipt-undo",
        "help",
        "person",
        "sorry",
        "none",
        "told",
        "wrong",
        "wrong-refused",
    ):
        look(hand.kiosk, "p", "paper", 1.0, "zh")
        hand.key(Key.Key_Shift)
        SCENES[scene](hand.kiosk)
        settle(hand.kiosk)
        item = hand.kiosk.window.activeFocusItem()
        assert item.objectName() not in GRAVE and not item.property("careful"), scene


@pytest.mark.parametrize(
    ("key", "does"),
    [
        (Key.Key_Escape, lambda hand: hand.page == "home"),
        (Key.Key_Backspace, lambda hand: hand.page == "home"),
        (Key.Key_Home, lambda hand: hand.page == "home"),
        (Key.Key_F1, lambda hand: hand.page == "help"),
        (Key.Key_Help, lambda hand: hand.page == "help"),
        (Key.Key_F2, lambda hand: len(hand.speaker.said) > 1 and hand.speaker.said[-1] == hand.speaker.said[-2]),
        (Key.Key_F3, lambda hand: hand.kiosk.voice.property("volume") == 4),
        (Key.Key_VolumeDown, lambda hand: hand.kiosk.voice.property("volume") == 4),
        (Key.Key_F4, lambda hand: hand.kiosk.voice.property("volume") == 6),
        (Key.Key_VolumeUp, lambda hand: hand.kiosk.voice.property("volume") == 6),
        (Key.Key_F5, lambda hand: hand.kiosk.app.property("about") == "voice-off"),
        (Key.Key_F9, lambda hand: hand.kiosk.voice.property("dark")),
    ],
)
def test_each_key_of_the_pad_does_its_own_thing(hand, key, does):
    hand.go(lambda kiosk: kiosk.app.home())
    hand.go(lambda kiosk: kiosk.app.open("families", ""))
    hand.key(key)
    assert does(hand)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_each_confirming_key_presses(hand, key):
    hand.press("begin")
    hand.go_to("tile-code")
    hand.key(key)
    assert hand.page == "code"


def test_printed_digits_type_on_a_keypad_and_choose_on_a_list(hand):
    hand.go(lambda kiosk: kiosk.app.open("code", ""))
    for key in (Key.Key_4, Key.Key_1, Key.Key_1):
        hand.key(key)
    assert hand.kiosk.progress.property("digits") == "411"
    SCENES["which"](hand.kiosk)
    settle(hand.kiosk)
    rows = [item for item in hand.items() if item.inherits("QQuickAbstractButton") and item.property("number") == 2]
    wanted = rows[0].property("text")
    hand.key(Key.Key_2)
    assert hand.page == "service" and wanted in hand.texts()


def held(hand, key, text=""):
    for kind, again in (
        (QEvent.Type.KeyPress, False),
        *((QEvent.Type.KeyPress, True),) * 30,
        (QEvent.Type.KeyRelease, False),
    ):
        QGuiApplication.sendEvent(hand.kiosk.window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, again))
    settle(hand.kiosk)


def test_a_held_key_counts_once(hand):
    hand.go(lambda kiosk: kiosk.app.open("code", ""))
    hand.key(Key.Key_Right)
    there = hand.focused
    held(hand, Key.Key_Right)
    hand.key(Key.Key_Left)
    assert hand.focused == there
    held(hand, Key.Key_7, "7")
    assert hand.kiosk.progress.property("digits") == "7"
    hand.go_to("key-5")
    held(hand, Key.Key_Space)
    assert hand.kiosk.progress.property("digits") == "75"


def test_a_trembling_confirm_presses_once(hand):
    hand.go(lambda kiosk: kiosk.app.open("code", ""))
    hand.go_to("key-5")
    for wait in (1.0, 0.1, 0.3, 0.6):
        hand.key(Key.Key_Return, wait)
    assert hand.kiosk.progress.property("digits") == "55"


def test_the_focus_is_seen_in_key_mode_only(hand):
    def rings():
        return [
            item for item in hand.items() if item.property("inner") is not None and item.property("outer") is not None
        ]

    hand.press("begin")
    assert rings() == []
    before = hand.kiosk.window.grabWindow()
    hand.key(Key.Key_Tab)
    assert hand.kiosk.window.grabWindow() != before and len(rings()) == 1
    hand.key(Key.Key_Return)
    assert len(rings()) == 1, "the page that came shows where the focus is"


def test_the_focus_is_never_lost_when_a_leaf_is_turned(hand):
    SCENES["services"](hand.kiosk)
    settle(hand.kiosk)
    hand.go_to("pager-next")
    hand.key(Key.Key_Return)
    assert hand.kiosk.app.property("leaf") == 1
    assert hand.focused in targets(hand)


def test_any_key_begins_a_visit(hand):
    hand.key(Key.Key_Space)
    assert hand.page == "home"


def test_any_key_answers_are_you_still_here_and_does_nothing_else(hand):
    SCENES["still"](hand.kiosk)
    settle(hand.kiosk)
    hand.key(Key.Key_Escape)
    assert hand.page == "families"


@pytest.mark.usefixtures("ears")
class TestWhileSomebodyTalks:
    @pytest.fixture
    def ears(self):
        from kiosk.shoot import SampleListener

        return SampleListener()

    def test_done_and_dismiss_by_keys(self, hand, ears):
        hand.go(lambda kiosk: kiosk.app.home())
        hand.key(Key.Key_F5)
        assert ears.listening or hand.kiosk.talk.property("over")
        assert hand.focused == "listen-done"
        said = len(hand.speaker.said)
        assert {"listen-done", "listen-stop"} < set(walked(hand, Key.Key_Right))
        assert len(hand.speaker.said) == said, "nobody speaks into the microphone"
        hand.key(Key.Key_Escape)
        assert not hand.kiosk.talk.property("over") and hand.page == "home"
        assert hand.focused in targets(hand)


@pytest.mark.parametrize(
    ("scene", "name"),
    [("home", "home"), ("home", "back"), ("sound", "volume"), ("help", "help"), ("code", "key-erase")],
)
def test_a_button_that_leads_nowhere_says_where_we_are(hand, scene, name):
    SCENES[scene](hand.kiosk)
    if scene == "code":
        for _ in range(5):
            hand.press("key-erase")
    settle(hand.kiosk)
    told = []
    hand.kiosk.voice.told.connect(told.append)
    page = hand.page
    hand.press(name)
    assert hand.page == page and told == [" ".join(hand.kiosk.window.property("shown").property("says"))] != [""]


def test_the_focus_leaves_what_becomes_careful_in_place(hand):
    SCENES["tell-long-last"](hand.kiosk)
    settle(hand.kiosk)
    quiet = "tell-previous" if hand.shows("tell-previous") else "tell-no"
    hand.go_to(quiet)
    hand.go(lambda kiosk: kiosk.question.send())
    item = hand.kiosk.window.activeFocusItem()
    assert hand.shows("tell-person") and item.objectName() in targets(hand) - {"tell-person", "tell-send"}


def test_a_page_that_is_gone_leaves_no_object_behind(hand):
    """A reference to what had the focus, kept by the window for ever, was 3 KB a visit."""
    kept = []
    for page in ("home", "code", "help") * 4:
        hand.kiosk.app.open(page, "")
        hand.key(Key.Key_Right)
        settle(hand.kiosk)
        gc.collect()
        kept.append(sum(type(thing) is QQuickItem and not shiboken6.isValid(thing) for thing in gc.get_objects()))
    assert kept[-1] == kept[0], kept
