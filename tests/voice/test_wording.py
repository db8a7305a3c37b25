"""What is said must be what a neighbour would say."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.wording import counted, for_the_ear, grouped, pieces, sentences


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("到3号窗口。", "到三号窗口。"),
        ("满80岁的老人", "满八十岁的老人"),
        ("上午9点到下午5点", "上午九点到下午五点"),
        ("下午2点", "下午两点"),
        ("09:00到17:30", "九点到下午五点半"),
        ("14:05开门", "下午两点零五分开门"),
        ("下午2:05", "下午两点零五分"),
        ("下午15:30", "下午三点半"),
        ("19:00", "晚上七点"),
        ("12:00", "十二点"),
        ("9:00-17:30", "九点到下午五点半"),
        ("9:00—11:30，14:00—17:00", "九点到十一点半，下午两点到下午五点"),
        ("2026-11-21", "二零二六年十一月二十一日"),
        ("2026/1/5", "二零二六年一月五日"),
        ("2月5日", "二月五日"),
        ("2个月", "两个月"),
        ("2年", "两年"),
        ("2年级", "二年级"),
        ("2号窗口", "二号窗口"),
        ("2栋3单元501", "二栋三单元五零一"),
        ("2楼204室", "二楼二零四室"),
        ("12.80元", "十二元八角"),
        ("0.56元", "五角六分"),
        ("1,200元", "一千两百元"),
        ("￥300", "三百元"),
        ("30元/月", "三十元每月"),
        ("1.5万元", "一点五万元"),
        ("50%", "百分之五十"),
        ("3.5%", "百分之三点五"),
        ("1/2", "二分之一"),
        ("3-5天", "三到五天"),
        ("80~89岁", "八十到八十九岁"),
        ("80岁-89岁", "八十岁到八十九岁"),
        ("-5℃", "零下五度"),
        ("37.5℃", "三十七点五度"),
        ("138-0000-1234", "一三八，零零零零，一二三四"),
        ("02855500101", "零二八，五五五零，零一零一"),
        ("400-820-8820", "四零零，八二零，八八二零"),
        ("回执号：417093568", "回执号：四一七，零九三，五六八"),
        ("510107194001011234", "五一零一零七，一九四零，零一零一，一二三四"),
        ("51010719400101123X", "五一零一零七，一九四零，零一零一，一二三爱克斯"),
        ("12345热线", "一二三四五热线"),
        ("120元", "一百二十元"),
        ("请打119，快", "请打一一九，快"),
        ("96110", "九六一一零"),
        ("下载APP", "下载应用"),
        ("连wifi", "连无线网"),
        ("扫QR码", "扫二维码"),
        ("做CT", "做西踢"),
        ("5G", "五机"),
        ("10kg", "十公斤"),
        ("80㎡", "八十平方米"),
        ("看www.example.org/a?b=1", "看网址"),
        ("好的👍🏽！", "好的！"),
        ("①带身份证", "一带身份证"),
        ("３号窗口", "三号窗口"),
        ("ＡＴＭ机", "取款机"),
        ("2亿人", "两亿人"),
        ("120000000元", "一亿两千万元"),
        ("周一-周五", "周一到周五"),
        ("7×24小时", "七乘二十四小时"),
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


@given(st.text(max_size=120))
@settings(deadline=None)
def test_any_text_can_be_worded(text: str) -> None:
    spoken = for_the_ear(text)
    assert len(spoken.source) == len(spoken.text)
    assert list(spoken.source) == sorted(spoken.source)
    assert all(0 <= at < len(text) for at in spoken.source)
    assert not re.search(r"[A-Za-z0-9]", spoken.text), "nothing is left for the voice to read as English"


@given(st.text(alphabet="一二字，。：\n ab", max_size=400))
@settings(deadline=None)
def test_pieces_are_short_and_lose_nothing(text: str) -> None:
    cut = pieces(text)
    assert all(len(piece) <= 60 for _, piece in cut)
    assert all(text[at : at + len(piece)] == piece for at, piece in cut)
    assert "".join(piece for _, piece in cut).split() == text.split()
