"""The colloquial lexicon at work."""

import sqlite3

import pytest

from offline_cache import sayings, sounds_like
from offline_cache.records import Saying

READINGS = {char: tuple(syllables.split()) for char, syllables, _ in sounds_like.readings()}


@pytest.fixture
def db():
    with sqlite3.connect(":memory:") as db:
        sayings.clear(db)
        known = (
            Saying("1", "火表", ("电表",)),
            Saying("2", "电马儿", ("电动车", "电瓶车")),
            Saying("3", "马儿", ("马",)),
            Saying("4", "屋头的灯", ("电灯",)),
            Saying("5", "啥子", ("什么",)),
        )
        sayings.put(db, known, READINGS)
        yield db


def meant(db, text):
    return [(one.said, one.means, one.share) for one in sayings.meant(db, text, READINGS)]


def test_what_is_said_means_what_it_is_called(db):
    assert meant(db, "火表坏了") == [("火表", ("电表",), sayings.AS_WRITTEN)]


def test_the_longest_counts(db):
    assert [said for said, _, _ in meant(db, "电马儿充电")] == ["电马儿"]


def test_three_syllables_are_known_by_their_sound(db):
    assert meant(db, "店马儿冲电") == [("电马儿", ("电动车", "电瓶车"), sayings.AS_HEARD)]


def test_two_syllables_alone_sound_like_too_much(db):
    assert meant(db, "伙表") == []


def test_a_saying_with_a_dialect_word_meets_the_cleaned_question(db):
    assert [said for said, _, _ in meant(db, "家里的灯不亮")] == ["屋头的灯"]


def test_changed_and_dropped(db):
    sayings.put(db, [Saying("1", "火表", ("电度表",))], READINGS)
    sayings.drop(db, ["2", "unknown"])
    assert meant(db, "火表和电马儿") == [
        ("火表", ("电度表",), sayings.AS_WRITTEN),
        ("马儿", ("马",), sayings.AS_WRITTEN),
    ]


def test_what_cleaning_says_already_is_no_saying(db):
    assert meant(db, "你说什么") == []
