"""Reading a question: folding, accents, fillers, slips, digits. Properties first."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache import question, sounds_like
from offline_cache.sounds_like import SYLLABLES, folded

READINGS = {char: tuple(syllables.split()) for char, syllables, _ in sounds_like.readings()}
COMMON = [chr(number) for number in range(0x4E00, 0x9FFF) if len(READINGS.get(chr(number), ())) == 1]
BY_FOLD: dict[str, list[str]] = {}
for _char in COMMON:
    BY_FOLD.setdefault(folded(READINGS[_char][0]), []).append(_char)


def asked(text):
    return question.asked(text, READINGS, lambda features: {})


def sounds(text):
    return sorted({gram.feature for gram in asked(text) if gram.feature.startswith(("f:", "ff:"))})


@given(st.sampled_from(sorted(SYLLABLES)))
def test_folding_twice_is_folding_once(syllable):
    assert folded(folded(syllable)) == folded(syllable)


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhi", "zi"), ("chi", "ci"), ("shi", "si"), ("nan", "lan"), ("ren", "leng"), ("fei", "hui"), ("huang", "fang"),
     ("ling", "ning"), ("zheng", "zen"), ("hu", "fu")],
)  # fmt: skip
def test_what_an_accent_mixes_up_folds_to_the_same(one, other):
    assert folded(one) == folded(other)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_question_equals_itself_in_any_accent(data):
    text = data.draw(st.lists(st.sampled_from(COMMON), min_size=2, max_size=12).map("".join))
    said = "".join(data.draw(st.sampled_from(BY_FOLD[folded(READINGS[char][0])])) for char in text)
    assert sounds(said) == sounds(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_anything_can_be_asked(text):
    cleaned = question.cleaned(text)
    assert question.cleaned(cleaned) is not None
    assert all(gram.weight > 0 for gram in asked(cleaned))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(COMMON), min_size=1, max_size=20).map("".join))
def test_a_text_of_the_catalogue_has_every_feature_of_the_same_question(text):
    has = question.told(text, READINGS)
    stutters = question._STUTTER.search(text)
    assert stutters or {gram.feature for gram in asked(text)} <= has.keys()


def test_fillers_and_dialect_words_do_not_count():
    assert question.cleaned("嗯，那个啥，请问一下路灯咋个办嘛") == ",,路灯怎么办"
    assert question.cleaned("屋头没得水了") == "家里没有水了"
    assert question.cleaned("嗯嗯") == "嗯嗯"  # nothing but fillers stays as it is


def test_numbers_are_read_as_they_are_said():
    assert question.parts("65岁12345，3号楼10路") == ["六十五岁一二三四五", "三号楼十路"]


def test_a_stutter_is_heard_once_as_well():
    features = {gram.feature for gram in asked("身身份证")}
    assert {"cc:身份", "cc:身身", "ff:sen hun"} <= features


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [("gaoxueya", ("gao", "xue", "ya")), ("xian", ("xian",)), ("asdf", ()), ("", ()), ("dianti", ("dian", "ti"))],
)
def test_joined_pinyin_is_split(letters, syllables):
    assert sounds_like.in_syllables(letters) == syllables


@pytest.mark.parametrize("typed", ["dibaao", "dbiao", "diba", "dibso"])
def test_every_single_slip_leads_back(typed):
    assert "dibao" in set(sounds_like.one_slip(typed))


def test_english_words_lose_their_endings():
    assert [question.stem(word) for word in ("cards", "lighting", "payments", "applied", "bus")] == [
        "card", "light", "pay", "appl", "bus",
    ]  # fmt: skip


def test_mishearing_keeps_the_sound(monkeypatch):
    import random

    import mishear

    heard = mishear.homophone("高血压拿药能不能报销", random.Random(1))
    assert heard != "高血压拿药能不能报销"
    assert sounds_like.read_aloud("高") == ("gao",)
    assert Path(sys.modules["mishear"].__file__).parent.name == "script"
