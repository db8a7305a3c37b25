"""Windows of the hall and what is done elsewhere, as they come with the feed: really written, really found, really shown."""

import pytest

from offline_cache.catalogue import Catalogue
from offline_cache.content_writer import Feed

MACHINE = {
    "id": "w-number",
    "name": {"zh": "租伞机", "en": "Umbrella machine"},
    "kind": "window",
    "parent": "hall",
    "aliases": ["借伞的机器"],
    "lat": None,
    "long": None,
    "order": 900,
    "hint": {"zh": "进门右手边第一个。", "en": "First on the right."},
    "community": {"zh": "", "en": ""},
}
MOON = {
    "id": "moon-trips",
    "name": {"zh": "去月亮的船票", "en": "Tickets to the moon"},
    "advice": {"zh": "月亮还去不了。", "en": ""},
    "phrases": ["我要买去月亮的船票", "登月几点开船", "月球票好多钱"],
}


@pytest.fixture
def published(data_dir):
    """Staff published a window of the hall and something done elsewhere."""
    catalogue = Catalogue(data_dir)
    head = catalogue.state().version
    items = [
        {"kind": kind, "id": body["id"], "seq": head + 1, "deleted": False, "body": body}
        for kind, body in (("place", MACHINE), ("elsewhere", MOON))
    ]
    said = {"publication": catalogue.publication(), "epoch": 0, "from": head, "to": head + 1, "items": items}
    catalogue.apply([Feed.read(said)])
    return catalogue


@pytest.fixture
def kiosk(published, hand):
    """The screen on that content."""
    return hand


def test_the_way_to_a_window_is_found_and_shown(kiosk):
    kiosk.go(lambda it: it.question.ask("租伞机在哪里"))
    if kiosk.page == "which":
        kiosk.press("place-w-number")
    assert kiosk.page == "place"
    assert {"租伞机", "进门右手边第一个。", "在服务大厅"} <= set(kiosk.texts())


def test_what_is_done_elsewhere_is_found_and_told(kiosk):
    kiosk.go(lambda it: it.question.ask("登月的船几点开"))
    assert kiosk.page == "none"
    assert {"去月亮的船票", "月亮还去不了。"} <= set(kiosk.texts())


def test_a_window_is_no_place_to_report(kiosk, published):
    assert "w-number" in [place.id for place in published.places("hall")]
    kiosk.go(lambda it: it.app.open("report-what", ""))
    kiosk.go(lambda it: it.report.choose("category", "streetlight"))
    assert kiosk.page == "report-where"
    kiosk.go(lambda it: it.report.choose("place", "hall"))
    assert kiosk.page == "report-words", "there is nothing to choose in the hall"
    assert kiosk.kiosk.report.property("place") == "服务大厅"
    kiosk.go(lambda it: it.app.open("report-where", "hall"))
    assert not kiosk.shows("place-w-number")
