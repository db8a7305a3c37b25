"""Hard words on the screen: the key where a page uses some, the list, the word in big text, and asking for a meaning."""

import pytest

from kiosk.shoot import SampleListener
from offline_cache.records import Service
from ui.view_models.terms import read_on


@pytest.fixture
def page_of_allowance(hand):
    hand.go(lambda it: it.app.open("service", "ll-gaoling"))
    return hand


def test_from_a_service_to_a_word_and_back(page_of_allowance):
    hand = page_of_allowance
    hand.press("terms")
    assert hand.page == "terms"
    texts = hand.texts()
    assert {"难懂的词", "高龄津贴"} <= set(texts)
    word = next(item for item in hand.items() if item.objectName().startswith("term-"))
    name, key = word.property("text"), word.objectName()
    hand.press(key)
    assert hand.page == "term"
    meaning = hand.kiosk.catalogue.term(key.removeprefix("term-")).meaning.zh
    assert {name, meaning} <= set(hand.texts())
    assert hand.speaker.said[-1] == [f"{name}。", meaning]
    hand.go(lambda it: it.app.back())
    hand.go(lambda it: it.app.back())
    assert hand.page == "service"


def test_a_page_without_hard_words_has_no_key(hand):
    catalogue = hand.kiosk.catalogue
    plain = next(one for one in catalogue.services() if not catalogue.terms_in(read_on(one)))
    hand.go(lambda it: it.app.open("service", plain.id))
    assert isinstance(plain, Service) and hand.page == "service"
    assert hand.kiosk.service.property("terms") == ""
    assert not hand.shows("terms")
    hand.go(lambda it: it.app.open("terms", f"service/{plain.id}"))
    assert hand.page == "sorry"


def test_a_notice_explains_its_words_too(hand):
    notice = next(one for one in hand.kiosk.catalogue.notices() if one.title.zh == "医保缴费")
    hand.go(lambda it: it.app.open("notice", notice.id))
    hand.press("terms")
    assert "医保" in hand.texts()


def test_at_most_six_words_stand_on_a_leaf_and_none_is_lost(hand):
    catalogue = hand.kiosk.catalogue
    most = max(catalogue.services(), key=lambda one: len(catalogue.terms_in(read_on(one))))
    wanted = {one.word.zh for one in catalogue.terms_in(read_on(most))}
    assert len(wanted) > 3
    for scale in (1.0, 1.5, 2.0):
        while hand.kiosk.app.property("scale") != scale:
            hand.go(lambda it: it.app.bigger())
        hand.go(lambda it: it.app.open("terms", f"service/{most.id}"))
        seen, leaves = set(), 0
        while True:
            rows = [item for item in hand.items() if item.objectName().startswith("term-")]
            assert 0 < len(rows) <= 6
            seen |= {row.property("text") for row in rows}
            leaves += 1
            if not hand.shows("pager-next") or leaves > 9:
                break
            hand.press("pager-next")
        assert seen == wanted


def test_asking_for_a_meaning_opens_the_word(hand):
    hand.go(lambda it: it.question.ask("统筹是什么意思"))
    assert hand.page == "term"
    assert "统筹" in hand.texts()
    hand.go(lambda it: it.app.back())
    assert hand.page in ("which", "home")


def test_english_has_its_own_word_and_meaning(hand):
    hand.go(lambda it: it.app.changeLanguage())
    hand.go(lambda it: it.question.ask("what does shared fund mean"))
    assert hand.page == "term"
    assert {"Shared fund", "Money all members pay in; whoever is ill uses it."} <= set(hand.texts())


def test_nothing_of_it_stays_after_the_visit(page_of_allowance):
    hand = page_of_allowance
    hand.press("terms")
    hand.go(lambda it: it.question.ask("统筹是什么意思"))
    hand.go(lambda it: it.app.end())
    terms = hand.kiosk.terms
    assert (terms.property("word"), terms.property("meaning")) == ("", "")
    assert terms._choices.property("total") == 0
    assert hand.kiosk.service.property("terms") == ""


class TestByVoice:
    @pytest.fixture
    def ears(self):
        return SampleListener()

    @pytest.mark.parametrize("page", ["home", "service", "families"])
    def test_a_meaning_is_asked_from_any_page(self, hand, ears, qtbot, page):
        hand.go(lambda it: it.app.open(page, "ll-gaoling" if page == "service" else ""))
        hand.go(lambda it: it.app.speak())
        qtbot.waitUntil(lambda: ears.listening)
        hand.go(lambda it: ears.hear("统筹是啥子意思"))
        assert hand.page == "term"
        assert "统筹" in hand.texts()

    def test_the_key_and_a_word_are_pressed_by_their_names(self, page_of_allowance, ears, qtbot):
        hand = page_of_allowance
        for said, page in (("难懂的词", "terms"), ("高龄津贴", "term")):
            hand.go(lambda it: it.app.speak())
            qtbot.waitUntil(lambda: ears.listening)
            hand.go(lambda it, said=said: ears.hear(said))
            assert hand.page == page
