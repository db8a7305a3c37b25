"""What is said must be what a neighbour would say."""

import pytest

from voice.wording import counted, for_the_ear, grouped, sentences


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("到3号窗口。", "到三号窗口。"),
        ("满80岁的老人", "满八十岁的老人"),
        ("上午9点到下午5点", "上午九点到下午五点"),
        ("下午2点", "下午两点"),
        ("09:00到17:30", "九点到十七点半"),
        ("14:05开门", "十四点零五分开门"),
        ("电话028-5550-0101", "电话零二八，五五五零，零一零一"),
        ("13800001234", "一三八，零零零零，一二三四"),
        ("回执号417 093 568", "回执号四一七，零九三，五六八"),
        ("2026年11月21日", "二零二六年十一月二十一日"),
        ("每月200元", "每月两百元"),
        ("要带2样", "要带两样"),
        ("第2步", "第二步"),
        ("12个月", "十二个月"),
        ("3.5元", "三点五元"),
        ("请打120。", "请打一二零。"),
        ("手机APP", "手机应用"),
        ("105号", "一百零五号"),
    ],
)
def test_written_becomes_spoken(written: str, said: str) -> None:
    assert for_the_ear(written).text == said


def test_every_spoken_character_knows_where_it_came_from() -> None:
    written = "电话028-5550-0101，3号窗口。"
    spoken = for_the_ear(written)
    assert len(spoken.source) == len(spoken.text)
    assert list(spoken.source) == sorted(spoken.source)
    window = spoken.text.index("窗")
    assert written[spoken.source[window]] == "窗"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (10000, "一万"),
        (10050, "一万零五十"),
        (2200, "两千两百"),
        (20000, "两万"),
        (250000, "二十五万"),
    ],
)
def test_numbers_are_counted_as_people_do(number: int, said: str) -> None:
    assert counted(number) == said


def test_a_receipt_is_read_in_three_breaths() -> None:
    assert grouped("417093568") == "四一七，零九三，五六八"


def test_a_long_text_is_cut_where_one_breathes() -> None:
    assert sentences("下午好！按一下屏幕，开口就能问。") == ("下午好！", "按一下屏幕，开口就能问。")
    long = "，".join(["这是一个很长的句子"] * 10) + "。"
    assert all(len(part) <= 60 for part in sentences(long))
    assert "".join(sentences(long)) == long


def test_english_numbers_are_spaced() -> None:
    assert for_the_ear("Your number: 417 093 568.", "en").text == "Your number: 4 1 7 0 9 3 5 6 8."
