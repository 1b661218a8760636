"""Gate `operating`: 휴·폐업."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.facts import Open


def test_a_running_company_passes(assert_gate: Callable[..., None]) -> None:
    assert_gate("operating", "pass", {"closed": "no"}, reason="met", cites="excluded.closed")


def test_a_closed_or_suspended_company_fails(assert_gate: Callable[..., None]) -> None:
    assert_gate("operating", "fail", {"closed": "yes"}, reason="not_met", cites="excluded.closed")


def test_not_asked_yet_is_open(assert_gate: Callable[..., None]) -> None:
    assert_gate("operating", "open", {"closed": None}, reason="absent")


def test_not_knowing_is_review(assert_gate: Callable[..., None]) -> None:
    assert_gate("operating", "review", {"closed": Open.UNSURE}, reason="unsure")
