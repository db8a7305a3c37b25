"""Reporting in four steps by touch alone: kept, changeable, sent once, answered with a number, taken back."""

import uuid

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.shoot import SAMPLE_RECEIPT, settle
from offline_cache.outbox import Outbox
from offline_cache.records import Receipt, Refused


class Counted:
    """Keeps what the outbox was given and answers as told."""

    def __init__(self, hand, answer=None):
        self.filed = []
        self.taken_back = []
        outbox = hand.kiosk.report._outbox

        def file(report):
            self.filed.append(report)
            return answer or Receipt(report.ref, SAMPLE_RECEIPT)

        outbox.file = file
        outbox.withdraw = self.taken_back.append


def to_the_check(hand):
    hand.press("begin")
    hand.press("tile-report-what")
    hand.press("category-streetlight")
    hand.press("place-jy")
    hand.press("place-jy-3")
    if hand.page == "report-where":
        hand.press("place-unknown")
    hand.press("sentence-0")
    hand.press("words-done")
    assert hand.page == "report-check"


def test_a_report_by_touch_alone(hand):
    outbox = Counted(hand)
    to_the_check(hand)
    assert "锦园3栋" in hand.texts() and "路灯不亮，有几天了。" in hand.texts()
    hand.press("send")
    assert hand.page == "receipt"
    assert "417 093 568" in hand.texts()
    report = outbox.filed[0]
    assert (report.category, report.place, report.words) == ("streetlight", "jy-3", "路灯不亮，有几天了。")
    assert (report.contact, report.consent, report.entrance, report.lang) == (None, None, "silver", "zh")
    assert uuid.UUID(report.ref)


def test_pressing_send_often_sends_once(hand):
    outbox = Counted(hand)
    to_the_check(hand)
    for _ in range(5):
        hand.kiosk.report.send()
    settle(hand.kiosk)
    assert len(outbox.filed) == 1


def test_there_is_no_way_back_into_what_was_sent(hand):
    Counted(hand)
    to_the_check(hand)
    hand.press("send")
    hand.press("back")
    assert hand.page == "home"


def test_a_line_can_be_changed_and_the_rest_stays(hand):
    Counted(hand)
    to_the_check(hand)
    hand.press("change-where")
    hand.press("place-unknown")
    assert hand.page == "report-check", "the words are not asked for again"
    assert hand.find("check-where").property("text") == "不知道"
    assert hand.find("check-words").property("text") == "路灯不亮，有几天了。"


def test_another_kind_of_trouble_asks_only_for_what_it_changes(hand):
    Counted(hand)
    to_the_check(hand)
    hand.press("change-what")
    hand.press("category-water-leak")
    assert hand.page == "report-words", "the sentence was about a lamp"
    hand.press("sentence-0")
    hand.press("words-done")
    assert hand.find("check-where").property("text") == "锦园3栋"


def test_what_was_told_in_own_words_is_not_asked_again(hand):
    outbox = Counted(hand)
    to_the_check(hand)
    hand.kiosk.report.heard(["门口一片水。"])
    hand.go(lambda kiosk: kiosk.report.tell())
    hand.press("change-what")
    hand.press("category-water-leak")
    assert hand.page == "report-check"
    hand.press("send")
    assert (outbox.filed[0].category, outbox.filed[0].words) == ("water-leak", "门口一片水。")


def test_home_keeps_the_draft_and_nothing_is_asked_twice(hand):
    Counted(hand)
    to_the_check(hand)
    hand.press("home")
    hand.press("tile-report-what")
    assert hand.find("category-streetlight").property("chosen")
    hand.press("category-streetlight")
    assert hand.page == "report-check"


def test_a_phone_number_is_offered_off_and_goes_with_its_consent(hand):
    outbox = Counted(hand)
    to_the_check(hand)
    assert hand.find("check-phone").property("text") == "不留"
    hand.press("change-phone")
    assert hand.speaker.said[-1] == ["留不留都行。只有办这件事的人看得到。"]
    for digit in "138":
        hand.press(f"key-{digit}")
    hand.press("key-act")
    hand.press("send")
    assert (outbox.filed[0].contact, outbox.filed[0].consent) == ("138", "phone-2026-11")


def test_a_number_too_short_is_not_left(hand):
    to_the_check(hand)
    hand.press("change-phone")
    hand.press("key-1")
    hand.press("key-act")
    assert hand.page == "report-phone"
    hand.press("key-erase")
    hand.press("key-act")
    assert hand.page == "report-check"


def test_words_may_be_left_out(hand):
    outbox = Counted(hand)
    hand.go(lambda kiosk: kiosk.app.open("report-what", ""))
    hand.press("category-noise")
    hand.press("place-unknown")
    hand.press("skip-words")
    hand.press("send")
    assert (outbox.filed[0].place, outbox.filed[0].words) == (None, None)


def test_where_words_are_needed_there_is_no_skipping(hand):
    hand.go(lambda kiosk: kiosk.report.choose("category", "idea"))
    needs = hand.kiosk.report.property("needsWords")
    assert needs and hand.page == "report-words"
    assert not hand.shows("skip-words")
    assert not hand.shows("words-done")


def test_the_number_is_said_only_when_asked_for(hand):
    Counted(hand)
    to_the_check(hand)
    hand.press("send")
    assert hand.speaker.said[-1] == ["收到了，谢谢您！"]
    hand.press("receipt-say")
    assert hand.speaker.said[-1][0] == "您的回执号是：四一七，零九三，五六八。"


def test_taking_back_asks_once(hand):
    outbox = Counted(hand)
    to_the_check(hand)
    hand.press("send")
    hand.press("receipt-undo")
    assert "要撤回吗？" in hand.texts() and not outbox.taken_back
    hand.press("receipt-undo-no")
    assert not outbox.taken_back
    hand.press("receipt-undo")
    hand.press("receipt-undo-yes")
    assert outbox.taken_back == [outbox.filed[0].ref]
    assert "撤回了" in hand.texts()


@pytest.mark.parametrize("why", ["not-enrolled", "no-receipts", "disk-full", "read-only", "damaged", "words"])
def test_what_cannot_be_kept_is_said_and_a_person_is_offered(hand, why):
    Counted(hand, Refused(why))
    to_the_check(hand)
    hand.press("send")
    assert hand.page == "report-check"
    assert any("请" in text for text in hand.speaker.said[-1])
    hand.press("refused-person")
    assert hand.page == "person"


def test_the_real_outbox_of_a_kiosk_that_is_not_enrolled_refuses_in_words(hand):
    outbox = hand.kiosk.report._outbox
    outbox.file = lambda report: Outbox.file(outbox, report)
    to_the_check(hand)
    hand.press("send")
    assert "这台机器现在收不了，请叫人帮您记下来。" in hand.texts()


def test_practice_sends_nothing(hand):
    outbox = Counted(hand)
    hand.go(lambda kiosk: kiosk.app.practise(True))
    hand.press("practice-report-what")
    hand.press("category-noise")
    hand.press("place-unknown")
    hand.press("skip-words")
    hand.press("send")
    assert "000 000 000" in hand.texts()
    hand.press("receipt-undo")
    hand.press("receipt-undo-yes")
    assert not outbox.filed and not outbox.taken_back


def test_a_second_report_has_a_name_of_its_own(hand):
    outbox = Counted(hand)
    for _ in range(2):
        hand.go(lambda kiosk: kiosk.app.home())
        hand.press("tile-report-what")
        hand.press("category-noise")
        hand.press("place-unknown")
        hand.press("skip-words")
        hand.press("send")
        QCoreApplication.processEvents()
    first, second = outbox.filed
    assert first.ref != second.ref
