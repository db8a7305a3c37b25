"""Our small file reads as pypinyin does, and folds sounds as the search does."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

import assets
from offline_cache import sounds_like
from voice.pinyin import Reader
from voice.sounds import folded, likeness, sounds

HAN = re.compile(r"[一-鿿]+")


def theirs(run: str) -> list[str]:
    return list(lazy_pinyin(run, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False))


def test_the_catalogue_is_read_as_by_pypinyin() -> None:
    """Everything is compared by script/pack-pinyin --check; here all that stands in three files."""
    text = "".join(
        assets.path("content", name).read_text("utf-8")
        for name in ("elsewhere.json", "notices.json", "report_categories.json")
    )
    runs = sorted(set(HAN.findall(text)))
    assert len(runs) > 1_000
    reader = Reader()
    assert [run for run in runs if list(reader.toned(run)) != theirs(run)] == []


@given(st.text(alphabet="银行长大重新还有医保的了不一个人得地着要为中分数参加会计发头", max_size=12))
@settings(deadline=None, max_examples=300)
def test_any_row_of_polyphones_is_read_as_by_pypinyin(run: str) -> None:
    assert list(Reader().toned(run)) == (theirs(run) if run else [])


def test_the_voice_needs_no_pypinyin() -> None:
    code = "import sys; from voice.pinyin import Reader; Reader().toned('银行'); import voice.synthesiser, voice.meaning; print('pypinyin' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_sounds_are_folded_as_in_the_search() -> None:
    assert [one for one in sounds_like.SYLLABLES if folded(one) != sounds_like.folded(one)] == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("返回", "饭灰", 1.0), ("路灯", "录登", 1.0), ("四栋", "十动", 1.0), ("三栋", "山洞", 1.0), ("返回", "首页", 0.0)],
)
def test_likeness_of_sounds(one: str, other: str, alike: float) -> None:
    assert likeness(sounds(one), sounds(other)) == alike


def test_readings_of_the_house_have_one_syllable_a_character() -> None:
    for one in json.loads(assets.path("content", "readings.json").read_text("utf-8")):
        assert len(one["word"]) == len(one["syllables"].split()), one
