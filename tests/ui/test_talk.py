"""Talking: whose turn it is, what the page does with what was heard, and what when nothing was understood."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from kiosk.shoot import SAMPLE_NOTE, SAMPLE_RECEIPT, SampleListener, settle
from offline_cache.records import Receipt
from ui.view_models.talk import SETTLE_MS, TONE_MS
from voice.heard import Utterance


@pytest.fixture
def ears() -> SampleListener:
    return SampleListener()


def until(true, milliseconds: int = 3000) -> bool:
    """Lets the kiosk run until something is true."""
    for _ in range(milliseconds // 20):
        if true():
            return True
        QTest.qWait(20)
    return bool(true())


class Conversation:
    """A resident who talks: the kiosk's words end at once, its tones take their time."""

    def __init__(self, hand, ears: SampleListener) -> None:
        self.hand = hand
        self.ears = ears
        self.talk = hand.kiosk.talk

    @property
    def said(self) -> list[str]:
        """What the kiosk said last."""
        return self.hand.speaker.said[-1] if self.hand.speaker.said else []

    def press_and_say(self, *ways: str, command: str = "") -> None:
        self.hand.press("speak")
        self.say(*ways, command=command)

    def say(self, *ways: str, command: str = "") -> None:
        """Waits for the microphone, then says something."""
        assert until(lambda: self.ears.listening, 3000), f"nobody listens on {self.hand.page}"
        self.ears.hear(*ways, command=command, confidence=0.95 if command else 0.0)
        settle(self.hand.kiosk)

    def whole(self, command: str) -> None:
        self.say(command, command=command)

    def kiosk_ends(self) -> None:
        """The kiosk has said all it had to say."""
        self.hand.kiosk.voice._speaker.finished.emit()
        settle(self.hand.kiosk)


@pytest.fixture
def conversation(hand, ears) -> Conversation:
    hand.go(lambda kiosk: kiosk.app.home())
    hand.kiosk_said = hand.speaker.said
    return Conversation(hand, ears)


def test_one_press_opens_the_microphone_after_the_tone_and_nothing_is_said_meanwhile(conversation, hand, ears):
    hand.press("speak")
    assert hand.kiosk.talk.property("doing") == "listening"
    assert hand.shows("listen-done")
    assert not ears.listening, "the kiosk would hear its own tone"
    assert hand.speaker.tones[-1] == "listen"
    stops = hand.speaker.stops
    assert until(lambda: ears.listening, TONE_MS + 500)
    assert hand.speaker.stops == stops
    assert "说完了" not in ears.wishes[0].commands or ears.wishes[0].turn == "question"
    assert "返回" in ears.wishes[0].commands
    assert "报事" in ears.wishes[0].commands, "the words of the buttons can be said"


def test_a_sure_question_is_confirmed_and_then_read(conversation, hand):
    conversation.press_and_say("满八十岁有没有补贴")
    assert hand.page == "service"
    assert conversation.said[0].startswith("您问的是") and conversation.said[0].endswith("对不对？")
    conversation.kiosk_ends()
    conversation.whole("对")
    assert hand.page == "service"
    assert any("这是" in words for words in conversation.said)
    conversation.kiosk_ends()
    conversation.whole("要带什么")
    assert hand.kiosk.app.property("leaf") > 0
    assert conversation.said[0].startswith("要带")


def test_not_the_one_that_was_meant_leads_to_the_others(conversation, hand):
    conversation.press_and_say("满八十岁有没有补贴")
    conversation.kiosk_ends()
    conversation.whole("不对")
    assert hand.page == "which"
    conversation.kiosk_ends()
    conversation.whole("第二个")
    assert hand.page == "service"
    assert not conversation.said[0].startswith("您问的是")


def test_a_report_by_voice_alone_is_sent_after_yes_and_send(conversation, hand):
    conversation.press_and_say("我要报事", command="我要报事")
    assert hand.page == "report-what"
    conversation.kiosk_ends()
    conversation.say("楼下的路灯不亮了")
    assert hand.page == "report-where", hand.texts()
    conversation.kiosk_ends()
    conversation.say("锦园三栋")
    assert hand.page == "report-words"
    assert hand.kiosk.report.property("place") == "锦园3栋"
    conversation.kiosk_ends()
    conversation.say("灯不亮有三天了", "灯不亮又三天了")
    assert hand.page == "report-words"
    assert hand.kiosk.report.property("words") == "灯不亮有三天了"
    assert conversation.said == ["我听到的是：灯不亮有三天了。对不对？"]
    conversation.kiosk_ends()
    conversation.whole("对")
    assert hand.page == "report-check"
    assert any("锦园3栋" in line for line in conversation.said)
    conversation.kiosk_ends()
    conversation.whole("送出去")
    assert hand.page == "report-check", "nothing is sent before 对"
    conversation.kiosk_ends()
    conversation.whole("对")
    conversation.kiosk_ends()
    conversation.whole("送出去")
    assert hand.page == "receipt"
    numbers = [line for line in conversation.said if "回执号" in line]
    assert len(numbers) == 2


def test_the_second_reading_of_what_was_told_can_be_chosen(conversation, hand):
    conversation.press_and_say("我要报事", command="我要报事")
    conversation.kiosk_ends()
    conversation.say("路灯", command="路灯")
    conversation.kiosk_ends()
    conversation.say("不知道", command="不知道")
    conversation.kiosk_ends()
    conversation.say("灯不亮又三天了", "灯不亮有三天了")
    conversation.kiosk_ends()
    conversation.whole("第二个")
    assert hand.kiosk.report.property("words") == "灯不亮有三天了"


def test_a_receipt_said_in_digits_tells_its_story(conversation, hand):
    conversation.press_and_say("查进度", command="查进度")
    assert hand.page == "code"
    conversation.kiosk_ends()
    conversation.say("四一七")
    assert conversation.said == ["还差六个数字，请接着念。"]
    conversation.kiosk_ends()
    conversation.say("零九三五六八")
    assert hand.page == "story"


def test_two_misunderstandings_bring_pictures_and_the_third_a_person(conversation, hand):
    conversation.press_and_say("嗯")
    assert conversation.said[0].startswith("对不起，我没听清")
    conversation.kiosk_ends()
    conversation.say("呃")
    assert hand.page == "sorry"
    conversation.kiosk_ends()
    QTest.qWait(SETTLE_MS + TONE_MS + 200)
    assert not conversation.ears.listening, "never a third 'please repeat'"
    conversation.press_and_say("嗯")
    assert hand.page == "person"


def test_silence_is_met_kindly_twice_and_then_the_microphone_stays_closed(conversation, hand, ears):
    hand.press("speak")
    for words in ("我没听到声音", "还是没听到"):
        assert until(lambda: ears.listening, 3000)
        ears.listening = False
        ears.silent.emit()
        settle(hand.kiosk)
        assert conversation.said[0].startswith(words)
        conversation.kiosk_ends()
    QTest.qWait(SETTLE_MS + TONE_MS + 200)
    assert not ears.listening
    assert hand.page == "home"


@pytest.mark.parametrize("words", ["我老伴晕倒了", "屋里着火了"])
def test_danger_is_understood_on_any_page(conversation, hand, words):
    hand.go(lambda kiosk: kiosk.app.open("notice", ""))
    conversation.press_and_say(words)
    assert hand.page == "danger"
    assert any("一二零" in line or "一一九" in line for line in conversation.said)
    assert not hand.speaker.ringing, "the bell waits for the words"
    conversation.kiosk_ends()
    assert hand.speaker.ringing
    hand.press("danger-undo")
    assert hand.page == "home"
    assert not hand.speaker.ringing


def test_a_finger_ends_the_conversation(conversation, hand, ears):
    conversation.press_and_say("满八十岁有没有补贴")
    conversation.kiosk_ends()
    assert until(lambda: ears.listening, 3000)
    hand.press("home")
    assert not ears.listening
    conversation.kiosk_ends()
    QTest.qWait(SETTLE_MS + TONE_MS + 200)
    assert not ears.listening


def test_enough_closes_the_microphone_and_the_page_is_still_there(conversation, hand, ears):
    hand.press("speak")
    assert until(lambda: ears.listening, 3000)
    hand.press("listen-stop")
    assert not ears.listening
    assert hand.page == "home" and hand.shows("hero")


def test_ears_that_die_in_the_middle_say_so_and_touch_goes_on(conversation, hand, ears):
    hand.press("speak")
    assert until(lambda: ears.listening, 3000)
    ears.here = False
    ears.available_changed.emit(False)
    settle(hand.kiosk)
    assert conversation.said == ["现在不能说话，请用手按。"]
    hand.press("speak")
    assert hand.page == "families"


def test_bigger_and_back_by_voice(conversation, hand):
    hand.go(lambda kiosk: kiosk.app.open("families", ""))
    conversation.press_and_say("字大一点", command="字大一点")
    assert hand.kiosk.app.property("scale") == 1.5
    conversation.kiosk_ends()
    conversation.whole("返回")
    assert hand.page == "home"


def test_nothing_of_a_conversation_outlives_the_visit(conversation, hand, ears):
    hand.press("speak")
    ears.partial.emit("我的身份证号")
    assert hand.kiosk.talk.property("partial")
    hand.go(lambda kiosk: kiosk.app.end())
    assert hand.kiosk.talk.property("partial") == ""
    assert not hand.kiosk.talk.property("leading")
    assert "身份证" not in repr(vars(hand.kiosk.talk))


def test_the_voice_goes_with_a_report_only_when_the_resident_says_so(conversation, hand, monkeypatch):
    filed = []
    monkeypatch.setattr(
        hand.kiosk.report._outbox, "file", lambda report: filed.append(report) or Receipt(report.ref, SAMPLE_RECEIPT)
    )
    for attach in (False, True):
        hand.go(lambda kiosk: kiosk.app.home())
        conversation.press_and_say("我要报事", command="我要报事")
        conversation.kiosk_ends()
        conversation.say("路灯", command="路灯")
        conversation.kiosk_ends()
        conversation.say("不知道", command="不知道")
        conversation.kiosk_ends()
        conversation.say("灯不亮有三天了")
        if attach:
            conversation.kiosk_ends()
            conversation.whole("带上我的录音")
        for words in ("对", "对", "送出去"):
            conversation.kiosk_ends()
            conversation.whole(words)
        assert hand.page == "receipt"
    assert [report.voice_note for report in filed] == [None, SAMPLE_NOTE]
    hand.go(lambda kiosk: kiosk.app.end())
    assert hand.kiosk.report._draft.note == b""


def test_a_voice_too_low_is_asked_to_come_closer(conversation, hand, ears):
    hand.press("speak")
    assert until(lambda: ears.listening)
    ears.listening = False
    ears.heard.emit(Utterance(loudness="quiet"))
    settle(hand.kiosk)
    assert conversation.said == ["声音有点小，请大声一点。"]


def test_wait_a_moment_is_waited_and_enough_is_enough(conversation, hand, ears):
    conversation.press_and_say("等一下", command="等一下")
    assert until(lambda: ears.listening), "等一下: the microphone opens again"
    conversation.whole("不说了")
    QTest.qWait(SETTLE_MS + TONE_MS + 200)
    assert not ears.listening
    assert hand.page == "home"


@pytest.mark.parametrize("words", ["送出去", "对，送出去"])
def test_the_word_on_the_button_is_no_short_cut_to_sending(conversation, hand, words):
    hand.go(lambda kiosk: kiosk.app.open("report-what", ""))
    hand.press("category-streetlight")
    hand.press("place-unknown")
    hand.press("skip-words")
    assert hand.page == "report-check"
    conversation.press_and_say(words, command=words)
    assert hand.page == "report-check"
    assert hand.kiosk.report.property("code") == ""


def test_a_report_is_taken_back_by_voice_after_being_asked(conversation, hand):
    hand.go(lambda kiosk: kiosk.app.open("report-what", ""))
    hand.press("category-streetlight")
    hand.press("place-unknown")
    hand.press("skip-words")
    hand.press("send")
    assert hand.page == "receipt"
    conversation.press_and_say("撤回", command="撤回")
    assert conversation.said == ["要撤回吗？撤回了就不送了。"]
    conversation.kiosk_ends()
    conversation.whole("对")
    assert hand.kiosk.report.property("undoing") == "done"
