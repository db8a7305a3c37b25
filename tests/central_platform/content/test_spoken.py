"""The rules for residents' words: what staff may write, and what would send everybody to one service."""

import pytest
from django.core.exceptions import ValidationError

from central_platform.content import spoken
from central_platform.content.spoken import Heard, pull


@pytest.mark.parametrize(
    "syllables",
    ["chang2 hu4 xian3", "nv3", "lve4", "er2", "zhuang4", "de5", "xiong1", "a1"],
)
def test_pinyin_as_the_search_reads_it_is_taken(syllables):
    spoken.check_syllables(syllables)


@pytest.mark.parametrize("syllables", ["chang", "chang6", "cháng", "Chang2", "chnag2", "nü3", "hu4xian3", "xian0", "3"])
def test_what_is_no_toned_syllable_is_named(syllables):
    with pytest.raises(ValidationError, match=f"“{syllables}”不像拼音"):
        spoken.check_syllables(syllables)


@pytest.mark.parametrize(
    ("word", "syllables", "field"),
    [
        ("长护险", "chang2 hu4", "syllables"),
        ("长护", "chang2 hu4 xian3", "syllables"),
        ("ETC", "e1 t1 c1", "word"),
        ("长护 险", "chang2 hu4 wu2 xian3", "word"),
    ],
)
def test_a_reading_has_one_syllable_a_character(word, syllables, field):
    with pytest.raises(ValidationError) as refused:
        spoken.check_reading(word, syllables)
    assert set(refused.value.message_dict) == {field}


def test_a_reading_that_fits_is_taken():
    spoken.check_reading("长护险", "chang2 hu4 xian3")


def test_a_phrase_is_a_sentence_and_no_story():
    spoken.check_phrases("我要交医保\n" + "长" * 60)
    with pytest.raises(ValidationError, match="最多60个字"):
        spoken.check_phrases("我要交医保\n" + "长" * 61)


@pytest.mark.parametrize(
    ("sentence", "somebody"),
    [
        ("我电话13800138000，帮我查", True),
        ("打 138 0013 8000 找我", True),
        ("我电话028-5550-0102", True),
        ("510104194001011234是我身份证", True),
        ("我八十岁了有没有200块补贴", False),
        ("2025年12月31号前交", False),
        ("12345打不通", False),
    ],
)
def test_a_sentence_with_a_phone_or_an_identity_is_known(sentence, somebody):
    assert spoken.names_somebody(sentence) is somebody


def test_doubles_go_and_the_order_stays():
    assert spoken.without_doubles(["乙", " 甲 ", "乙", "", "丙"]) == ["乙", "甲", "丙"]


def service(name, called="", written=""):
    return Heard(name, f"{name}\n{called}", f"{name}\n{called}\n{written}")


MANY = [service(f"第{number}项", "我要报销") for number in range(3)]


@pytest.mark.parametrize(
    ("means", "services", "steals", "common"),
    [
        (["医疗保险"], [service("医疗保险"), *MANY], True, True),  # a common word, one service
        (["医疗保险"], [service("医疗保险"), *MANY[:2]], False, False),  # two others only: not so common
        (["医疗保险"], [service("医疗保险"), service("补充医疗保险"), *MANY], False, True),  # two services: a warning
        (["医疗保险"], MANY, False, True),  # it leads nowhere: another trouble
        (["医疗保险", "我要报销"], [service("医疗保险"), *MANY], False, False),  # it means the others too
        (["医疗保险"], [service("医保", written="办医疗保险"), *MANY], True, True),  # a step or a paper counts as meant
        (
            ["医疗保险"],
            [service("医疗保险"), *[service("甲", written="报销")] * 3],
            False,
            False,
        ),  # not what it is called
    ],
)
def test_a_common_word_may_not_lead_to_one_service_only(means, services, steals, common):
    found = pull("报销", means, services)
    assert (found.steals, found.common) == (steals, common)
