"""Gate `lower_amount_consent`: 낮은 금액."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.facts import Open


def test_consent_to_the_lower_amount_passes(assert_gate: Callable[..., None]) -> None:
    assert_gate(
        "lower_amount_consent", "pass", {"lower_amount_consent": "yes"}, reason="met", cites="caution.lower_amount"
    )


def test_refusing_the_lower_amount_fails(assert_gate: Callable[..., None]) -> None:
    assert_gate(
        "lower_amount_consent", "fail", {"lower_amount_consent": "no"}, reason="not_met", cites="caution.lower_amount"
    )


def test_not_asked_yet_is_open(assert_gate: Callable[..., None]) -> None:
    assert_gate("lower_amount_consent", "open", {"lower_amount_consent": None}, reason="absent")


def test_not_knowing_is_review(assert_gate: Callable[..., None]) -> None:
    assert_gate("lower_amount_consent", "review", {"lower_amount_consent": Open.UNSURE}, reason="unsure")
