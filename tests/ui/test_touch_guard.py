"""Shaky hands: a bounce counts once, a palm not at all, a wandering or long press is a press."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSizeF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTouchEvent
from PySide6.QtTest import QTest

import ui
from kiosk.shoot import SCENES, SampleListener, settle
from ui.touch_guard import TouchGuard

PX_PER_MM = 1920 / 476


class Finger:
    """One finger, or the mouse, on the middle of one thing."""

    def __init__(self, hand, item):
        self.hand = hand
        self.item = item
        self.window = hand.kiosk.window
        self.where = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def touch(self):
        return QTest.touchEvent(self.window, self.hand.device)

    def down(self, wait_s=1.0, others=0, mouse=False):
        self.hand.clock[0] += wait_s
        if mouse:
            QTest.mousePress(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self.where)
            return
        touch = self.touch().press(0, self.where, self.window)
        for other in range(1, others + 1):
            touch.press(other, self._beside(other), self.window)
        touch.commit()

    def second_comes(self):
        self.touch().stationary(0).press(1, self._beside(1), self.window).commit()

    def up(self, drift_px=0, others=0, mouse=False):
        where = self.where + QPoint(drift_px, 0)
        if mouse:
            QTest.mouseRelease(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        else:
            if drift_px:
                self.touch().move(0, where, self.window).commit()
            touch = self.touch().release(0, where, self.window)
            for other in range(1, others + 1):
                touch.release(other, self._beside(other), self.window)
            touch.commit()
        settle(self.hand.kiosk)

    def press(self, drift_mm=0.0, wait_s=1.0):
        self.down(wait_s)
        self.up(round(drift_mm * PX_PER_MM))

    def _beside(self, other):
        return self.where + QPoint(-other * 150, 0)

    @property
    def digits(self):
        return self.hand.kiosk.progress.property("digits")


@pytest.fixture
def finger(hand):
    hand.go(lambda kiosk: kiosk.app.open("code", ""))
    return Finger(hand, hand.find("key-9"))


def test_a_press_counts(finger):
    finger.press()
    assert finger.digits == "9"


def test_a_bounce_counts_once(finger):
    for times, gap_s in enumerate((0.04, 0.12, 0.2, 0.3, 0.4, 0.45), 1):
        finger.press()
        finger.press(wait_s=gap_s)
        assert finger.digits == "9" * times, gap_s


def test_a_meant_second_press_counts(finger):
    finger.press()
    finger.press(wait_s=0.6)
    assert finger.digits == "99"


def test_another_key_right_after_counts(finger):
    finger.press()
    finger.hand.press("key-1", wait_s=0.2)
    assert finger.digits == "91"


def test_a_wandering_finger_still_presses(finger):
    for times, drift_mm in enumerate((0, 2, 4, 8, 12), 1):
        finger.press(drift_mm=drift_mm)
        assert finger.digits == "9" * times, drift_mm


def test_a_long_press_is_a_press(finger):
    for times, held_s in enumerate((0.08, 0.7, 2.0, 3.0), 1):
        finger.down()
        finger.hand.clock[0] += held_s
        finger.up()
        assert finger.digits == "9" * times, held_s


def test_the_resting_screen_takes_a_wandering_and_a_long_press(hand):
    for drift_px, held_s in ((48, 0.1), (0, 3.0)):
        hand.go(lambda kiosk: kiosk.app.end())
        glass = Finger(hand, hand.kiosk.window.contentItem())
        glass.down()
        hand.clock[0] += held_s
        glass.up(drift_px=drift_px)
        assert hand.page == "home"


def test_sliding_off_takes_it_back(finger):
    finger.press(drift_mm=-70)
    assert finger.digits == ""


def test_a_palm_does_nothing(finger):
    finger.down(others=1)
    finger.up(others=1)
    assert finger.digits == ""


def test_a_second_finger_takes_the_press_back(finger):
    finger.down()
    finger.second_comes()
    assert not finger.item.property("down"), "the key has come up"
    finger.up(others=1)
    assert finger.digits == ""
    finger.press()
    assert finger.digits == "9", "and the next press counts"


def test_a_finger_beside_a_resting_palm_does_nothing_and_nothing_twice(finger):
    palm = finger.where + QPoint(-400, 0)
    touch = finger.touch()
    touch.press(1, palm, finger.window).press(2, palm + QPoint(0, 90), finger.window).commit()
    finger.touch().stationary(1).stationary(2).press(0, finger.where, finger.window).commit()
    finger.touch().stationary(1).stationary(2).release(0, finger.where, finger.window).commit()
    finger.touch().release(1, palm, finger.window).release(2, palm, finger.window).commit()
    assert finger.digits == ""


class Contact(QObject):
    """One contact as a panel that measures reports it: Qt lets tests make no point that has a size."""

    touched = Signal()

    def __init__(self, window, device, where, across_mm):
        super().__init__()
        px = across_mm * window.property("glassPxPerMm")
        self._device = device
        self._point = SimpleNamespace(position=lambda: QPointF(where), ellipseDiameters=lambda: QSizeF(px, px / 2))

    def type(self):
        return QEvent.Type.TouchBegin

    def points(self):
        return [self._point]

    def pointingDevice(self):  # noqa: N802 - Qt's name
        return self._device

    def accept(self):
        pass


def test_a_contact_wider_than_a_finger_is_kept_from_the_page(finger):
    window, device = finger.window, finger.hand.device
    for across_mm, kept in ((8, False), (20, False), (24.5, False), (25.5, True), (60, True)):
        finger.hand.clock[0] += 1
        contact = Contact(window, device, finger.where, across_mm)
        assert finger.hand.kiosk.guard.eventFilter(window, contact) is kept, across_mm


def test_a_cancelled_touch_presses_nothing_and_the_next_one_counts(finger):
    finger.down()
    cancel = QTouchEvent(QEvent.Type.TouchCancel, finger.hand.device, Qt.KeyboardModifier.NoModifier, [])
    QGuiApplication.sendEvent(finger.window, cancel)
    finger.up()
    assert finger.digits == ""
    finger.press(wait_s=0.1)
    assert finger.digits == "9"


def test_a_window_that_loses_the_focus_drops_what_is_held(finger):
    finger.down()
    QGuiApplication.sendEvent(finger.window, QEvent(QEvent.Type.FocusOut))
    assert not finger.item.property("down")
    finger.up()
    assert finger.digits == ""


@pytest.mark.parametrize("by_mouse", [False, True])
def test_a_page_that_changes_under_a_held_finger_is_not_pressed(hand, by_mouse):
    """Also the keys that stay: the finger came down on another page."""
    for name in ("key-9", "key-5", "help"):
        hand.go(lambda kiosk: kiosk.app.open("code", ""))
        hand.kiosk.window.grabWindow()
        held = Finger(hand, hand.find(name))
        held.down(mouse=by_mouse)
        hand.go(lambda kiosk: kiosk.app.open("sound", ""))
        held.up(mouse=by_mouse)
        assert hand.page == "sound", name
        hand.clock[0] += 1


def test_the_next_page_does_not_catch_the_second_tap(hand):
    hand.press("begin")
    hand.press("tile-families")
    assert hand.page == "families"
    hand.press("kinds-seniors", wait_s=0.2)
    assert hand.page == "families"
    hand.press("kinds-seniors", wait_s=0.4)
    assert hand.page == "kinds"


def test_the_touch_that_answers_are_you_there_presses_nothing_else(hand):
    """It brings the page back at once, and whatever is under the finger there was not meant."""
    hand.go(lambda kiosk: kiosk.app.open("families", ""))
    hand.go(lambda kiosk: kiosk.app.ask(True))
    hand.clock[0] += 1
    hand.press("still-here")
    assert hand.page == "families"
    assert hand.kiosk.app.stops[-1].page == "families"


def test_leaves_turn_as_often_as_they_are_asked(hand):
    hand.go(lambda kiosk: kiosk.app.open("service", "ll-gaoling"))
    for leaf in (1, 2):
        hand.press("pager-next", wait_s=0.55)
        assert hand.kiosk.app.property("leaf") == leaf
    hand.press("pager-prev", wait_s=0.3)
    assert hand.kiosk.app.property("leaf") == 2, "the leaf has just been turned"


# -- the mouse ----------------------------------------------------------------------------------------------------


def test_a_mouse_presses_like_a_finger(finger):
    for wait_s, digits in ((1.0, "9"), (0.3, "9"), (0.6, "99")):
        finger.down(mouse=True, wait_s=wait_s)
        finger.up(mouse=True)
        assert finger.digits == digits


def test_a_double_click_is_one_press(finger):
    finger.hand.clock[0] += 1
    QTest.mouseDClick(finger.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, finger.where)
    settle(finger.hand.kiosk)
    assert finger.digits == "9"


def test_other_buttons_of_a_mouse_do_nothing(finger):
    for button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        finger.hand.clock[0] += 1
        QTest.mouseClick(finger.window, button, Qt.KeyboardModifier.NoModifier, finger.where)
        assert finger.digits == ""


# -- misses -------------------------------------------------------------------------------------------------------


def test_a_tap_on_no_button_is_told_once(finger):
    told = []
    finger.hand.kiosk.guard.missed.connect(told.append)
    beside = Finger(finger.hand, finger.hand.find("title" if finger.hand.shows("title") else "caption"))
    beside.press()
    assert [where.toPoint() for where in told] == [beside.where]
    beside.press(drift_mm=40)  # a swipe is no tap
    finger.press()
    finger.press(drift_mm=-70)  # nor is a press taken back
    beside.down(others=1)
    beside.up(others=1)
    assert len(told) == 1
    beside.down(mouse=True)
    beside.up(mouse=True)
    assert len(told) == 2


# -- every page ---------------------------------------------------------------------------------------------------

NOTHING_TO_PRESS = {"place", "term"}
"""They are read, and left by the keys that are on every page."""
BOUNCES_S = (0.04, 0.12, 0.3, 0.45)


class TestEveryPage:
    @pytest.fixture
    def ears(self):
        return SampleListener()

    def test_shaky_hands_on_a_button_of_every_page(self, hand):
        """Palm, second finger, slide-off: no press. A long wandering tap: one. Bounces after it: none more."""
        hand.speaker.here = False  # so that every press that reaches a button is heard as one tone
        tones = hand.speaker.tones
        tried = []
        for name, scene in SCENES.items():
            if name == "still":  # whose whole glass is 我还在
                continue
            hand.kiosk.app.end()
            settle(hand.kiosk)
            scene(hand.kiosk)
            hand.kiosk.window.grabWindow()
            settle(hand.kiosk)
            found = page_button(hand)
            if found is None:
                continue
            tried.append(name)
            finger, drift_px = Finger(hand, found), drift_inside(found)
            where = f"{name}: {found.objectName()}"
            tones.clear()
            finger.down(others=1)
            finger.up(others=1)
            assert tones.count("tap") == 0, f"{where}, palm"
            clicks = []
            found.clicked.connect(lambda clicks=clicks: clicks.append(1))
            finger.down()
            finger.second_comes()
            finger.up(others=1)
            finger.down()
            finger.up(drift_px=2000)
            assert not clicks, f"{where}, second finger or slide-off"
            tones.clear()
            finger.down()
            hand.clock[0] += 3.0
            finger.up(drift_px=drift_px)
            settle(hand.kiosk)
            assert tones.count("tap") == 1, f"{where}, one tap"
            assert len(clicks) == 1, where
            at = hand.clock[0]
            for bounce_s in BOUNCES_S:
                hand.clock[0] = at + bounce_s
                finger.down(wait_s=0)
                finger.up()
            assert tones.count("tap") == 1, f"{where}, bounces"
        assert set(SCENES) - set(tried) <= {"still", *NOTHING_TO_PRESS}


def page_button(hand):
    """The first thing on the page that can be pressed; the furniture has its own places everywhere."""
    place = hand.find("listening" if hand.kiosk.talk.property("over") else "page")
    found = [one for one in hand.items(place) if one.inherits("QQuickAbstractButton")]
    return next((one for one in found if one.isEnabled()), None)


def drift_inside(item):
    return min(round(12 * PX_PER_MM), int(item.width() / 2) - 2)


FORBIDDEN = re.compile(
    r"\b(Flickable|ListView|GridView|PathView|ScrollView|SwipeView|PinchHandler|DragHandler|MultiPointTouchArea|WheelHandler"
    r"|onPressAndHold|onDoubleTapped|onDoubleClicked|onLongPressed|MouseArea|autoRepeat)\b"
)


def test_no_page_scrolls_swipes_or_waits_for_a_long_or_double_press():
    pages = list((Path(ui.__file__).parent / "qml").rglob("*.qml"))
    assert len(pages) > 50
    found = {f"{page.name}: {word}" for page in pages for word in FORBIDDEN.findall(page.read_text("utf-8"))}
    assert found == set()


def test_the_time_is_a_setting(finger):
    finger.hand.kiosk.guard.setParent(None)
    finger.window.removeEventFilter(finger.hand.kiosk.guard)
    finger.hand.kiosk.guard = TouchGuard(finger.window, lambda: finger.hand.clock[0], 0.3)
    for wait_s, digits in ((1.0, "9"), (0.25, "9"), (0.35, "99")):
        finger.press(wait_s=wait_s)
        assert finger.digits == digits
