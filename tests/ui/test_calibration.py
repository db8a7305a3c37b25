"""Staff measure the glass with a bank card: the frame grows and shrinks, a fitting one is kept, a small panel is refused."""

import pytest

from kiosk.shoot import settle
from ui.view_models.calibration import CalibrationViewModel


@pytest.fixture
def measured(hand):
    widths = []
    hand.kiosk.calibration._keep = widths.append
    hand.go(lambda kiosk: kiosk.app.open("calibration", ""))
    return widths


def card_width(hand):
    return hand.kiosk.calibration.property("pxPerMm") * 85.6


def test_the_frame_grows_shrinks_and_goes_back(hand, measured):
    before = card_width(hand)
    hand.press("calibration-bigger")
    assert card_width(hand) == pytest.approx(before * 1.01)
    hand.press("calibration-smaller")
    hand.press("calibration-smaller")
    assert card_width(hand) == pytest.approx(before / 1.01)
    hand.press("calibration-undo")
    assert card_width(hand) == pytest.approx(before)
    assert measured == []


def test_a_fitting_frame_tells_the_width(hand, measured):
    hand.press("calibration-accept")
    assert measured == [pytest.approx(268, abs=1)]
    assert "记住了。请关掉，再开一次。" in hand.texts()


def test_a_panel_that_is_too_small_is_refused_with_a_sentence(hand, measured):
    for _ in range(10):
        hand.press("calibration-bigger")
    hand.press("calibration-accept")
    assert measured == []
    assert "这块屏太小，字和键放不下。最小要21.5寸。" in hand.texts()
    hand.press("calibration-undo")
    hand.press("calibration-accept")
    settle(hand.kiosk)
    assert len(measured) == 1


def test_a_card_held_against_the_glass_is_nobody_lost(hand, measured):
    for _ in range(4):
        hand.go(lambda kiosk: kiosk.app.missed(60.0, 60.0))
    assert hand.page == "calibration" and hand.kiosk.app.property("scale") == 1.0


def test_the_frame_begins_as_big_as_a_card_however_far_the_eyes_are(qapp):
    near, far = CalibrationViewModel(print), CalibrationViewModel(print, distance_mm=900.0)
    near.begin(4.0)
    far.begin(4.0 * 1.5)  # pages are drawn larger for eyes that are far away
    assert far.property("cardWidth") == near.property("cardWidth") == pytest.approx(85.6 * 4)
