"""Gate `intake_open`: the window of 긴급AS and the intake switch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest


@pytest.mark.parametrize("today", [date(2023, 3, 27), date(2023, 6, 23), date(2023, 12, 31)])
def test_the_emergency_intake_runs_from_its_first_day_to_the_end_of_the_year(
    assert_gate: Callable[..., None], today: date
) -> None:
    facts = {"tax_certificate_issued_on": today}
    assert_gate("intake_open", "pass", facts, reason="open", cites="window.emergency", today=today)


def test_the_day_before_the_first_fails(assert_gate: Callable[..., None]) -> None:
    day = date(2023, 3, 26)
    assert_gate("intake_open", "fail", {"tax_certificate_issued_on": day}, reason="before", today=day)


def test_a_used_up_budget_fails(assert_gate: Callable[..., None]) -> None:
    assert_gate("intake_open", "fail", {}, reason="budget_closed", intake_open={"emergency": False})


def test_the_switch_of_the_other_support_type_does_not_matter(assert_gate: Callable[..., None]) -> None:
    assert_gate("intake_open", "pass", {}, intake_open={"regular": False, "emergency": True})


def test_after_the_notices_own_year_staff_have_to_look(assert_gate: Callable[..., None]) -> None:
    day = date(2024, 1, 1)
    assert_gate("intake_open", "review", {"tax_certificate_issued_on": day}, reason="after_year", today=day)


def test_a_closed_intake_fails_after_the_year_too(assert_gate: Callable[..., None]) -> None:
    day = date(2024, 1, 1)
    facts = {"tax_certificate_issued_on": day}
    assert_gate("intake_open", "fail", facts, reason="budget_closed", today=day, intake_open={"emergency": False})
