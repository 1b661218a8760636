"""영업일."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.business_days import add_business_days, is_business_day, next_business_day

DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 6, 6),  # 현충일
        date(2023, 5, 29),  # substitute for 부처님오신날
        date(2023, 10, 2),  # temporary holiday before 개천절
        date(2023, 7, 8),  # Saturday
        date(2026, 5, 1),  # Labor Day, a public holiday from 2026
    ],
)
def test_weekends_public_substitute_and_temporary_holidays_are_no_business_days(day: date) -> None:
    assert not is_business_day(day)


def test_labor_day_counted_as_a_business_day_before_2026() -> None:
    assert is_business_day(date(2023, 5, 1))


def test_fifteen_business_days_across_weekends() -> None:
    assert add_business_days(date(2023, 6, 30), 15) == date(2023, 7, 21)


def test_business_days_pass_over_a_long_holiday() -> None:
    assert add_business_days(date(2023, 9, 27), 1) == date(2023, 10, 4)


@given(DAYS, st.integers(1, 40))
def test_exactly_that_many_business_days_lie_after_the_start(start: date, count: int) -> None:
    end = add_business_days(start, count)
    passed = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert is_business_day(end)
    assert sum(map(is_business_day, passed)) == count


@given(DAYS)
def test_the_next_business_day_is_the_day_itself_where_offices_work(day: date) -> None:
    following = next_business_day(day)
    assert is_business_day(following)
    assert (following == day) == is_business_day(day)


def test_counting_back_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        add_business_days(date(2023, 7, 3), -1)
