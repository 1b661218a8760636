"""사업자등록번호."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.business_number import check, check_digit, require_valid, same_number
from knowledge.errors import BusinessNumberError, NotDigits, WrongCheckDigit, WrongLength

FIRST_NINE = st.text("0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize(
    "text", ["1234567891", "123-45-67891", " 123 45 67891 ", "１２３-４５-６７８９１", "123–45–67891"]
)
def test_a_number_is_read_however_it_is_separated(text: str) -> None:
    number = check(text)
    assert (number.digits, number.valid_check_digit) == ("1234567891", True)
    assert number.written == "123-45-67891"


@pytest.mark.parametrize(("text", "length"), [("123-45-6789", 9), ("12345678912", 11)])
def test_a_wrong_length_says_how_many_digits_there_are(text: str, length: int) -> None:
    with pytest.raises(WrongLength) as caught:
        check(text)
    assert caught.value.length == length


@pytest.mark.parametrize("text", ["", "없음", "123-45-6789a", "사업자 1234567891", "²²²²²²²²²²x"])
def test_anything_but_digits_is_refused(text: str) -> None:
    with pytest.raises(NotDigits):
        check(text)


def test_a_wrong_check_digit_is_told_apart_and_refused_only_where_asked() -> None:
    assert not check("123-45-67890").valid_check_digit
    with pytest.raises(WrongCheckDigit):
        require_valid("123-45-67890")
    assert require_valid("123-45-67891").digits == "1234567891"


@given(FIRST_NINE, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_never_goes_unnoticed(nine: str, place: int, change: int) -> None:
    right = nine + check_digit(nine)
    assert check(right).valid_check_digit
    wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]
    assert not check(wrong).valid_check_digit


@given(FIRST_NINE)
def test_neither_errors_nor_representations_show_the_number(nine: str) -> None:
    assert nine not in repr(check(nine + "0"))
    with pytest.raises(BusinessNumberError) as caught:
        check(nine)
    assert nine not in str(caught.value)


def test_equal_digits_are_the_same_number_and_nothing_equals_nothing() -> None:
    assert same_number("123-45-67891", "1234567891")
    assert not same_number("1234567891", "2208183676")
    assert not same_number("", "")
