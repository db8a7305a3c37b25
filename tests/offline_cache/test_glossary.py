"""Hard words: found in texts, asked for by name, applied like all content, and no part of the search index."""

import pytest

from offline_cache import glossary
from offline_cache.catalogue import Catalogue
from offline_cache.content_writer import Feed, Rejected
from offline_cache.records import Heard, Term, Text


def term(word, *forms, en=""):
    return Term(word, Text(word, en), forms, Text(f"{word}的意思。"))


TERMS = (term("医保", "医疗保险"), term("统筹", "统筹基金", en="Shared fund"), term("低保"), term("低保边缘"))


def used(*texts):
    return [one.word.zh for one in glossary.used(TERMS, texts)]


def test_words_are_met_in_their_order_once_and_in_any_form():
    assert used("统筹基金管门诊。", "交医疗保险，医保卡") == ["统筹", "医保"]
    assert used("什么都不难。") == []


def test_the_longer_word_is_meant_where_one_stands_in_the_other():
    assert used("低保边缘家庭") == ["低保边缘"]
    assert used("低保和低保边缘家庭") == ["低保", "低保边缘"]


def test_words_of_two_texts_do_not_run_together():
    assert used("交了医", "保证") == []


@pytest.mark.parametrize(
    "asked",
    [
        "统筹是什么意思", "请问统筹是啥子意思嘛？", "统筹啥意思", "什么是统筹基金", "啥子叫统筹", "统筹是什么？", "统筹是个啥",
        "统筹这个词是什么意思", "统筹的意思是什么", "请解释一下统筹", "What does shared fund mean?", "what is the shared fund",
    ],
)  # fmt: skip
def test_who_asks_for_a_meaning_is_understood(asked):
    found = glossary.named(TERMS, glossary.words_asked([Heard(asked)]))
    assert found is TERMS[1]


@pytest.mark.parametrize("asked", ["统筹怎么报销", "低保怎么办", "我要交医保", "帮我看看我的梦是什么意思", "统筹", ""])
def test_who_asks_something_else_is_not(asked):
    assert glossary.named(TERMS, glossary.words_asked([Heard(asked)])) is None


def test_the_likeliest_way_of_hearing_comes_first():
    ways = [Heard("低保是什么意思", 0.3), Heard("统筹是什么意思", 0.6)]
    assert glossary.words_asked(ways) == ("统筹", "低保")


@pytest.fixture(scope="module")
def packaged(tmp_path_factory):
    catalogue = Catalogue(tmp_path_factory.mktemp("glossary"))
    catalogue.prepare()
    return catalogue


def change(catalogue, body, deleted=False, kind="term"):
    head = catalogue.state().version
    item = {"kind": kind, "id": body["id"], "seq": head + 1, "deleted": deleted, "body": None if deleted else body}
    said = {"publication": catalogue.publication(), "epoch": 0, "from": head, "to": head + 1, "items": [item]}
    catalogue.apply([Feed.read(said)])


BODY = {"id": "t-1", "word": {"zh": "测测金", "en": ""}, "forms": ["测测费"], "meaning": {"zh": "要交的钱。", "en": ""}, "category": None}  # fmt: skip


def test_the_program_carries_the_words_of_its_services(packaged):
    assert len(packaged.terms()) >= 60
    service = packaged.service("yb-jumin")
    assert "医保" in [one.word.zh for one in packaged.terms_in([service.name.zh])]
    assert packaged.find("统筹是什么意思").term.word.zh == "统筹"
    assert packaged.find("统筹怎么报销").term is None


def test_a_word_comes_changes_and_goes_with_the_feed_and_moves_no_answer(packaged):
    asked = ("测测金在哪里交", "我要交医保", "满八十岁有没有补贴")
    before = [packaged.find(one) for one in asked]
    change(packaged, BODY)
    assert packaged.term("t-1") == Term("t-1", Text("测测金"), ("测测费",), Text("要交的钱。"))
    assert packaged.find("测测费是什么意思").term.id == "t-1"
    assert [packaged.find(one) for one in asked] == before
    change(packaged, BODY | {"meaning": {"zh": "另一样钱。", "en": ""}})
    assert packaged.term("t-1").meaning.zh == "另一样钱。"
    change(packaged, BODY, deleted=True)
    assert packaged.term("t-1") is None
    assert packaged.terms_in(["测测金"]) == ()


@pytest.mark.parametrize("broken", [{"forms": "测测费"}, {"meaning": "钱"}, {"word": {}}, {"category": 3}])
def test_a_word_of_another_form_is_rejected_whole(packaged, broken):
    with pytest.raises(Rejected):
        change(packaged, BODY | broken)


def test_a_kiosk_that_does_not_know_a_kind_passes_it_over(packaged):
    """As a kiosk from before the glossary does with `term`."""
    version = packaged.state().version
    change(packaged, {"id": "x"}, kind="horoscope")
    assert packaged.state().version == version + 1
