"""Gate `duration`: four months, six with an extension; fractions count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.facts import Open


@pytest.mark.parametrize(
    ("months", "status"),
    [
        (0.25, "pass"),
        (3.99, "pass"),
        (120 / 30, "pass"),
        (4.01, "review"),
        (121 / 30, "review"),
        (18 * 7 / 30, "review"),
        (6, "review"),
        (180 / 30, "review"),
        (6.01, "fail"),
        (181 / 30, "fail"),
        (12, "fail"),
    ],
)
def test_both_sides_of_both_limits(assert_gate: Callable[..., None], months: float, status: str) -> None:
    assert_gate("duration", status, {"duration_months": months}, cites="overview.period.extension")


def test_without_a_duration(assert_gate: Callable[..., None]) -> None:
    assert_gate("duration", "open", {"duration_months": None}, reason="absent")
    assert_gate("duration", "review", {"duration_months": Open.LATER}, reason="later")
    assert_gate("duration", "review", {"duration_months": Open.UNSURE}, reason="unsure")
