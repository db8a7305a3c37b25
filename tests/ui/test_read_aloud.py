"""Everything written can be heard: the words of a page and of its keys are all in what is read aloud."""

import pytest

from kiosk.shoot import SCENES, look, settle

PRIVATE = ("13800001234", "417 093", "回执号", "—")
NOT_READ = {"rest", "person", "still"}
KEYS = set("ABCDEFGHJKLMNOPQRSTWXYZ0123456789") | {"擦掉"}


@pytest.mark.parametrize("scene", [name for name in SCENES if name not in NOT_READ])
def test_all_words_of_a_page_are_read(hand, scene):
    look(hand.kiosk, "p", "paper", 1.0, "zh")
    SCENES[scene](hand.kiosk)
    settle(hand.kiosk)
    page = next(
        item for item in hand.items() if item.property("bare") is not None and item.property("says") is not None
    )
    shown = [
        item.property("text")
        for item in hand.items(page)
        if item.inherits("QQuickText") and "Phosphor" not in item.property("font").family()
    ]
    hand.press("read")
    read = "".join(hand.speaker.said[-1])
    missing = [
        text
        for text in shown
        if text.strip()
        and text not in read
        and text not in KEYS
        and not text.isdigit()
        and not any(word in text for word in PRIVATE)
    ]
    missing = [text for text in missing if text not in ("改", "留") and "_" not in text]
    assert missing == []


def test_private_digits_are_never_read_by_the_key(hand):
    look(hand.kiosk, "p", "paper", 1.0, "zh")
    for scene in ("report-phone", "report-check", "receipt", "code", "story"):
        SCENES[scene](hand.kiosk)
        settle(hand.kiosk)
        hand.press("read")
        said = "".join(hand.speaker.said[-1]).replace(" ", "")
        assert "13800001234" not in said and "417093568" not in said
        hand.go(lambda kiosk: kiosk.app.practise(False))
