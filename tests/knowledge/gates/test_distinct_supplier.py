"""Gate `distinct_supplier`: the supplier is another company."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.facts import Open

GATE = "distinct_supplier"


@pytest.mark.parametrize("supplier", ["(주)가나정밀", "주식회사 가나 정밀", "가나정밀㈜", "가나정밀"])
def test_an_equal_name_however_written_fails(assert_gate: Callable[..., None], supplier: str) -> None:
    assert_gate(GATE, "fail", {"supplier_name": supplier}, reason="same_name", cites="caution.same_company")


@pytest.mark.parametrize("number", ["1234567891", "123-45-67891"])
def test_an_equal_number_fails_under_another_name(assert_gate: Callable[..., None], number: str) -> None:
    assert_gate(GATE, "fail", {"supplier_number": number}, reason="same_number")


@pytest.mark.parametrize("missing", [None, Open.LATER, Open.UNSURE])
def test_one_equal_pair_is_enough_while_the_other_is_missing(
    assert_gate: Callable[..., None], missing: Open | None
) -> None:
    assert_gate(GATE, "fail", {"supplier_name": "가나정밀", "supplier_number": missing}, reason="same_name")
    assert_gate(GATE, "fail", {"supplier_number": "1234567891", "supplier_name": missing}, reason="same_number")


@pytest.mark.parametrize("fact", ["supplier_name", "supplier_number", "company_name", "business_number"])
def test_different_companies_pass_only_with_all_four(assert_gate: Callable[..., None], fact: str) -> None:
    assert_gate(GATE, "pass", {}, reason="met")
    assert_gate(GATE, "open", {fact: None}, reason="absent")
    assert_gate(GATE, "review", {fact: Open.LATER}, reason="later")
    assert_gate(GATE, "review", {fact: Open.UNSURE}, reason="unsure")


def test_open_comes_before_review(assert_gate: Callable[..., None]) -> None:
    assert_gate(GATE, "open", {"supplier_name": None, "supplier_number": Open.LATER})
