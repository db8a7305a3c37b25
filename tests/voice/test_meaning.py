"""What a turn means on each page, in tables of what people say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.heard import Alternative, Utterance
from voice.meaning import ENOUGH, NOTHING, SURE, Intent, Talk, meaning, phrases
from voice.sentences import PAGES, listened_for, sentences

HERE = Path(__file__).parent


def heard(*texts: str, command: str = "", confidence: float = 0.9) -> Utterance:
    alternatives = tuple(Alternative(text, 1.0 / (at + 1)) for at, text in enumerate(texts) if text)
    return Utterance(alternatives, command, confidence if command else 0.0)


def table(lang: str) -> Iterator[tuple[str, Talk, str, str, str]]:
    for line in (HERE / f"utterances.{lang}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            page, choices, said, kind, name = line.split("\t")
            yield lang, Talk(page, tuple(filter(None, choices.split("|")))), said, kind, name


@pytest.mark.parametrize(
    ("lang", "talk", "said", "kind", "name"),
    [*table("zh"), *table("en")],
    ids=lambda value: value.page if isinstance(value, Talk) else str(value),
)
def test_by_its_transcript(lang: str, talk: Talk, said: str, kind: str, name: str) -> None:
    meant = meaning(heard(said), talk, lang)
    assert (meant.kind, meant.words if kind in ("question", "words", "digits") else meant.name) == (kind, name)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_that_is_listened_for_is_its_command(page: str, lang: str) -> None:
    """Heard by grammar, confidently, and written down alike."""
    for said, name in listened_for(page, lang).items():
        meant = meaning(heard(said, command=said, confidence=0.95), Talk(page), lang)
        assert (meant.kind, meant.name) == ("command", name), said


def test_the_table_is_long_enough() -> None:
    assert len(list(table("zh"))) + len(list(table("en"))) >= 300


CHECK = Talk("check", ("送出去", "改"))


@pytest.mark.parametrize(
    ("talk", "utterance", "wanted"),
    [
        (CHECK, heard("送出去", command="送出去", confidence=SURE), ("command", "send")),
        (CHECK, heard("送出去", command="送出去", confidence=SURE - 0.01), ("nothing", "")),
        (CHECK, heard("送出去"), ("nothing", "")),
        (CHECK, heard("麻烦你送出去"), ("nothing", "")),
        (CHECK, heard("对", command="对", confidence=0.9), ("command", "yes")),
        (CHECK, heard("对", command="对", confidence=0.6), ("nothing", "")),
        (CHECK, heard("不对", command="对", confidence=0.95), ("nothing", "")),
        (CHECK, heard("对", command="不对", confidence=0.95), ("nothing", "")),
        (CHECK, heard("我想再说一下那个灯是三栋后面的", command="送出去", confidence=0.9), ("question", "")),
        (Talk("receipt"), heard("撤回", command="撤回", confidence=0.9), ("command", "undo")),
        (Talk("receipt"), heard("撤回", command="撤回", confidence=0.7), ("nothing", "")),
        (Talk("results"), heard("对", command="对", confidence=0.6), ("command", "yes")),
        (Talk("home"), heard("饭灰", command="返回", confidence=0.7), ("command", "back")),
        (Talk("home"), heard("饭灰", command="返回", confidence=ENOUGH - 0.01), ("question", "")),
        (Talk("home"), heard("医保今年交多少钱", command="返回", confidence=0.9), ("question", "")),
        (Talk("home"), heard("", command="返回", confidence=0.9), ("command", "back")),
        (Talk("home"), heard("小声一点", command="大声一点", confidence=0.9), ("nothing", "")),
        (Talk("place", ("3栋", "2栋")), heard("散洞", command="三栋", confidence=0.8), ("choice", "3栋")),
        (Talk("place", ("3栋", "2栋")), heard("两栋", command="两栋", confidence=0.8), ("choice", "2栋")),
        (Talk("digits"), heard("是要起", command="四一七", confidence=0.8), ("digits", "")),
        (Talk("home"), heard(), ("nothing", "")),
        (Talk("home"), heard("[unk]"), ("nothing", "")),
    ],
)  # fmt: skip
def test_grammar_and_transcript_must_not_contradict_each_other(
    talk: Talk, utterance: Utterance, wanted: tuple[str, str]
) -> None:
    meant = meaning(utterance, talk, "zh")
    assert (meant.kind, meant.name) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("说完了", Intent("command", "done", "说完了")),
        ("等一下", Intent("command", "wait", "等一下")),
        ("不说了", Intent("command", "dismiss", "不说了")),
        ("重新说", Intent("command", "retell", "重新说")),
        ("我跟他说完了他就是不听", Intent("words", words="我跟他说完了他就是不听")),
        ("对", Intent("words", words="对")),
        ("返回", Intent("words", words="返回")),
        ("大声一点", Intent("words", words="大声一点")),
        ("楼道里头着火了", Intent("emergency", "fire", "楼道里头着火了")),
        ("", NOTHING),
        ("嗯", NOTHING),
    ],
)
def test_while_a_report_is_told_only_four_commands_are_known(said: str, wanted: Intent) -> None:
    meant = meaning(heard(said), Talk("words", telling=True), "zh")
    assert meant == wanted
    assert meant.words == wanted.words


def test_an_emergency_is_found_in_any_way_it_was_heard() -> None:
    assert meaning(heard("早火了", "着火了"), Talk("home"), "zh").name == "fire"


def test_a_second_way_of_hearing_it_may_name_the_choice() -> None:
    assert meaning(heard("录等", "路灯"), Talk("results", ("路灯", "漏水")), "zh").name == "路灯"


@pytest.mark.parametrize("page", PAGES)
def test_the_grammar_of_a_page_holds_what_can_be_pressed(page: str) -> None:
    known = phrases(Talk(page, ("2栋", "老年人优待证（老年证）办理", "交医保，在哪")), "zh")
    assert {"二栋", "两栋", "老年证", "老年人优待证办理", "交医保", "返回"} <= set(known)
    assert len(known) == len(set(known))
    assert all(known)


def test_the_grammar_while_telling_is_four_commands() -> None:
    known = phrases(Talk("words", ("路灯",), telling=True), "zh")
    assert {"说完了", "等一下"} <= set(known)
    assert not {"返回", "路灯", "对"} & set(known)


def test_the_words_said_are_not_shown_in_logs() -> None:
    assert "三栋" not in repr(meaning(heard("三栋的王阿姨"), Talk("words"), "zh"))


TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="零一二三四五六七八九十百两幺栋号楼对不返回送出去路灯着火嗯的了 ，（）", max_size=20),
)


@given(
    texts=st.lists(TEXTS, max_size=3),
    command=TEXTS,
    confidence=st.floats(0, 1),
    page=st.sampled_from([*PAGES, "no-such-page"]),
    choices=st.lists(TEXTS, max_size=4),
    telling=st.booleans(),
    lang=st.sampled_from(["zh", "en"]),
)
@settings(max_examples=300, deadline=None)
def test_whatever_was_heard_means_something(texts, command, confidence, page, choices, telling, lang) -> None:
    talk = Talk(page, tuple(choices), telling)
    meant = meaning(heard(*texts, command=command, confidence=confidence), talk, lang)
    assert meant.kind in ("command", "choice", "digits", "emergency", "question", "words", "nothing")
    if meant.kind == "command":
        assert meant.name in sentences(lang)
    if meant.kind == "choice":
        assert meant.name in choices
    if meant.kind == "digits":
        assert meant.words.isdecimal()
    phrases(talk, lang)


@given(text=TEXTS, confidence=st.floats(0, SURE, exclude_max=True), lang=st.sampled_from(["zh", "en"]))
@settings(max_examples=200, deadline=None)
def test_nothing_said_unsurely_ever_sends(text: str, confidence: float, lang: str) -> None:
    for command in ("", *sentences(lang)["send"].say[:5], *sentences(lang)["yes"].say[:5]):
        meant = meaning(heard(text, command=command, confidence=confidence), Talk("check", ("送出去", "send")), lang)
        assert meant.name not in ("send", "yes", "undo")
