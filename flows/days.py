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


def dated(line: str) -> str:
    """The line with holidays and spoken days ago as figures."""
    line = _HOLIDAY.sub(lambda match: _HOLIDAYS[match[0]], line)
    return _DAYS_AGO.sub(lambda match: f"{_AGO[match[1]]}일 전", line)


def apart(line: str) -> str:
    """The line with a length of time apart from the words around it: "기간은두달", "3주소요", "6weeks"."""
    for unit, korean in _UNITS:
        line = unit.sub(korean, line)
    line = re.sub(rf"(?<=[은는이가간후])(?={_NUMERAL} ?(?:달|개월|주일?)(?![가-힣]*전))", " ", line)
    return re.sub(r"(\d ?(?:주|달|개월))(?=소요)", r"\1 ", line)
