"""영업일: weekdays that are no public holiday.

Holidays are those of 「관공서의 공휴일에 관한 규정」, with substitute and temporary holidays and, from 2026, Labor Day.
Before 2026 Labor Day is not among them and counts as a business day: the deadline computed is then the earlier one,
and a company that keeps it is on the safe side. The notice itself does not say which holidays it means.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("KR", years=year))


def is_business_day(day: date) -> bool:
    """Whether offices work on the day."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def add_business_days(start: date, count: int) -> date:
    """The count-th business day after `start`; the start itself is not counted (민법 제157조), and 0 gives it back.

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError(f"business days: {count} (allowed: 0 or more)")
    day = start
    for _ in range(count):
        day = next_business_day(day + timedelta(days=1))
    return day


def next_business_day(day: date) -> date:
    """The day itself where it is a business day, else the first one after it."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day
