"""The tables of sentences: readable, bounded, and no two meanings that sound alike on one page."""

from __future__ import annotations

from itertools import product

import pytest

from voice.digits import digits
from voice.manners import plain
from voice.sentences import EVERYWHERE, PAGES, BadPattern, dangers, expanded, listened_for, sentences
from voice.sounds import sounds

NAMES = """home back help person read again pause resume bigger smaller louder quieter slower faster theme lang finished
who thanks wait done dismiss stop report status notice find yes no next previous first second third fourth fifth sixth
none_of_these papers steps where hours fee phone print unknown skip send change change_what change_where change_words
retell repeat_number undo ok keep erase look satisfied fair unfixed stay
ways silver normal assisted newcomer words_only lower""".split()
LANGS = ["zh", "en"]


@pytest.mark.parametrize("lang", LANGS)
def test_all_commands_are_there_and_on_known_pages(lang: str) -> None:
    assert sorted(sentences(lang)) == sorted(NAMES)
    for one in sentences(lang).values():
        assert one.pages and set(one.pages) <= set(PAGES), one.name
        assert one.say, one.name
    assert {one.name for one in sentences(lang).values() if one.sends} == {"send", "undo"}


@pytest.mark.parametrize(("lang", "page"), list(product(LANGS, PAGES)))
def test_no_sentence_belongs_to_two_commands(lang: str, page: str) -> None:
    for general in (False, True):
        owner: dict[str, str] = {}
        for one in sentences(lang).values():
            if (EVERYWHERE in one.pages) if general else (page in one.pages):
                for said in (*one.say, *one.also):
                    assert owner.setdefault(plain(said, lang), one.name) == one.name, said


@pytest.mark.parametrize(("lang", "page"), list(product(LANGS, PAGES)))
def test_no_two_commands_sound_alike(lang: str, page: str) -> None:
    """To an ear without tones, listening to somebody with an accent."""
    owner: dict[tuple[str, ...], tuple[str, str]] = {}
    for said, name in listened_for(page, lang).items():
        known = owner.setdefault(sounds(said), (name, said))
        assert known[0] == name, f"{said} sounds like {known[1]}"


@pytest.mark.parametrize("lang", LANGS)
def test_no_command_of_the_keypad_sounds_like_digits(lang: str) -> None:
    for said in listened_for("digits", lang):
        assert digits(said, lang) == "", said


def test_words_that_sound_like_digits_are_never_listened_for_alone() -> None:
    for page in PAGES:
        assert not {"是", "办", "要", "吧", "就", "起", "在", "一", "二", "三", "四"} & set(listened_for(page, "zh"))


def test_a_page_has_the_last_word() -> None:
    assert listened_for("home", "zh")["再说一遍"] == "again"
    assert listened_for("words", "zh")["再说一遍"] == "retell"
    assert listened_for("receipt", "zh")["再念一遍"] == "repeat_number"
    assert listened_for("digits", "zh")["不对"] == "erase"
    assert listened_for("check", "zh")["不对"] == "no"


@pytest.mark.parametrize("lang", LANGS)
def test_the_grammars_are_of_a_bearable_size(lang: str) -> None:
    for page in PAGES:
        assert 100 < len(listened_for(page, lang)) < 4000
    assert all(len(danger.signs) < 2000 for danger in dangers(lang).kinds)


@pytest.mark.parametrize(
    ("pattern", "all_of_them"),
    [
        ("返回", ("返回",)),
        ("[请]回去", ("回去", "请回去")),
        ("(退|倒)回去[一下]", ("退回去", "退回去一下", "倒回去", "倒回去一下")),
        ("[请|麻烦]说", ("说", "请说", "麻烦说")),
        ("a(b|c[d])", ("ab", "ac", "acd")),
        ("如果|要是", ("如果", "要是")),
        ("[go] back", ("back", "go back")),
    ],
)
def test_a_pattern_stands_for_its_sentences(pattern: str, all_of_them: tuple[str, ...]) -> None:
    assert sorted(expanded(pattern)) == sorted(all_of_them)


@pytest.mark.parametrize("pattern", ["[请回去", "(退|倒", "退)回去", "a]", "[(a]", "(a|b)" * 12])
def test_a_bad_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        expanded(pattern)
