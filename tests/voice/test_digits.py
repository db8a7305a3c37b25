"""Numbers as they are said, for receipts and for houses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.digits import digits, number_in, with_digits
from voice.wording import counted, digit_by_digit


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("四一七 零九三 五六八", "417093568"), ("四幺七洞九三五六八", "417093568"), ("四百一十七零九十三五六八", "417093568"),
        ("四百一十七", "417"), ("一百零七", "107"), ("四百一", "410"), ("十二", "12"), ("二十", "20"), ("两百五", "250"),
        ("我的回执号是四一七", "417"), ("号码就是四一七零九三", "417093"), ("417 093 568", "417093568"), ("４１７", "417"),
        ("三月三号报的灯坏了", ""), ("再说一遍", ""), ("", ""), ("嗯", ""), ("是要气", "417"),
    ],
)  # fmt: skip
def test_a_receipt_is_read_off(said: str, figures: str) -> None:
    assert digits(said) == figures


@pytest.mark.parametrize(
    ("said", "figures"),
    [("four one seven", "417"), ("oh nine three", "093"), ("double five", "55"), ("seventeen", "17"),
     ("ninety three", "93"), ("ninety", "90"), ("my number is four one seven", "417"), ("go to the page", ""), ("", "")],
)  # fmt: skip
def test_a_receipt_is_read_off_in_english(said: str, figures: str) -> None:
    assert digits(said, "en") == figures


@pytest.mark.parametrize(
    ("said", "number", "written"),
    [
        ("三栋", "3", "3栋"), ("5号楼二单元", "5-2", "5号楼2单元"), ("十二栋", "12", "12栋"), ("二十三号楼", "23", "23号楼"),
        ("一百零五号", "105", "105号"), ("两栋", "2", "2栋"), ("大门口", "", "大门口"), ("二栋三单元五零一", "2-3-501", "2栋3单元501"),
    ],
)  # fmt: skip
def test_a_house_is_found_by_its_number(said: str, number: str, written: str) -> None:
    assert number_in(said) == number
    assert with_digits(said) == written


@given(st.integers(0, 999))
def test_what_is_counted_is_understood(number: int) -> None:
    assert number_in(counted(number) + "栋") == str(number)


@given(st.text(alphabet="0123456789", min_size=1, max_size=9))
def test_what_is_said_digit_by_digit_is_understood(number: str) -> None:
    assert digits(digit_by_digit(number)) == number


@given(st.text(max_size=50), st.sampled_from(["zh", "en"]))
def test_any_text_has_digits_or_none(text: str, lang: str) -> None:
    assert digits(text, lang) == "" or digits(text, lang).isdecimal()
    number_in(text)
