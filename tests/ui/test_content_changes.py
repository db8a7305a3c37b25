"""Staff publish: the page on screen reads again, calmly; nobody is sent anywhere."""

from dataclasses import replace

from offline_cache.records import Text


def test_the_open_page_shows_the_edit_without_a_touch(hand):
    hand.go(lambda kiosk: kiosk.app.open("service", "ll-gaoling"))
    catalogue = hand.kiosk.service._catalogue
    before = catalogue.service("ll-gaoling")
    catalogue.service = lambda slug: replace(before, window=Text("9号窗口", "Window 9"))
    hand.go(lambda kiosk: kiosk.app._link.content_changed.emit())
    assert hand.page == "service"
    assert "9号窗口" in hand.texts() and "3号窗口" not in hand.texts()


def test_the_leaf_that_is_read_stays(hand):
    hand.go(lambda kiosk: kiosk.app.open("services", "ll"))
    hand.press("pager-next")
    hand.go(lambda kiosk: kiosk.app._link.content_changed.emit())
    assert hand.kiosk.app.property("leaf") == 1
    assert "第2页，共4页" in hand.texts()


def test_a_page_whose_service_was_withdrawn_stays_until_it_is_left(hand):
    hand.go(lambda kiosk: kiosk.app.open("service", "ll-gaoling"))
    hand.kiosk.service._catalogue.service = lambda slug: None
    hand.go(lambda kiosk: kiosk.app._link.content_changed.emit())
    assert hand.page == "service" and "3号窗口" in hand.texts()


def test_posters_change_by_themselves_and_stop_at_a_touch(hand):
    first = hand.kiosk.notices.property("posterHeadline")
    hand.kiosk.notices._change.timeout.emit()
    assert hand.kiosk.notices.property("posterHeadline") != first
    assert hand.kiosk.notices._change.isActive()
    hand.press("begin")
    assert not hand.kiosk.notices._change.isActive()
