"""Amounts in every notation, and numbers that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.reading.amounts import find_amounts


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("3천만원", 30_000_000),
        ("3,200만원", 32_000_000),
        ("3200만 원", 32_000_000),
        ("칠백만원", 7_000_000),
        ("이천오백만원", 25_000_000),
        ("46,000,000원", 46_000_000),
        ("12,345,600원", 12_345_600),
        ("20백만원", 20_000_000),
        ("2,000천원", 2_000_000),
        ("1.5억", 150_000_000),
        ("1억 2천", 120_000_000),
        ("5천2백만원", 52_000_000),
        ("2천6백만", 26_000_000),
        ("천만원", 10_000_000),
        ("견적 5천2백", 52_000_000),
        ("견적 3천", 30_000_000),
        ("2600 나온다는데", 26_000_000),
        ("4,600이면?", 46_000_000),
        ("7,500짜리 견적", 75_000_000),
        ("오백밖에 안 되는데", 5_000_000),
        ("46,000,000원일 경우", 46_000_000),
        ("3천만원가량", 30_000_000),
    ],
)
def test_an_amount_is_read_in_won(text: str, won: int) -> None:
    assert [amount.won for amount in find_amounts(text)] == [won]


@pytest.mark.parametrize(
    "text",
    ["2021년에 구축", "품목 3만 건", "6월 19일", "센서 30포인트", "58점 받으면", "경기도 이천 공장", "이만하면 됐어요", "천만에요",
     "031-260-4931", "만 4년", "원가 절감", "50% 지원", "윈도우11", "9시 30분"],
)  # fmt: skip
def test_a_number_that_is_no_money_is_left_alone(text: str) -> None:
    assert find_amounts(text) == ()


def test_a_lone_number_counts_only_where_money_was_asked_for() -> None:
    assert find_amounts("4600") == () or find_amounts("4600")[0].bare
    assert [amount.won for amount in find_amounts("4600", money_context=True)] == [46_000_000]


@given(st.integers(min_value=1, max_value=99_999))
def test_digits_in_man_won_are_read_as_they_are(number: int) -> None:
    for written in (f"{number}만원", f"{number:,}만 원", f"{number * 10_000:,}원"):
        assert [amount.won for amount in find_amounts(written)] == [number * 10_000]
