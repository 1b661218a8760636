"""Gate `not_sanctioned`: 제재."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.facts import Open


def test_a_company_without_sanction_passes(assert_gate: Callable[..., None]) -> None:
    assert_gate("not_sanctioned", "pass", {"sanctioned": "no"}, reason="met", cites="excluded.sanction")


def test_a_running_sanction_fails(assert_gate: Callable[..., None]) -> None:
    assert_gate("not_sanctioned", "fail", {"sanctioned": "yes"}, reason="not_met", cites="excluded.sanction")


def test_not_asked_yet_is_open(assert_gate: Callable[..., None]) -> None:
    assert_gate("not_sanctioned", "open", {"sanctioned": None}, reason="absent")


def test_not_knowing_is_review(assert_gate: Callable[..., None]) -> None:
    assert_gate("not_sanctioned", "review", {"sanctioned": Open.UNSURE}, reason="unsure")
