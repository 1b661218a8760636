"""Company names, however they are written."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.company_names import same_company_name

NAMES = st.text("가나다라마정밀산업테크", min_size=2, max_size=8)
STOCK = (
    "(주){}",
    "{}(주)",
    "㈜{}",
    "{}㈜",
    "주식회사 {}",
    "{} 주식회사",
    "주식회사{}",
    "( 주 ) {}",
    "주){}",
    "{} Co., Ltd.",
)


def test_all_ways_to_write_one_company_are_equal() -> None:
    ways = ["(주)한빛정밀", "주식회사 한빛 정밀", "한빛정밀㈜", "한빛정밀"]
    assert all(same_company_name(first, second) for first, second in combinations(ways, 2))


@given(NAMES, st.sampled_from(STOCK), st.sampled_from(STOCK))
def test_the_way_of_writing_the_legal_form_does_not_matter(name: str, first: str, second: str) -> None:
    assert same_company_name(first.format(name), second.format(name))
    assert same_company_name(first.format(name), name)


@given(NAMES, NAMES, st.sampled_from(STOCK))
def test_different_names_are_different_companies(first: str, second: str, form: str) -> None:
    assert same_company_name(form.format(first), form.format(second)) == (first == second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("(주)한빛정밀", "유한회사 한빛정밀"),
        ("한빛정밀", "한빛정밀시스템"),
        ("Zinc", "Z"),
        ("", ""),
        ("", "한빛정밀"),
        ("(주)", "한빛정밀"),
    ],
)
def test_different_forms_other_names_and_no_name_are_not_equal(first: str, second: str) -> None:
    assert not same_company_name(first, second)


def test_english_names_compare_without_case_and_punctuation() -> None:
    assert same_company_name("Hanbit-Precision Co., Ltd.", "HANBIT PRECISION")
