"""Whether applications are taken on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loading import default_notice
from knowledge.notice import Notice
from knowledge.windows import LAST_DAYS, OPEN_STATES, STATES, standing


@pytest.mark.parametrize(
    ("today", "state", "days_left"),
    [
        (date(2023, 5, 30), "before", None),
        (date(2023, 5, 31), "open", 22),
        (date(2023, 6, 14), "open", 8),
        (date(2023, 6, 15), "last_days", 7),
        (date(2023, 6, 22), "last_days", 0),
        (date(2023, 6, 23), "closed", None),
        (date(2023, 12, 31), "closed", None),
        (date(2024, 1, 1), "after_year", None),
    ],
)
def test_the_regular_window_has_a_first_and_a_last_day(
    notice: Notice, today: date, state: str, days_left: int | None
) -> None:
    found = standing("regular", notice, today, {})
    assert (found.state, found.days_left) == (state, days_left)
    assert (found.opens, found.closes) == (date(2023, 5, 31), date(2023, 6, 22))
    assert found.clauses[0] == "window.regular"


@pytest.mark.parametrize(
    ("today", "switch", "state"),
    [
        (date(2023, 3, 26), True, "before"),
        (date(2023, 3, 26), False, "before"),
        (date(2023, 3, 27), True, "open"),
        (date(2023, 12, 31), True, "open"),
        (date(2023, 7, 3), False, "budget_closed"),
        (date(2024, 1, 1), True, "after_year"),
        (date(2026, 7, 3), False, "budget_closed"),
    ],
)
def test_the_emergency_window_ends_with_the_budget(notice: Notice, today: date, switch: bool, state: str) -> None:
    found = standing("emergency", notice, today, {"emergency": switch})
    assert (found.state, found.days_left, found.closes) == (state, None, None)


def test_a_switch_that_nobody_threw_is_open(notice: Notice) -> None:
    assert standing("emergency", notice, date(2023, 7, 3), {"regular": False}).is_open


def test_the_switch_closes_the_regular_window_before_its_last_day(notice: Notice) -> None:
    assert standing("regular", notice, date(2023, 6, 1), {"regular": False}).state == "budget_closed"
    assert standing("regular", notice, date(2023, 7, 1), {"regular": False}).state == "closed"


@given(st.sampled_from(["regular", "emergency"]), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.booleans())
def test_days_are_counted_only_while_a_window_with_an_end_is_open(kind: str, today: date, switch: bool) -> None:
    found = standing(kind, default_notice(), today, {kind: switch})
    assert found.state in STATES
    assert found.is_open == (found.state in OPEN_STATES)
    assert (found.days_left is not None) == (found.is_open and found.closes is not None)
    if found.state == "last_days":
        assert found.days_left is not None
        assert 0 <= found.days_left <= LAST_DAYS
    if today.year > 2023:
        assert not found.is_open
