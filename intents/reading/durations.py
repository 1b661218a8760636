"""Lengths of time in months (a month has 30 days, a week 7), with where they stand in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NATIVE = {
    "한": 1, "두": 2, "세": 3, "석": 3, "서": 3, "네": 4, "넉": 4, "너": 4, "다섯": 5, "닷": 5, "여섯": 6, "엿": 6, "일곱": 7,
    "여덟": 8, "여덜": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7,
    "팔": 8, "구": 9, "십": 10,
}  # fmt: skip
_NUMBER = r"\d+(?:\.\d+)?|" + "|".join(sorted(_NATIVE, key=len, reverse=True))
_DURATION = re.compile(
    rf"(?<![\d.가-힣])(?:총|약|한|만|최대)? ?(?P<number>{_NUMBER})(?:[~\-에서]+(?P<upper>{_NUMBER}))? ?"
    r"(?P<unit>개월|갸월|달|주일|주|년|일)(?: ?(?P<half>반))?(?![가-힣]?요일)"
    r"|(?P<word>반년|반달|보름|한나절|하루|이틀|사흘|나흘|열흘|일주일)"
)
_WORDS = {"반년": 6.0, "반달": 0.5, "보름": 0.5, "한나절": 1 / 60, "하루": 1 / 30, "이틀": 2 / 30, "사흘": 0.1, "나흘": 4 / 30,
          "열흘": 10 / 30, "일주일": 7 / 30}  # fmt: skip
_MONTHS = {"개월": 1.0, "갸월": 1.0, "달": 1.0, "주일": 7 / 30, "주": 7 / 30, "년": 12.0, "일": 1 / 30}


@dataclass(frozen=True)
class Duration:
    """A length of time in months and where it stands."""

    months: float
    start: int
    end: int
    unit: str


def find_durations(text: str) -> tuple[Duration, ...]:
    """Lengths of time in the order of mention; of a span ("4~5개월") the longer end."""
    found = []
    for match in _DURATION.finditer(text):
        if match["word"]:
            if re.match(r"(?:이라|가 급)", text[match.end() :]):
                continue
            found.append(Duration(_WORDS[match["word"]], match.start(), match.end(), "word"))
            continue
        number, unit, after = match["upper"] or match["number"], match["unit"], text[match.end() : match.end() + 3]
        if _not_a_length(text, match, after):
            continue
        value = float(number) if number[0].isdigit() else float(_NATIVE[number])
        months = value * _MONTHS[unit] + (0.5 * _MONTHS[unit] if match["half"] else 0)
        found.append(Duration(months, match.start(), match.end(), unit))
    return tuple(found)


def _not_a_length(text: str, match: re.Match[str], after: str) -> bool:
    """20일, 2021년 and 사주 are a day, a year and another word."""
    unit, number = match["unit"], match["number"]
    if unit == "년" and number.isdigit() and len(number) > 2:
        return True
    if unit == "년" and (after.startswith("도") or re.match(r" ?(?:전|차|째)", after)):
        return True
    if unit == "일":
        # a day of the month, unless something says that it lasts
        return not (
            number.isdigit()
            and re.match(r" ?(?:이?면|간|동안|정도|쯤|걸|안|이내|만에|소요)", text[match.end() : match.end() + 6])
        )
    if unit in ("주", "달") and re.match(r"[가-힣]", after) and not number[0].isdigit():
        return not re.match(
            r"(?:[이가은는을를도만에요면인씩치로입예임]|정도|쯤|까지|걸|반|이면|동안|안|더|뒤|후|남|밖에|전|짜리|째|넘)",
            after,
        )
    return unit == "주" and bool(re.match(r"(?:차|소|문|물)", after))
