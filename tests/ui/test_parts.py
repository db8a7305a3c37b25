"""The small machinery under the pages: the lane, lists that are shown a leaf at a time, codes to take home."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from offline_cache.catalogue import Catalogue
from ui.jobs import Lane
from ui.qr import picture
from ui.record_list import FIRST_ROLE, RecordList
from ui.view_models.service import QR_BYTES, sentences, to_take


@dataclass(frozen=True)
class Word:
    text: str


def test_the_lane_brings_results_back_in_order(qapp, qtbot):
    lane = Lane()
    got = []
    for number in range(20):
        lane.run(lambda number=number: number, got.append)
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == list(range(20)) and not lane.busy
    lane.close()


def test_a_bug_on_the_lane_is_raised_on_the_gui_thread(qapp, qtbot):
    lane = Lane()
    with qtbot.captureExceptions() as raised:
        lane.run(lambda: 1 / 0, lambda _: None)
        qtbot.waitUntil(lambda: not lane.busy)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    lane.close()


def test_nothing_is_delivered_after_close(qapp, qtbot):
    lane = Lane()
    got = []
    lane.run(lambda: 1, got.append)
    lane.close()
    qtbot.wait(50)
    assert got == []


def test_a_list_is_shown_leaf_by_leaf(qapp):
    words = RecordList(Word)
    words.show([Word(str(n)) for n in range(14)])
    words.room = 6
    assert (words.leaves, words.total) == (3, 14)
    words.leaf = 2
    assert [words.data(words.index(n), FIRST_ROLE) for n in range(words.rowCount())] == ["12", "13"]
    words.leaf = 9
    assert words.leaf == 2
    assert words.roleNames()[FIRST_ROLE].data() == b"text"
    assert words.data(words.index(0), Qt.ItemDataRole.DisplayRole) is None


def test_a_code_is_whole_pixels_with_its_quiet_zone(qapp):
    image: QImage = picture("高龄津贴申请", 5)
    assert image.width() == image.height() and image.width() % 5 == 0
    for at in range(20):
        assert image.pixelColor(at, image.height() // 2) == Qt.GlobalColor.white
    assert image.pixelColor(22, 22) == Qt.GlobalColor.black


@pytest.mark.parametrize("most", [320, 400, 600])
def test_a_code_is_never_wider_than_its_room(qapp, most):
    assert picture("一" * 90, 20, most).width() <= most


def test_what_is_taken_home_is_plain_and_short(content):
    for service in Catalogue(content).services():
        for lang in ("zh", "en"):
            text = to_take(service, lang)
            assert len(text.encode()) <= QR_BYTES
            assert text.startswith(service.name.of(lang))
            assert service.phone in text
            assert "://" not in text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("年纪越大，发得越多。", ("年纪越大，发得越多。",)),
        ("一。二！三", ("一。", "二！", "三")),
        ("At 9.30. Bring it.", ("At 9.30.", "Bring it.")),
        ("", ()),
    ],
)
def test_a_text_in_its_sentences(text, parts):
    assert sentences(text) == parts
