"""Gate `no_warranty`: 하자보수 계약."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.facts import Open


def test_without_warranty_contract_it_passes(assert_gate: Callable[..., None]) -> None:
    assert_gate("no_warranty", "pass", {"warranty": "no"}, reason="met", cites="support.warranty")


def test_a_warranty_contract_fails(assert_gate: Callable[..., None]) -> None:
    assert_gate("no_warranty", "fail", {"warranty": "yes"}, reason="not_met", cites="support.warranty")


def test_not_asked_yet_is_open(assert_gate: Callable[..., None]) -> None:
    assert_gate("no_warranty", "open", {"warranty": None}, reason="absent")


def test_not_knowing_is_review(assert_gate: Callable[..., None]) -> None:
    assert_gate("no_warranty", "review", {"warranty": Open.UNSURE}, reason="unsure")
