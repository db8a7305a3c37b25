"""Phrases become words the model has; what it lacks is told, and a grammar is never empty."""

import json

import pytest

from voice.lexicon import UNKNOWN, Lexicon

ZH = {
    "返回",
    "再说",
    "一遍",
    "再",
    "说",
    "对",
    "不",
    "不对",
    "三",
    "号楼",
    "三号",
    "楼",
    "医保",
    "K",
    "歌",
    "app",
    "办",
    "居住证",
}
EN = {"go", "back", "three", "a", "t", "m", "resident's", "card", "one", "two"}


@pytest.fixture
def chinese():
    return Lexicon(ZH.__contains__, "zh")


@pytest.fixture
def english():
    return Lexicon(EN.__contains__, "en")


@pytest.mark.parametrize(
    ("phrase", "words", "unknown"),
    [
        ("返回", ("返回",), ()),
        ("再说一遍", ("再说", "一遍"), ()),  # two pieces rather than three
        ("不对", ("不对",), ()),
        ("办居住证！", ("办", "居住证"), ()),
        ("对，不对。", ("对", "不对"), ()),
        ("3号楼", ("三", "号楼"), ()),
        ("３号楼", ("三", "号楼"), ()),
        ("k歌", ("K", "歌"), ()),
        ("办APP", ("办", "app"), ()),
        ("首页", (), ("首", "页")),
        ("医保局", ("医保",), ("局",)),
        ("办WIFI", ("办",), ("WIFI",)),
        ("", (), ()),
        ("……", (), ()),
    ],
)
def test_chinese_is_cut_into_the_fewest_known_words(chinese, phrase, words, unknown):
    found = chinese.cut(phrase)
    assert (found.words, found.unknown) == (words, unknown)


@pytest.mark.parametrize(
    ("phrase", "words", "unknown"),
    [
        ("Go back!", ("go", "back"), ()),
        ("the card", ("card",), ("the",)),
        ("3", ("three",), ()),
        ("12", ("one", "two"), ()),
        ("resident’s card", ("resident's", "card"), ()),
        ("back zebra", ("back",), ("zebra",)),
    ],
)
def test_english_is_cut_at_its_blanks(english, phrase, words, unknown):
    found = english.cut(phrase)
    assert (found.words, found.unknown) == (words, unknown)


def test_a_grammar_holds_whole_sentences_only_and_gives_them_back_as_written(chinese):
    grammar = chinese.grammar(["返回", "再说一遍", "首页", "不对。"])
    assert json.loads(grammar.text) == ["返回", "再说 一遍", "不对", UNKNOWN]
    assert grammar.written == {"返回": "返回", "再说 一遍": "再说一遍", "不对": "不对。"}
    assert grammar.unknown == ("首", "页")


@pytest.mark.parametrize("phrases", [(), ("首页",), ("", "……")])
def test_a_grammar_is_never_empty(chinese, phrases):
    grammar = chinese.grammar(phrases)
    assert json.loads(grammar.text) == [UNKNOWN]
    assert not grammar.written
