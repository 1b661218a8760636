"""응답 목표: 30 minutes of business time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.response_target import CLOSES, OPENS, business_minutes, minutes_left, response_target
from knowledge.business_days import is_business_day

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2023, 1, 1, tzinfo=UTC)
moments = st.integers(0, 2 * 365 * 24 * 60 * 60).map(lambda seconds: START + timedelta(seconds=seconds))


def seoul(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2023, month, day, hour, minute, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("filed", "target"),
    [
        (seoul(14, 7, 16), seoul(14, 9, 30)),  # before opening: from nine
        (seoul(14, 9, 20), seoul(14, 9, 50)),
        (seoul(14, 17, 30), seoul(14, 18, 0)),  # the last minute of the day counts
        (seoul(14, 17, 45), seoul(15, 9, 15)),  # the rest is carried to the next morning
        (seoul(14, 18, 0), seoul(15, 9, 30)),
        (seoul(16, 17, 50), seoul(19, 9, 20)),  # Friday to Monday
        (seoul(5, 17, 50), seoul(7, 9, 20)),  # 6 June, Memorial Day, is no business day
        (seoul(17, 12, 0), seoul(19, 9, 30)),  # Saturday
    ],
)
def test_target_is_thirty_minutes_of_business_time(filed: datetime, target: datetime) -> None:
    assert response_target(filed) == target


@given(moments)
def test_target_lies_in_business_time_thirty_minutes_on(filed: datetime) -> None:
    target = response_target(filed).astimezone(SEOUL)
    assert is_business_day(target.date())
    assert OPENS <= target.time() <= CLOSES
    assert business_minutes(filed, target) == 30
    assert target >= filed + timedelta(minutes=30)


@given(moments, moments, moments)
def test_business_minutes_add_up(first: datetime, second: datetime, third: datetime) -> None:
    first, second, third = sorted((first, second, third))
    whole = business_minutes(first, third)
    assert 0 <= whole - business_minutes(first, second) - business_minutes(second, third) <= 1
    assert business_minutes(third, first) == -whole


def test_minutes_left_stand_still_overnight() -> None:
    filed = seoul(14, 17, 45)
    assert minutes_left(filed, seoul(14, 18, 30)) == minutes_left(filed, seoul(15, 8, 59)) == 15
    assert minutes_left(filed, seoul(15, 9, 26)) == -11
