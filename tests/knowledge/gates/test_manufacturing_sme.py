"""Gate `manufacturing_sme`: a small or medium-sized manufacturer."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.facts import Open


def test_a_small_manufacturer_passes(assert_gate: Callable[..., None]) -> None:
    assert_gate("manufacturing_sme", "pass", {"manufacturing_sme": "yes"}, reason="met", cites="eligibility.program")


def test_a_large_company_fails(assert_gate: Callable[..., None]) -> None:
    assert_gate("manufacturing_sme", "fail", {"manufacturing_sme": "no"}, reason="not_met", cites="eligibility.program")


def test_not_asked_yet_is_open(assert_gate: Callable[..., None]) -> None:
    assert_gate("manufacturing_sme", "open", {"manufacturing_sme": None}, reason="absent")


def test_not_knowing_is_review(assert_gate: Callable[..., None]) -> None:
    assert_gate("manufacturing_sme", "review", {"manufacturing_sme": Open.UNSURE}, reason="unsure")
