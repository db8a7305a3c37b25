"""A question in words: the page that answers it, the way back, what when nothing fits, and the sentence for the community."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from kiosk.shoot import LONG_STORY, SampleLink
from offline_cache.records import Found, Heard, Refused
from ui.view_models.answered import pieces
from ui.view_models.question import MOST_TOLD

NOTHING = "帮我看看我的梦是什么意思"
WHICH = "社保卡"
SURE = "满八十岁有没有补贴"


class CountingLink(SampleLink):
    """The way to the platform, as far as counting and nudging go."""

    def __init__(self):
        super().__init__()
        self.counted = Counter()
        self.nudges = 0

    def count(self, *names):
        self.counted.update(names)

    def nudge(self):
        self.nudges += 1


@pytest.fixture
def link(hand):
    hand.kiosk.question._link = CountingLink()
    return hand.kiosk.question._link


@pytest.fixture
def told(hand, monkeypatch):
    """What reached the outbox; `told.answer` is what it says."""

    class Told(list):
        answer = None

    kept = Told()

    def tell(words, lang, entrance, ref):
        kept.append((words, lang, entrance, ref))
        return kept.answer or ref

    monkeypatch.setattr(hand.kiosk.question._outbox, "tell", tell)
    return kept


def ask(hand, heard):
    hand.go(lambda kiosk: kiosk.question.ask(heard))


def rows(hand):
    return [i.objectName() for i in hand.items() if i.objectName().startswith(("service-", "place-"))]


def counted(link):
    return dict(link.counted)


def test_a_sure_answer_opens_its_page_and_says_its_name_first(hand, link):
    ask(hand, SURE)
    assert hand.page == "service"
    assert hand.speaker.said[-1][:2] == ["高龄津贴申请。", "这是高龄津贴申请，不收钱。"]
    assert counted(link) == {"answer:sure": 1, "service:ll-gaoling": 1}


def test_the_way_back_from_a_sure_answer_leads_to_the_others(hand):
    ask(hand, SURE)
    hand.press("back")
    assert hand.page == "which"
    assert "高龄津贴申请" in hand.texts() and len(rows(hand)) == 3
    hand.press("back")
    assert hand.page == "home"


def test_it_asks_back_with_at_most_three(hand, link):
    ask(hand, WHICH)
    assert hand.page == "which"
    assert len(rows(hand)) == 3
    assert "我听到的是：“社保卡”" in hand.texts()
    assert hand.speaker.said[-1][1].startswith("第一个，") and hand.speaker.said[-1][2].startswith("第二个，")
    hand.press(rows(hand)[1])
    assert hand.page == "service"
    assert hand.speaker.said[-1][0] == "社保卡挂失补办。"
    assert counted(link) == {"answer:which": 1, "service:sb-guashi": 1}


def test_none_of_these_leads_to_ways_on_and_not_straight_to_a_person(hand, link):
    ask(hand, WHICH)
    hand.press("none-of-these")
    assert hand.page == "none"
    assert not hand.speaker.ringing
    assert "“社保卡”" in hand.texts()
    hand.press("none-person")
    assert hand.page == "person"
    assert counted(link)["none-of-these"] == 1


def test_nothing_fits_says_so_kindly_and_leads_on(hand, link):
    ask(hand, NOTHING)
    assert hand.page == "none"
    assert {"没有找到您要的", "是我没找到，不是您弄错了。", f"“{NOTHING}”"} <= set(hand.texts())
    assert counted(link) == {"answer:nothing": 1}
    hand.press("none-pictures")
    assert hand.page == "families"
    hand.press("back")
    assert hand.page == "none"


def test_what_is_done_elsewhere_is_told(hand, link):
    ask(hand, "护照在哪里办")
    assert hand.page == "none"
    assert {"护照和出国签证", "护照在出入境大厅办，带身份证去。"} <= set(hand.texts())
    assert hand.speaker.said[-1] == ["护照和出国签证。", "护照在出入境大厅办，带身份证去。"]
    assert {"none-pictures", "none-tell", "none-person"} <= {item.objectName() for item in hand.items()}
    assert counted(link) == {"answer:nothing": 1, "elsewhere:passport": 1}


def test_the_way_to_a_window_of_the_hall_and_what_may_be_wanted_there(hand, link):
    ask(hand, "洗手间在哪里")
    assert hand.page == "place"
    assert {"卫生间", "进门左手边，第二间，有扶手。", "在服务大厅"} <= set(hand.texts())
    assert hand.speaker.said[-1] == ["卫生间。", "进门左手边，第二间，有扶手。"]
    assert counted(link) == {"answer:sure": 1}
    assert "公共厕所问题反映" in hand.texts()
    hand.press(rows(hand)[0])
    assert hand.page == "service"
    assert link.counted["service:hw-gongce"] == 1
    hand.press("back")
    hand.press("back")
    assert hand.page == "which"
    assert rows(hand)[0] == "place-hall-toilet"


def test_the_way_to_an_estate_and_its_community(hand):
    ask(hand, "锦园怎么走")
    assert hand.page == "place"
    assert {"锦园", "归锦和社区管"} <= set(hand.texts())


def test_several_places_are_offered_and_no_service_beside_them(hand):
    ask(hand, "3号楼在哪里")
    assert hand.page == "which"
    assert rows(hand) == ["place-jy-3", "place-hb-3", "place-tx-3"]
    hand.press("place-hb-3")
    assert hand.page == "place"


def test_a_real_place_has_what_it_lies_in(hand):
    hand.go(lambda kiosk: kiosk.app.open("place", "jy-3/"))
    assert {"锦园3栋", "在锦园"} <= set(hand.texts())
    hand.go(lambda kiosk: kiosk.app.open("place", "no-such-place/"))
    assert hand.page == "sorry"


def test_the_alternatives_are_asked_together_and_the_best_is_quoted(hand, monkeypatch):
    asked = []
    find = hand.kiosk.question._catalogue.find
    monkeypatch.setattr(
        hand.kiosk.question._catalogue, "find", lambda heard, limit: (asked.append(heard), find(WHICH, limit))[1]
    )
    ask(hand, [Heard("教医保", 0.3), Heard(WHICH, 0.7)])
    assert [(way.text, way.score) for way in asked[0]] == [("教医保", 0.3), (WHICH, 0.7)]
    assert "我听到的是：“社保卡”" in hand.texts()


def test_it_searches_off_the_gui_thread(hand, monkeypatch):
    threads = []
    monkeypatch.setattr(
        hand.kiosk.question._catalogue,
        "find",
        lambda heard, limit: (threads.append(threading.current_thread()), Found("nothing"))[1],
    )
    ask(hand, "什么")
    assert hand.page == "none"
    assert threads and threading.main_thread() not in threads


def test_an_answer_never_overtakes_a_resident_who_has_gone_on(hand):
    hand.press("begin")
    hand.go(lambda kiosk: (kiosk.question.ask(SURE), kiosk.app.open("families", "")))
    assert hand.page == "families"
    hand.go(lambda kiosk: (kiosk.question.ask(SURE), kiosk.app.end()))
    assert hand.page == "rest"


def test_the_newest_of_two_questions_is_answered(hand):
    hand.go(lambda kiosk: (kiosk.question.ask(SURE), kiosk.question.ask(NOTHING)))
    assert hand.page == "none"


def test_earlier_questions_are_behind_later_ones(hand):
    ask(hand, WHICH)
    ask(hand, NOTHING)
    hand.press("back")
    assert hand.page == "which"
    assert "我听到的是：“社保卡”" in hand.texts()


@pytest.mark.parametrize("odd", ["", " ", "😀", "\x00\x07", "\ud800", "a" * 10_000, "医" * 10_000, "哪里" * 5_000])
def test_odd_questions_get_a_page(hand, odd):
    ask(hand, odd)
    assert hand.page in ("none", "which", "service", "place")
    hand.press("home")


# -- letters ------------------------------------------------------------------------------------------------------------


def test_letters_lead_to_all_they_may_mean_and_are_no_sentence(hand, link):
    hand.go(lambda kiosk: kiosk.app.open("letters", ""))
    hand.press("letter-Y")
    hand.press("letter-B")
    hand.press("found-all")
    assert hand.page == "which"
    assert "您按的是：YB" in hand.texts()
    hand.press("none-of-these")
    assert hand.page == "none"
    assert not hand.shows("none-tell")
    hand.press("none-letters")
    assert hand.page == "letters"
    assert counted(link) == {}


# -- telling the community ------------------------------------------------------------------------------------------------


def test_the_sentence_is_shown_with_who_reads_it_and_kept_before_thanks(hand, told, link):
    ask(hand, NOTHING)
    hand.press("none-tell")
    assert hand.page == "tell"
    assert {f"“{NOTHING}”", "社区工作人员会看到这句话，不会看到您是谁。"} <= set(hand.texts())
    assert told == []
    hand.press("tell-send")
    assert hand.page == "told"
    assert "记下来了，谢谢您！" in hand.texts()
    assert [(words, lang, entrance) for words, lang, entrance, _ in told] == [(NOTHING, "zh", "silver")]
    assert link.nudges == 1
    hand.press("told-done")
    assert hand.page == "home"


def test_the_page_thanks_only_after_the_outbox(hand, told, monkeypatch):
    may_answer = threading.Event()
    keep = hand.kiosk.question._outbox.tell
    monkeypatch.setattr(hand.kiosk.question._outbox, "tell", lambda *said: (may_answer.wait(10), keep(*said))[1])
    ask(hand, NOTHING)
    hand.press("none-tell")
    hand.kiosk.question.send()
    hand.kiosk.question.send()
    hand.kiosk.window.grabWindow()
    assert hand.page == "tell"
    may_answer.set()
    hand.go(lambda kiosk: None)
    assert hand.page == "told"
    assert len(told) == 1, "pressed twice, sent once"


def test_it_need_not_be_sent(hand, told):
    ask(hand, NOTHING)
    hand.press("none-tell")
    hand.press("tell-no")
    assert hand.page == "none"
    assert told == []


@pytest.mark.parametrize("why", ["not-enrolled", "disk-full", "read-only", "damaged"])
def test_when_it_cannot_be_kept_nothing_is_lost_and_a_person_is_near(hand, told, why):
    told.answer = Refused(why)
    ask(hand, NOTHING)
    hand.press("none-tell")
    hand.press("tell-send")
    assert hand.page == "tell"
    assert {f"“{NOTHING}”", "您的话还在这里，没有送走。请叫人帮您记下来。"} <= set(hand.texts())
    told.answer = None
    hand.press("tell-send")
    assert hand.page == "told"
    assert told[0][3] == told[1][3], "the same sentence is the same envelope"


def test_a_refusal_is_still_there_when_the_content_moves_on(hand, told):
    told.answer = Refused("disk-full")
    ask(hand, NOTHING)
    hand.press("none-tell")
    hand.press("tell-send")
    hand.go(lambda kiosk: kiosk.app.refresh())
    assert hand.shows("tell-person")
    hand.press("back")
    hand.press("none-tell")
    assert hand.shows("tell-no"), "asked anew, it may be sent anew"


def test_a_refusal_leads_to_a_person(hand, told):
    told.answer = Refused("disk-full")
    ask(hand, NOTHING)
    hand.press("none-tell")
    hand.press("tell-send")
    hand.press("tell-person")
    assert hand.page == "person"


def test_in_practice_nothing_is_sent_or_counted(hand, told, link):
    hand.go(lambda kiosk: kiosk.app.practise(True))
    ask(hand, NOTHING)
    hand.press("none-tell")
    hand.press("tell-send")
    assert hand.page == "told"
    assert "这是练习，没有真的送。" in hand.texts()
    assert (told, counted(link), link.nudges) == ([], {}, 0)


def test_a_story_is_for_a_person(hand):
    ask(hand, "今" * (MOST_TOLD + 1))
    hand.go(lambda kiosk: kiosk.question.noneOfThese())
    assert hand.page == "none"
    assert hand.shows("none-person") and not hand.shows("none-tell")


def test_a_long_sentence_is_all_shown_before_it_is_sent(hand, told):
    hand.press("begin")
    hand.press("bigger")
    hand.press("bigger")
    ask(hand, LONG_STORY)
    hand.go(lambda kiosk: kiosk.question.noneOfThese())
    hand.press("none-tell")
    seen, leaves = "", 0
    while True:
        leaves += 1
        seen += (
            "".join(text for text in hand.texts() if text.strip("“”") in LONG_STORY).replace("“", "").replace("”", "")
        )
        if not hand.shows("tell-next"):
            break
        assert not hand.shows("tell-send")
        hand.press("tell-next")
    assert seen == LONG_STORY and leaves > 1
    hand.press("tell-send")
    assert told[0][0] == LONG_STORY


@pytest.mark.parametrize(("text", "most"), [("", 5), ("短", 5), ("一二三四五六七八九十" * 9, 7), (LONG_STORY, 20)])
def test_pieces_lose_nothing(text, most):
    cut = pieces(text, most)
    assert "".join(cut) == text
    assert all(0 < len(piece) <= most for piece in cut)


def test_nothing_of_a_question_outlives_the_visit(hand):
    ask(hand, NOTHING)
    hand.press("none-tell")
    hand.go(lambda kiosk: kiosk.app.end())
    question = hand.kiosk.question
    assert (question.property("heard"), question.property("sentence"), question.property("names")) == ("", "", [])
    assert NOTHING not in str(vars(question)) + str(hand.kiosk.app.stops)


def test_a_question_in_english(hand):
    hand.press("begin")
    hand.press("lang")
    ask(hand, NOTHING)
    assert "I did not find it" in hand.texts()
    hand.press("lang")
    assert "没有找到您要的" in hand.texts()
