"""Entrances and ways: chosen by one press, changed at any time, forgotten when the visit ends."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlExpression, qmlContext

from kiosk.app import Screen
from kiosk.shoot import SampleListener, sample_kiosk, settle

PX_PER_MM = 1920 / 476


@pytest.mark.parametrize(
    ("press", "page", "entrance"),
    [("begin", "home", "silver"), ("enter-normal", "home", "normal"), ("enter-assisted", "assist", "assisted")],
)
def test_an_entrance_is_one_press_from_rest(hand, press, page, entrance):
    hand.press(press)
    assert (hand.page, hand.kiosk.app.property("entrance")) == (page, entrance)
    hand.go(lambda kiosk: kiosk.app.end())
    assert hand.kiosk.app.property("entrance") == "silver"


def test_somebody_new_learns_who_looks_after_their_home(hand):
    hand.press("enter-newcomer")
    assert hand.page == "newcomer"
    hand.press("place-jy")
    assert hand.page == "place" and any("管" in text for text in hand.texts())
    hand.press("back")
    hand.press("newcomer-permit")
    assert hand.page in ("service", "which")
    assert any("居住证" in text for text in hand.texts())


def test_ways_are_behind_help_on_every_page(hand):
    hand.press("begin")
    for name in ("help", "help-ways", "way-normal"):
        hand.press(name)
    assert (hand.page, hand.kiosk.app.property("entrance")) == ("home", "normal")


def test_words_only_takes_the_pictures_off_the_page_and_leaves_the_furniture(hand):
    def pictures():
        return [
            item
            for item in hand.items()
            if item.metaObject().className().startswith(("BigIcon", "Plate"))
            and 300 < item.mapToScene(QPointF()).y() < 1500
        ]

    hand.press("begin")
    hand.press("tile-families")
    assert pictures()
    for name in ("help", "help-ways", "way-words", "back", "back"):
        hand.press(name)
    assert hand.page == "families" and not pictures()
    assert hand.find("home").property("pictured")


def test_what_is_on_or_off_says_so_in_words_and_to_a_screen_reader(hand):
    def said(name):
        tile = hand.find(name)
        state = QAccessible.queryAccessibleInterface(tile).state()
        return bool(state.checkable), bool(state.checked), tile.property("focusWords").split("。")[1]

    hand.press("begin")
    for name in ("help", "help-ways"):
        hand.press(name)
    assert said("way-words") == (True, False, "关着") and "关着" in hand.texts()
    assert said("way-silver") == (True, True, "选好了")
    assert said("way-normal") == (True, False, "")
    assert said("way-newcomer")[0] is False, "it only leads on"
    for on, word in ((True, "开着"), (False, "关着")):
        hand.press("way-words")
        assert said("way-words") == (True, on, word) and word in hand.texts()
    hand.press("way-silver")
    assert hand.page == "home"
    for name in ("help", "help-ways"):
        hand.press(name)
    assert said("way-silver") == (True, True, "选好了"), "chosen once more it is chosen still"


def test_the_helper_is_named_on_every_page_and_in_the_report(hand):
    sent = []
    hand.kiosk.report._outbox.file = lambda report: sent.append(report)
    hand.press("enter-assisted")
    assert "有人在帮您" in hand.texts()
    hand.press("helper-volunteer")
    for name in ("tile-report-what", "category-streetlight"):
        hand.press(name)
        assert "志愿者在帮您" in hand.texts()
    assert hand.kiosk.report._report().assisted == "volunteer"
    assert hand.kiosk.report._report().entrance == "assisted"


def test_no_help_any_more(hand):
    hand.press("enter-assisted")
    hand.press("helper-family")
    hand.press("help")
    hand.press("help-ways")
    hand.press("way-assisted")
    hand.press("helper-nobody")
    app = hand.kiosk.app
    assert (app.property("mode"), app.property("helper"), app.property("entrance")) == ("", "", "silver")


def asked(window, expression):
    return QQmlExpression(qmlContext(window), window, expression).evaluate()[0]


def reach(kiosk):
    """The heights over the floor of all keys shown, in mm."""
    window = kiosk.window
    bottom = asked(window, "reach.hangsAt")
    found = []
    todo = [window.contentItem()]
    while todo:
        item = todo.pop()
        if item.isVisible():
            todo += item.childItems()
            if item.inherits("QQuickAbstractButton"):
                top = item.mapToScene(QPointF()).y()
                found += [
                    bottom + (window.height() - y) / window.property("glassPxPerMm") for y in (top, top + item.height())
                ]
    return min(found), max(found)


@pytest.mark.parametrize(
    ("size", "width_mm", "bottom_mm"),
    [
        ((1080, 1920), 268, 700),
        ((1080, 1920), 268, 640),
        ((1920, 1080), 476, 830),
        ((1080, 1920), 399, 500),
        ((1080, 1920), 536, 350),
    ],
)
def test_every_key_is_within_reach_and_lower_on_wish(qapp, data_dir, size, width_mm, bottom_mm):
    panel = Screen(width_mm, 600, bottom_mm)
    with sample_kiosk(data_dir, listener=SampleListener(), screen=panel) as kiosk:
        kiosk.window.resize(*size)
        kiosk.window.show()
        kiosk.app.home()
        settle(kiosk)
        low, high = reach(kiosk)
        assert low >= 380 and high <= 1221
        if asked(kiosk.window, "reach.lowers"):
            kiosk.app.toggleLow()
            settle(kiosk)
            low, high = reach(kiosk)
        assert low >= 699 and high <= 1101


def test_in_the_low_mode_text_grows_to_one_and_a_half(hand):
    hand.press("begin")
    hand.go(lambda kiosk: kiosk.app.bigger())
    hand.go(lambda kiosk: kiosk.app.bigger())
    hand.go(lambda kiosk: kiosk.app.toggleLow())
    assert hand.kiosk.app.property("scale") == 1.5
    hand.press("bigger")
    assert hand.kiosk.app.property("scale") == 1.0


def test_from_farther_away_everything_is_bigger(qapp, data_dir):
    with sample_kiosk(data_dir, screen=Screen(399, 800, 0)) as kiosk:
        kiosk.window.resize(1080, 1920)
        assert kiosk.window.property("pxPerMm") == pytest.approx(1080 / 399 * 800 / 600)


def test_what_was_sent_can_be_taken_back_after_leaving_its_page(hand):
    hand.press("begin")
    hand.press("tile-report-what")
    for name in ("category-streetlight", "place-jy", "place-jy-3"):
        hand.press(name)
    hand.go(lambda kiosk: kiosk.report.choose("sentence", "0"))
    hand.go(lambda kiosk: kiosk.app.open("report-check", ""))
    hand.go(lambda kiosk: kiosk.report.send())
    assert hand.page == "receipt"
    hand.press("receipt-done")
    assert hand.page == "home"
    hand.press("back")
    assert hand.page == "receipt"
    hand.press("receipt-undo")
    hand.press("receipt-undo-yes")
    assert "撤回了" in hand.texts()
    hand.press("home")
    hand.press("back")
    assert hand.page == "home"
