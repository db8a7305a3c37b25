"""The two models in assets: they hear what the hall's content says, spoken by voices they never learnt from."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import vosk
from demo_model import content, crowd, figures, folder, measure, voices
from demo_model.sounds import QUIET

from assets import path

LARGEST_BYTES = 6_000_000
SAID = {
    "zh": (
        "返回",
        "下一页",
        "大声一点",
        "再说一遍",
        "我不知道",
        "叫工作人员",
        "送出去",
        "要带什么材料",
        "我的报事怎么样了",
    ),
    "en": ("go back", "next page", "say it again", "i do not know", "call someone", "read it aloud", "slower please"),
}


def test_both_fit_into_six_megabytes() -> None:
    assert folder.size_bytes(path("voice", "demo-zh"), path("voice", "demo-en")) <= LARGEST_BYTES


def test_the_folder_says_what_it_is(shipped: Path, lang: str) -> None:
    facts = json.loads((shipped / "demo.json").read_text(encoding="utf-8"))
    assert (facts["demo"], facts["lang"]) == (True, lang)
    assert set(facts["voices_kept_out"]) == set(voices.KEPT_OUT)
    assert not set(facts["voices_kept_out"]) & {*voices.TRAINING, *voices.ASIDE}
    assert "never for the field" in (shipped / "README").read_text(encoding="utf-8")


def test_every_word_of_the_content_can_be_heard(shipped_model: vosk.Model, lang: str) -> None:
    """Chinese may fall back to characters; in English the kiosk's own prose alone may use words the model lacks."""
    texts = content.read(lang)
    said = (*texts.commands, *texts.names, *texts.phrases, *texts.tuning, *texts.nouns)
    pieces = {piece for text in said for piece in (text if lang == "zh" else text.split())}
    assert {piece for piece in pieces if shipped_model.vosk_model_find_word(piece) < 0} == set()


def test_names_and_commands_are_few_words() -> None:
    texts = content.read("zh")
    names = [*texts.names, *texts.commands[::10]]
    rules = json.loads(measure.grammar(vosk.Model(str(path("voice", "demo-zh"))), names, "zh"))
    assert sum(len(rule.split()) for rule in rules) / sum(map(len, names)) < 2 / 3  # a word holds 1.5 characters


@pytest.fixture(scope="module")
def meant(lang: str) -> dict[str, str]:
    return {text: name for page in figures.PAGES for text, name in figures.page_commands(page, lang).items()}


@pytest.fixture(scope="module")
def rules(shipped_model: vosk.Model, lang: str) -> str:
    """All the service page listens for, and the sentences said."""
    return measure.grammar(shipped_model, (*figures.page_commands("service", lang), *SAID[lang]), lang)


@pytest.mark.parametrize("variant", voices.KEPT_OUT)
def test_commands_of_unseen_voices_are_understood(
    shipped_model: vosk.Model,
    lang: str,
    variant: str,
    rules: str,
    meant: dict[str, str],
    elsewhere: ProcessPoolExecutor,
) -> None:
    """Not more than one of the sentences missed, in a quiet room."""
    manner = crowd.Manner((variant,), (140, 180), (40, 60), (50, 50), plain_share=0, accents=False)
    spoken = elsewhere.submit(crowd.render, lang, SAID[lang], manner, QUIET, seed=7).result()
    recordings = [
        measure.Recording(text, who, samples) for text, (who, samples, _) in zip(SAID[lang], spoken, strict=True)
    ]
    heard = measure.tally(shipped_model, recordings, lang, rules, meant)
    assert len(heard.misses) <= 1, heard.misses


def test_the_open_transcript_is_near_what_was_said(
    shipped_model: vosk.Model, lang: str, elsewhere: ProcessPoolExecutor
) -> None:
    said = {
        "zh": ("我要交居民医保", "路灯坏了没人管", "老人补贴怎么办", "三栋二单元电梯坏了"),
        "en": ("pay my medical insurance", "the street lamp is broken", "i want to ask about the senior card"),
    }[lang]
    manner = crowd.Manner(("m4",), (150, 160), (50, 50), (50, 50), plain_share=0, accents=False)
    spoken = elsewhere.submit(crowd.render, lang, said, manner, QUIET, seed=3).result()
    recordings = [measure.Recording(text, who, samples) for text, (who, samples, _) in zip(said, spoken, strict=True)]
    assert measure.tally(shipped_model, recordings, lang).character_error_rate < 0.15


def test_silence_and_noise_are_no_words(shipped_model: vosk.Model) -> None:
    recogniser = vosk.KaldiRecognizer(shipped_model, 16_000, json.dumps(["[unk]"]))
    recogniser.AcceptWaveform(bytes(64_000))
    assert json.loads(recogniser.FinalResult())["text"] in ("", "[unk]")


def test_vosk_waits_longer_than_the_kiosk(shipped: Path) -> None:
    """Vosk ends a sentence only after 3 s of silence: the kiosk's own timers are shorter and decide."""
    rules = dict(
        line.removeprefix("--").split("=") for line in (shipped / "conf/model.conf").read_text().splitlines() if line
    )
    waits = [float(value) for name, value in rules.items() if name.endswith("min-trailing-silence")]
    assert len(waits) == 4
    assert min(waits) >= 3.0
