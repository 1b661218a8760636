"""Days in the text, absolute and relative, with where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_RELATIVE = {
    "오늘": 0, "금일": 0, "방금": 0, "아까": 0, "지금": 0, "오늘아침": 0, "어제": -1, "어저께": -1, "전날": -1, "어젯밤": -1, "간밤": -1,
    "그제": -2, "그저께": -2, "엊그제": -2, "그끄저께": -3, "내일": 1, "낼": 1, "모레": 2, "글피": 3,
}  # fmt: skip
_WEEKDAYS = "월화수목금토일"
_WEEK = {"지난주": -1, "저번주": -1, "지난 주": -1, "저번 주": -1, "전주": -1, "이번주": 0, "이번 주": 0, "금주": 0, "다음주": 1,
         "다음 주": 1, "담주": 1, "내주": 1, "지지난주": -2, "저저번주": -2}  # fmt: skip
_MONTH = {"지난달": -1, "지난 달": -1, "저번달": -1, "저번 달": -1, "전월": -1, "이번달": 0, "이번 달": 0, "이달": 0, "금월": 0,
          "다음달": 1, "다음 달": 1, "담달": 1, "내달": 1, "익월": 1, "지지난달": -2}  # fmt: skip

_YEAR = {"재작년": -2, "작년": -1, "지난해": -1, "지난 해": -1, "전년": -1, "올해": 0, "금년": 0, "올 ": 0, "내년": 1, "명년": 1, "이듬해": 1,
         "다음해": 1, "다음 해": 1, "내후년": 2, "후년": 2}  # fmt: skip


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FULL = r"(?P<year>(?:19|20)\d\d|'?\d\d) ?(?:년|[./-]) ?(?P<month>1[0-2]|0?[1-9]) ?(?:월|[./-]) ?(?P<day>3[01]|[12]\d|0?[1-9])(?!\d) ?일?"
_COMPACT = r"(?P<cyear>20\d\d)(?P<cmonth>1[0-2]|0[1-9])(?P<cday>3[01]|[12]\d|0[1-9])(?!\d)"
_NAMED_YEAR = rf"(?:(?P<{{}}>{_alternatives(_YEAR)})도? ?)?"
_MONTH_DAY = _NAMED_YEAR.format("ayear") + r"(?P<amonth>1[0-2]|0?[1-9]) ?월 ?(?P<aday>3[01]|[12]\d|0?[1-9])(?!\d) ?일?"
_SLASH = r"(?P<smonth>1[0-2]|0?[1-9])/(?P<sday>3[01]|[12]\d|0?[1-9])(?![\d/])"
_PART = _NAMED_YEAR.format("pyear") + r"(?P<pmonth>1[0-2]|0?[1-9]) ?월 ?(?P<part>초순|초|중순|말|하순)"
_REL_MONTH = rf"(?P<rmonth>{_alternatives(_MONTH)}) ?(?P<rday>3[01]|[12]\d|[1-9])(?!\d) ?일"
_REL_WEEK = rf"(?P<rweek>{_alternatives(_WEEK)})(?: ?(?P<weekday>[{_WEEKDAYS}])요일)?"
_AGO = r"(?P<ago>\d{1,3}|한|두|세|석|네|넉|다섯|여섯|일곱|여덟|사흘|열흘|일주일|보름) ?(?P<agounit>일|주|주일|달|개월)? ?전"
_DAY = re.compile(
    "|".join(
        f"(?<![\\d.])(?:{pattern})"
        for pattern in (_FULL, _COMPACT, _MONTH_DAY, _SLASH, _PART, _REL_MONTH, _REL_WEEK, _AGO)
    )
    + rf"|(?P<relative>{_alternatives(_RELATIVE)})(?!말|날)"
)
_PARTS_OF_MONTH = {"초": 5, "초순": 5, "중순": 15, "하순": 25, "말": 28}
_AGO_WORDS = {"사흘": 3, "열흘": 10, "일주일": 7, "보름": 15}
_SMALL = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8}


@dataclass(frozen=True)
class Day:
    """A day and where it stands. `rough`: a week, or the beginning, middle or end of a month."""

    day: date
    start: int
    end: int
    rough: bool = False
    relative: bool = False


def find_days(text: str, today: date) -> tuple[Day, ...]:
    """Days in the order of mention. A day without a year is the one nearest to `today`; impossible days are left out."""
    found = []
    for match in _DAY.finditer(text):
        day = _day(match, today)
        if day is not None:
            found.append(day)
    return tuple(found)


def _day(match: re.Match[str], today: date) -> Day | None:
    groups = match.groupdict()
    span = match.start(), match.end()
    try:
        if groups["year"]:
            year = int(groups["year"].lstrip("'"))
            day = date(year + 2000 if year < 100 else year, int(groups["month"]), int(groups["day"]))
            return Day(day, *span)
        if groups["cyear"]:
            return Day(date(int(groups["cyear"]), int(groups["cmonth"]), int(groups["cday"])), *span)
        if groups["amonth"] or groups["smonth"]:
            month, of_month = int(groups["amonth"] or groups["smonth"]), int(groups["aday"] or groups["sday"])
            return Day(_of_year(groups["ayear"], month, of_month, today), *span)
        if groups["part"]:
            day = _of_year(groups["pyear"], int(groups["pmonth"]), _PARTS_OF_MONTH[groups["part"]], today)
            return Day(day, *span, rough=True)
        if groups["rmonth"]:
            return Day(_of_month(today, _MONTH[groups["rmonth"]], int(groups["rday"])), *span, relative=True)
    except ValueError:
        return None  # 2월 30일
    return _relative_day(groups, span, today)


def _relative_day(groups: dict[str, str | None], span: tuple[int, int], today: date) -> Day | None:
    week, weekday, ago, unit, word = (groups[name] for name in ("rweek", "weekday", "ago", "agounit", "relative"))
    if week:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEK[week])
        if weekday:
            return Day(monday + timedelta(days=_WEEKDAYS.index(weekday)), *span, relative=True)
        return Day(today + timedelta(weeks=_WEEK[week]), *span, rough=True, relative=True)
    if ago:
        if ago in _AGO_WORDS:
            return None if unit else Day(today - timedelta(days=_AGO_WORDS[ago]), *span, relative=True)
        if not unit:
            return None
        number = int(ago) if ago.isdigit() else _SMALL[ago]
        days = number * {"일": 1, "주": 7, "주일": 7, "달": 30, "개월": 30}[unit]
        return Day(today - timedelta(days=days), *span, rough=unit != "일", relative=True)
    if word:
        return Day(today + timedelta(days=_RELATIVE[word]), *span, relative=True)
    return None


def _of_year(named: str | None, month: int, day: int, today: date) -> date:
    """The day in the year that is named beside it, else the nearest one. Raises ValueError where there is none."""
    return date(today.year + _YEAR[named], month, day) if named else _nearest(month, day, today)


def _nearest(month: int, day: int, today: date) -> date:
    """The day of that month which is at most half a year away, either way."""
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        raise ValueError(f"no such day in a year: month {month}, day {day}")
    # within the notice's year people mean that year: the other one must be much nearer to win
    return min(candidates, key=lambda each: abs((each - today).days) - (90 if each.year == today.year else 0))


def _of_month(today: date, months: int, day: int) -> date:
    index = today.year * 12 + today.month - 1 + months
    return date(index // 12, index % 12 + 1, day)
