"""Gate `tax_clear`: 체납."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.facts import Open


def test_a_company_without_arrears_passes(assert_gate: Callable[..., None]) -> None:
    assert_gate("tax_clear", "pass", {"tax_arrears": "no"}, reason="met", cites="excluded.tax")


def test_tax_arrears_fail(assert_gate: Callable[..., None]) -> None:
    assert_gate("tax_clear", "fail", {"tax_arrears": "yes"}, reason="not_met", cites="excluded.tax")


def test_not_asked_yet_is_open(assert_gate: Callable[..., None]) -> None:
    assert_gate("tax_clear", "open", {"tax_arrears": None}, reason="absent")


def test_not_knowing_is_review(assert_gate: Callable[..., None]) -> None:
    assert_gate("tax_clear", "review", {"tax_arrears": Open.UNSURE}, reason="unsure")
