"""Days and lengths of time in writings that the readings of stories do not need: holidays, English units, no spaces."""

from __future__ import annotations

import re

# holidays on the same date each year
_HOLIDAYS = {
    "신정": "1월 1일", "삼일절": "3월 1일", "근로자의 날": "5월 1일", "근로자의날": "5월 1일", "노동절": "5월 1일", "어린이날": "5월 5일",
    "어버이날": "5월 8일", "현충일": "6월 6일", "제헌절": "7월 17일", "광복절": "8월 15일", "개천절": "10월 3일", "한글날": "10월 9일",
    "성탄절": "12월 25일", "크리스마스": "12월 25일",
}  # fmt: skip
_HOLIDAY = re.compile("(?:" + "|".join(_HOLIDAYS) + r")(?! ?(?:다음|전|이후|지나|연휴|이브|쯤|무렵))")
_AGO = {"하루": 1, "이틀": 2, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9}
_DAYS_AGO = re.compile("(" + "|".join(_AGO) + ") ?전")
_UNITS = ((re.compile(r"(\d) ?weeks?", re.I), r"\1주"), (re.compile(r"(\d) ?months?", re.I), r"\1개월"), (re.compile(r"(\d) ?days?", re.I), r"\1일"))  # fmt: skip
_NUMERAL = r"(?:\d+|한|두|석|세|넉|네)"


# "유월 팔일", "오월 이십육일", "이달 초닷새"
_MONTHS = {
    word: number
    for number, word in enumerate(("일", "이", "삼", "사", "오", "유", "칠", "팔", "구", "시", "십일", "십이"), start=1)
}
_UNITS_OF_TEN = {"": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_SPOKEN = re.compile(
    rf"(?<![가-힣])(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})월 ?(?P<tens>이십|삼십|십)?(?P<units>[일이삼사오육칠팔구])?일(?![가-힣]*(?:간|동안))"
)
_FIRST_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
}
_FIRST = re.compile(rf"초 ?(?P<day>{'|'.join(_FIRST_DAYS)})(?: ?날)?")


def _spoken(match: re.Match[str]) -> str:
    tens = {"이십": 20, "삼십": 30, "십": 10}.get(match["tens"] or "", 0)
    day = tens + _UNITS_OF_TEN[match["units"] or ""]
    return f"{_MONTHS[match['month']]}월 {day}일" if day else match[0]


def dated(line: str) -> str:
    """The line with holidays, spoken dates and spoken days ago as figures."""
    line = _SPOKEN.sub(_spoken, line)
    line = _FIRST.sub(lambda match: f"{_FIRST_DAYS[match['day']]}일", line)
    line = _HOLIDAY.sub(lambda match: _HOLIDAYS[match[0]], line)
    return _DAYS_AGO.sub(lambda match: f"{_AGO[match[1]]}일 전", line)


def apart(line: str) -> str:
    """The line with a length of time apart from the words around it: "기간은두달", "3주소요", "6weeks"."""
    for unit, korean in _UNITS:
        line = unit.sub(korean, line)
    line = re.sub(rf"(?<=[은는이가간후])(?={_NUMERAL} ?(?:달|개월|주일?)(?![가-힣]*전))", " ", line)
    return re.sub(r"(\d ?(?:주|달|개월))(?=소요)", r"\1 ", line)
