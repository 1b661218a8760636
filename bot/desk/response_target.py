"""By when somebody answers a request: 30 minutes of business time, 09:00-18:00 in Korea on Korean business days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge.business_days import add_business_days, is_business_day

SEOUL = ZoneInfo("Asia/Seoul")
OPENS = time(9, 0)
CLOSES = time(18, 0)
TARGET_MINUTES = 30
SOON_MINUTES = 10  # from here on the time left is drawn as pressing
DAY_MINUTES = 9 * 60


def _opening(day: date) -> datetime:
    return datetime.combine(day, OPENS, SEOUL)


def _closing(day: date) -> datetime:
    return datetime.combine(day, CLOSES, SEOUL)


def _next_working_moment(moment: datetime) -> datetime:
    """The moment itself within business time, else the next opening."""
    local = moment.astimezone(SEOUL)
    if not is_business_day(local.date()) or local.time() >= CLOSES:
        return _opening(add_business_days(local.date(), 1))
    return max(local, _opening(local.date()))


def response_target(filed_at: datetime, minutes: int = TARGET_MINUTES) -> datetime:
    """The moment, in Asia/Seoul, after so many minutes of business time from an aware moment on."""
    start = _next_working_moment(filed_at)
    left = timedelta(minutes=minutes)
    while start + left > _closing(start.date()):
        left -= _closing(start.date()) - start
        start = _opening(add_business_days(start.date(), 1))
    return start + left


def business_minutes(start: datetime, end: datetime) -> int:
    """Whole minutes of business time from `start` to `end`, rounded down; negative where `end` is the earlier one."""
    if end < start:
        return -business_minutes(end, start)
    begin = _next_working_moment(start)
    finish = end.astimezone(SEOUL)
    total = timedelta()
    while begin < finish:
        total += max(timedelta(), min(finish, _closing(begin.date())) - begin)
        begin = _opening(add_business_days(begin.date(), 1))
    return int(total.total_seconds() // 60)


def minutes_left(filed_at: datetime, now: datetime) -> int:
    """Minutes of business time until the target; negative when it is over."""
    return business_minutes(now, response_target(filed_at))
