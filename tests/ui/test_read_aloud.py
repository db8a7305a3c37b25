"""Everything written can be heard: what a page shows is all in what is read aloud, and what is private only after a yes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.shoot import SCENES, look, settle

NOT_READ = {"rest", "still"}
"""At rest nobody is there to hear; 您还在吗 is said by itself, and any press answers it."""
LOOKS = (("p", 1.0, "zh"), ("p", 2.0, "en"))
SLOTS = "_—"


def page_of(hand):
    return hand.kiosk.window.property("shown")


def shown(hand):
    """Words on the page but what a printed key of a keypad carries, the number of a row, and an empty place for digits."""
    for item in hand.items(page_of(hand)):
        if not item.inherits("QQuickText") or "Phosphor" in item.property("font").family():
            continue
        text = item.property("text").strip(SLOTS + " ")
        if len(text) > 1 and not text.isdigit():
            yield text


def begins(hand):
    for _ in range(100):
        if hand.kiosk.voice.property("doing") == "reading":
            return
        QTest.qWait(20)
    raise AssertionError("the reading does not begin")


def read(hand):
    """All that the read-aloud key says of this page to somebody who allows it."""
    hand.go(lambda kiosk: kiosk.app.readAsked.emit())
    if hand.page == "aloud":
        hand.go(lambda kiosk: kiosk.app.readPrivate(True))
    begins(hand)
    return hand.speaker.said[-1]


@pytest.mark.parametrize(("orientation", "scale", "lang"), LOOKS)
def test_all_words_of_every_page_can_be_heard(hand, orientation, scale, lang):
    missing = []
    for scene in SCENES:
        again = scale > 1 and "-" in scene and not scene.startswith("report")
        if again or scene in (*NOT_READ, "aloud") or scene.startswith("listen"):
            continue
        look(hand.kiosk, orientation, "paper", scale, lang)
        SCENES[scene](hand.kiosk)
        settle(hand.kiosk)
        hand.kiosk.window.grabWindow()
        heard = "".join(read(hand)).replace("\n", "")
        unheard = [text for text in shown(hand) if text.replace("\n", "") not in heard and not spelled(text, heard)]
        missing += [(scene, text) for text in unheard]
    assert missing == []


def spelled(text, heard):
    """Numbers are read digit by digit."""
    digits = [char for char in text if char.isdigit()]
    as_read = heard.replace("，", "").replace(",", "").replace(" ", "")
    said = "".join("零一二三四五六七八九"[int(digit)] for digit in digits)
    return len(digits) >= 5 and (said in as_read or "".join(digits) in as_read)


@pytest.mark.parametrize("scene", ["report-phone", "report-check", "receipt", "code", "story", "tell"])
def test_what_is_private_is_read_only_after_a_yes(hand, scene):
    canary = (
        "13800001234",
        "一三八零零零零一二三四",
        "417093568",
        "四一七零九三五六八",
        "四一七零九",
        "我的梦是什么意思",
    )

    def come():
        look(hand.kiosk, "p", "paper", 1.0, "zh")
        SCENES[scene](hand.kiosk)
        if scene == "report-check":
            for digit in "13800001234":
                hand.kiosk.report.digit(digit)
        settle(hand.kiosk)

    come()
    page = hand.page
    hand.speaker.said.clear()

    def leaked():
        said = "".join("".join(sentences) for sentences in hand.speaker.said).replace("，", "").replace(" ", "")
        return [word for word in canary if word in said]

    hand.press("read")
    assert hand.page == "aloud" and hand.speaker.said[-1] == ["这是您自己的事。要大声念出来吗？"]
    hand.press("aloud-no")
    assert hand.page == page
    begins(hand)
    assert hand.speaker.said[-1] and leaked() == []
    come()
    hand.press("read")
    hand.press("aloud-yes")
    begins(hand)
    assert leaked() != []


def test_a_yes_counts_for_this_page_only(hand):
    SCENES["code"](hand.kiosk)
    settle(hand.kiosk)
    hand.press("read")
    hand.press("aloud-yes")
    hand.press("back")
    SCENES["code"](hand.kiosk)
    settle(hand.kiosk)
    hand.press("read")
    assert hand.page == "aloud"
    hand.press("back")
    assert hand.page == "code" and hand.kiosk.voice.property("doing") != "reading"


def test_a_yes_lets_the_keys_of_a_keypad_be_heard(hand):
    SCENES["code"](hand.kiosk)
    settle(hand.kiosk)
    hand.go_to("read")
    hand.key(Qt.Key.Key_Return)
    hand.go_to("aloud-yes")
    hand.key(Qt.Key.Key_Return)
    begins(hand)
    assert hand.speaker.said[-1][0] == "您的回执号是多少？" and "四一七，零九" in hand.speaker.said[-1]
    hand.go_to("key-7")
    assert hand.speaker.said[-1] == ["7。"]


def test_the_sentence_being_read_is_marked_after_the_question_too(hand):
    SCENES["report-phone"](hand.kiosk)
    settle(hand.kiosk)
    hand.press("read")
    hand.press("aloud-yes")
    begins(hand)
    for number in range(len(hand.speaker.said[-1])):
        hand.speaker.sentence.emit(number)
        assert len([item for item in hand.items() if item.property("marked")]) == 1
