"""What espeak-ng is given, and what it makes of it: real espeak-ng, no loudspeaker."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import numpy as np
import pytest

from voice.pinyin import Reader, packaged_readings
from voice.synthesiser import GROUP_PAUSE_MS, RATES, VOICES, Pyttsx3Synthesiser, Rendered, as_pinyin
from voice.wording import for_the_ear

HALL = Reader(packaged_readings())
SENTENCES = [
    "银行行长长大了，重新还有医保。",
    "请到3号窗口，带身份证、户口簿和银行卡。",
    "手机APP、wifi、QR码、ATM机和CT都可以。",
    "每月200元，上午9:00到下午17:30，电话028-5550-0101。",
    "回执号：417 093 568。",
    "我在听，您说。",
    "好的👍，50%，-5℃，2栋3单元501。",
]


@pytest.fixture(scope="module")
def voice() -> Iterator[Pyttsx3Synthesiser]:
    yield Pyttsx3Synthesiser()


def pinyin(text: str) -> str:
    return " ".join(as_pinyin(for_the_ear(text), HALL).text.split())


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("银行", "yin2 hang2"),
        ("行长", "hang2 zhang3"),
        ("长大", "zhang3 da4"),
        ("重新", "chong2 xin1"),
        ("还有", "hai2 you3"),
        ("还书", "huan2 shu1"),
        ("医保", "yi1 bao3"),
        ("长护险", "chang2 hu4 xian3"),
        ("参保", "can1 bao3"),
        ("中风", "zhong4 feng1"),
        ("时间银行", "shi2 jian1 yin2 hang2"),
        ("律师", "lv4 shi1"),
        ("2个", "liang3 ge4"),
    ],
)
def test_polyphones_are_read_in_their_words(written: str, said: str) -> None:
    assert pinyin(written) == said


def test_all_words_of_the_domain_are_read_as_staff_wrote() -> None:
    readings = packaged_readings()
    assert len(readings) >= 120
    for word, said in readings.items():
        assert HALL.toned(word) == said
    assert Reader({"锦和": ("jin3", "huo4")}).toned("在锦和大厅")[1:3] == ("jin3", "huo4")


def test_a_reading_of_the_wrong_length_is_not_used() -> None:
    assert Reader({"银行": ("yin2",)}).toned("银行") == ("yin2", "hang2")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_chinese_voice_never_switches_to_english(sentence: str) -> None:
    text = as_pinyin(for_the_ear(sentence), HALL).text
    phonemes = subprocess.run(
        ["espeak-ng", "-q", "-x", "-v", VOICES["zh"], text], capture_output=True, text=True, check=True
    ).stdout
    assert phonemes.strip()
    assert "(en)" not in phonemes


def test_every_mark_lies_in_the_sound_and_in_the_sentence(voice: Pyttsx3Synthesiser) -> None:
    for sentence in SENTENCES:
        sound = voice.render(sentence, "zh", "normal")
        places = [place for place, _ in sound.marks]
        assert places == sorted(set(places))
        assert all(place < len(sentence) for place in places)
        assert all(0 <= ms <= 1000 * sound.seconds for _, ms in sound.marks)
        assert len(places) > len(sentence) / 4


@pytest.mark.parametrize("rate", list(RATES))
def test_there_is_time_to_write_down_each_group_of_digits(voice: Pyttsx3Synthesiser, rate: str) -> None:
    sound = voice.render("四一七，零九三，五六八。", "zh", rate)
    pauses = silences_ms(sound)
    assert len(pauses) == 2
    assert all(abs(pause - GROUP_PAUSE_MS) < 40 for pause in pauses), pauses


PROMPTS = ["您想办什么事？请按大话筒，慢慢说。", "我没听到声音。请靠近一点，再说一次。", "大厅有点吵，请靠近话筒。",
           "请稍等，我想一想。", "您想问哪一个？也可以说第一个。", "要带三样：身份证、户口簿、银行卡。", "一共四步。第一步，到三号窗口。",
           "最后一步。我念一遍，您听听对不对。", "对不起，比说好的晚了。我们再去催一催。", "请马上打一二零。我也在叫人过来。"]  # fmt: skip
ENGLISH = ["How can I help? Press the button, then talk.", "Bring three things: ID card, household book, bank card.",
           "Four steps. First, go to window three.", "I did not hear you. Please come closer and try again.",
           "One moment, I am thinking.", "Which one? You can say the first one.", "Step two. Where is it? Say it or press.",
           "If it is right, press Send.", "Sorry, this is late. We will press for it.",
           "Print it, or let your family scan the code."]  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "characters", "words"),
    [("slowest", 100, 120), ("slow", 130, 135), ("normal", 160, 150), ("fast", 200, 175), ("fastest", 240, 200)],
)
def test_the_speed_is_that_of_the_table(voice: Pyttsx3Synthesiser, rate: str, characters: int, words: int) -> None:
    """Characters and words a minute over ten prompts with pauses in them, ±10 %."""
    for lang, prompts, wanted in (("zh", PROMPTS, characters), ("en", ENGLISH, words)):
        count = sum(
            len(text.split()) if lang == "en" else sum("一" <= char <= "鿿" for char in text) for text in prompts
        )
        said = sum(voice.render(text, lang, rate).seconds for text in prompts)
        assert abs(60 * count / said - wanted) <= 0.1 * wanted


def test_sixty_characters_are_ready_in_time(voice: Pyttsx3Synthesiser) -> None:
    import time

    began = time.monotonic()
    voice.render("医保缴费到三号窗口去办理" * 5, "zh", "normal")
    assert time.monotonic() - began < 1.0


def test_a_chinese_name_in_an_english_sentence_is_said(voice: Pyttsx3Synthesiser) -> None:
    with_name = voice.render("Please go to 锦园 now.", "en", "normal")
    without = voice.render("Please go to now.", "en", "normal")
    assert with_name.seconds > without.seconds + 0.2


def silences_ms(sound: Rendered) -> list[float]:
    loud = np.flatnonzero(np.abs(sound.samples) > 300)
    gaps = np.diff(loud) * 1000 / sound.rate
    return [float(gap) for gap in gaps if gap > 150]
