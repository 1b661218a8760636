"""Gate `needs_supplier`: 자체 수리."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.facts import Open


def test_a_company_that_needs_a_supplier_passes(assert_gate: Callable[..., None]) -> None:
    assert_gate("needs_supplier", "pass", {"self_capable": "no"}, reason="met", cites="excluded.self_capable")


def test_a_company_that_can_repair_itself_fails(assert_gate: Callable[..., None]) -> None:
    assert_gate("needs_supplier", "fail", {"self_capable": "yes"}, reason="not_met", cites="excluded.self_capable")


def test_not_asked_yet_is_open(assert_gate: Callable[..., None]) -> None:
    assert_gate("needs_supplier", "open", {"self_capable": None}, reason="absent")


def test_not_knowing_is_review(assert_gate: Callable[..., None]) -> None:
    assert_gate("needs_supplier", "review", {"self_capable": Open.UNSURE}, reason="unsure")
