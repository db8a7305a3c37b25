"""这条不对: one quiet key beside the facts, one press that says what is wrong, thanks, and back to the same leaf."""

import threading
import uuid

import pytest

from kiosk.shoot import SampleListener, settle
from offline_cache.records import Refused
from ui.view_models.correction import WRONG

NOT_KEPT = "您的话还在这里，没有送走。请叫人帮您记下来。"


class Kept(list):
    """What the outbox was given; `answer` is what it says to it, `wait` keeps it from saying so yet."""

    answer = None
    wait = None

    def __call__(self, *said):
        if self.wait:
            self.wait.wait(10)
        self.append(said)
        return self.answer


@pytest.fixture
def kept(hand, monkeypatch):
    kept = Kept()
    monkeypatch.setattr(hand.kiosk.correction._outbox, "correct", kept)
    nudges = hand.kiosk.correction._link
    monkeypatch.setattr(nudges, "nudge", lambda: setattr(nudges, "nudges", getattr(nudges, "nudges", 0) + 1))
    return kept


@pytest.fixture
def service(hand):
    """The page of a service, on its second leaf: what to bring."""
    hand.go(lambda kiosk: kiosk.app.open("service", "ll-gaoling"))
    assert not hand.shows("wrong"), "not beside the answer"
    hand.press("pager-next")
    return hand.kiosk.catalogue.service("ll-gaoling").id


def nudged(hand):
    return getattr(hand.kiosk.correction._link, "nudges", 0)


def test_from_the_leaf_to_thanks_and_back_to_the_leaf(hand, kept, service):
    hand.press("wrong")
    assert hand.page == "wrong" and {
        "哪里不对？",
        "高龄津贴申请",
        "电话不对",
        "地址不对",
        "时间不对",
        "要带的不对",
        "别的不对",
    } <= set(hand.texts())
    assert kept == [], "nothing is told before something is pressed"
    hand.press("wrong-phone")
    assert hand.page == "wrong-told"
    assert {"告诉社区了，谢谢您！", "社区工作人员会去核对，不会看到您是谁。"} <= set(hand.texts())
    ((about, what, ref, lang, entrance),) = kept
    assert (about, what, lang, entrance) == (service, "phone", "zh", "silver")
    assert str(uuid.UUID(ref)) == ref and nudged(hand) == 1
    hand.press("wrong-on")
    assert (hand.page, hand.kiosk.app.property("leaf")) == ("service", 1)
    hand.press("back")
    assert (hand.page, hand.kiosk.app.property("leaf")) == ("service", 0)


def test_every_key_tells_its_own_thing_in_any_language(hand, kept, service):
    hand.press("lang")
    for what in WRONG:
        hand.press("wrong")
        assert "What is not right?" in hand.texts()
        hand.press(f"wrong-{what}")
        hand.press("wrong-on")
    assert [(what, lang) for _, what, _, lang, _ in kept] == [(what, "en") for what in WRONG]


def test_pressed_twice_it_is_told_once(hand, kept, service):
    kept.wait = threading.Event()
    hand.press("wrong")
    for what in ("hours", "hours", "other"):
        hand.kiosk.correction.tell(what)
    kept.wait.set()
    settle(hand.kiosk)
    assert hand.page == "wrong-told" and [what for _, what, *_ in kept] == ["hours"]
    hand.press("wrong-on")
    hand.press("wrong")
    hand.press("wrong-hours")
    assert kept[0][2] == kept[1][2], "the same thing in the same visit is the same envelope"
    hand.go(lambda kiosk: kiosk.app.end())
    hand.go(lambda kiosk: kiosk.correction.ask(service))
    hand.press("wrong-hours")
    assert kept[2][2] != kept[1][2], "the next visitor's is another"


@pytest.mark.parametrize("why", ["not-enrolled", "disk-full", "read-only", "damaged"])
def test_when_it_cannot_be_kept_it_says_so_and_a_person_is_near(hand, kept, service, why):
    kept.answer = Refused(why)
    hand.press("wrong")
    hand.press("wrong-papers")
    assert hand.page == "wrong" and {"现在告诉不了社区", "高龄津贴申请：要带的不对", NOT_KEPT} <= set(hand.texts())
    assert nudged(hand) == 0 and not hand.shows("wrong-phone")
    hand.speaker.said.clear()
    hand.press("wrong-again")
    assert hand.speaker.said[-1:] == [[NOT_KEPT]], "said again: the page stays as it is"
    hand.press("wrong-person")
    assert hand.page == "person"
    hand.press("back")
    kept.answer = None
    hand.press("wrong-again")
    assert hand.page == "wrong-told" and len({ref for _, _, ref, *_ in kept}) == 1
    hand.press("wrong-on")
    hand.press("wrong")
    assert hand.shows("wrong-phone"), "asked anew"


def test_whoever_went_on_is_left_where_he_is(hand, kept, service):
    kept.wait = threading.Event()
    hand.press("wrong")
    hand.kiosk.correction.tell("other")
    hand.kiosk.app.home()
    kept.wait.set()
    settle(hand.kiosk)
    assert hand.page == "home" and len(kept) == 1


def test_nothing_of_it_outlives_the_visit(hand, kept, service):
    kept.wait = threading.Event()
    hand.press("wrong")
    hand.kiosk.correction.tell("phone")
    hand.kiosk.app.end()
    kept.wait.set()
    settle(hand.kiosk)
    assert hand.page == "rest" and len(kept) == 1 and nudged(hand) == 1, "what was told is kept and sent"
    held = str(vars(hand.kiosk.correction)) + str(hand.kiosk.app.stops)
    assert not [left for left in (service, "phone", kept[0][2], "高龄") if left in held]


def test_in_practice_nothing_is_told(hand, kept, service):
    hand.go(lambda kiosk: kiosk.app.practise(True))
    hand.go(lambda kiosk: kiosk.correction.ask(service))
    hand.press("wrong-phone")
    assert hand.page == "wrong-told" and "这是练习，没有真的送。" in hand.texts()
    assert (kept, nudged(hand)) == ([], 0)


def test_without_a_network_it_says_that_it_is_kept(hand, kept, service, monkeypatch):
    monkeypatch.setattr(type(hand.kiosk.correction._link), "online", property(lambda link: False))
    hand.press("wrong")
    hand.press("wrong-phone")
    assert "网断了。先存好了，网好了自动送出去。" in hand.texts()


def test_a_service_that_is_gone_meanwhile_leads_to_a_kind_word(hand, kept):
    hand.go(lambda kiosk: kiosk.correction.ask("no-such-service"))
    assert hand.page == "sorry"


class TestSpoken:
    @pytest.fixture
    def ears(self):
        return SampleListener()

    def say(self, hand, words):
        hand.go(lambda kiosk: kiosk.app.speak())
        hand.go(lambda kiosk: kiosk.listener.hear(words))

    def test_its_keys_are_said_by_their_own_words(self, hand, kept, service):
        self.say(hand, "这条不对")
        assert hand.page == "wrong"
        self.say(hand, "不对")
        assert hand.page == "service", "alone it is no"
        self.say(hand, "这条不对")
        self.say(hand, "地址不对")
        assert hand.page == "wrong-told" and [what for _, what, *_ in kept] == ["address"]
        self.say(hand, "接着看")
        assert hand.page == "service"
