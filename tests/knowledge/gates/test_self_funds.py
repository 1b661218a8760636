"""Gate `self_funds`: 자체자금."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.facts import Open


def test_a_company_that_can_pay_first_passes(assert_gate: Callable[..., None]) -> None:
    assert_gate("self_funds", "pass", {"self_funds": "yes"}, reason="met", cites="procedure.emergency.self_funded")


def test_a_company_that_cannot_pay_first_fails(assert_gate: Callable[..., None]) -> None:
    assert_gate("self_funds", "fail", {"self_funds": "no"}, reason="not_met", cites="procedure.emergency.self_funded")


def test_not_asked_yet_is_open(assert_gate: Callable[..., None]) -> None:
    assert_gate("self_funds", "open", {"self_funds": None}, reason="absent")


def test_not_knowing_is_review(assert_gate: Callable[..., None]) -> None:
    assert_gate("self_funds", "review", {"self_funds": Open.UNSURE}, reason="unsure")
