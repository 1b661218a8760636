"""Lengths of time and days that decide something: the project's duration, a certificate's day, the day asked about."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from intents.reading.dates import Day, find_days
from intents.reading.durations import Duration, find_durations
from knowledge.facts import FactValue

# what a length belongs to, where it is not the project
_NOT_PROJECT_BEFORE = re.compile(
    r"(?:하자|보증|무상|유상|유지보수|계약|라이선스|구독|유효|발급|발행|지난|최근|앞으로|벌써|납품|휴업|창업|설립|기본(?:이|은)?)[가-힣 ]{0,10}$|연장(?:이|은|을|도|기간은?)? ?$"
)
_NOT_PROJECT_AFTER = re.compile(
    r"^ ?(?:씩|치)|^ ?(?:이나|정도|쯤|째|간|동안|넘게|가까이|치|짜리|이|가)? ?(?:전|뒤에 ?(?:풀|끝)|남|지[났나]|된|됐|되었|넘었|넘은|넘어서 ?고장|썼|쓴|쓰던|라이선스|구독|유지|보증|무상|하자|이내|밖에 ?안 ?(?:됐|남)|연속|쉬|입원|교육|가르|라고 ?들|재무|제한|지연|기다|소식|연락)"
)
_PROJECT = re.compile(
    r"걸[리려린릴립]|소요|기간|공사|공기|납기|일정|수행|작업|개발|제작|설치|완료|끝나|잡[아고으]|짜[도면]|필요|제시|더 ?걸|괜찮|시운전|연장|들어오|안에 ?(?:다|끝)|면 ?(?:되|돼|가능)|(?:로|까지)(?:도)? ?(?:가도|해도|되나|돼|가능|늘려|하면)|문제 ?없"
)
_BEGINS = re.compile(r" ?(?:부터|에서|~|-|에 ?(?:시작|착수|착공|들어가)) ?")
_ENDS = re.compile(r" ?(?:까지|$|[,.?~]|로|으로|에 ?(?:끝|완료|마[치무]|종료))")
DAYS_OF_MONTH = 30  # contract: evaluation/README
_OF_TAX = re.compile(r"(?:국세|지방세)[은는이가]? ?$")
_ISSUED = re.compile(
    r"발급|발행|[떼뗀뗐뗄]|받아 ?둔|받아 ?놓|일자|자(?:로|인|이|예|입|짜)|짜(?:로|리|인|예|이)|증명서|증명원"
)
_ISSUED_BEFORE = re.compile(
    r"(?:발급|발행|교부|[떼뗀뗐])(?:일|일자|날짜|날|받은)?(?:은|는|이|가|을)?(?: ?날(?:이|은)?)? ?$"
)
_RECEIVED = re.compile(r"접수|신청|내[도면려]|넣|제출|쓰|써|통보|통지|받[았은는을]")


# "연장을 3개월", "2개월 연장": the length is the extension's own ("연장해서 6개월까지" is the whole)
_EXTENSION = re.compile(
    r"연장(?:을|은|이|도|기간(?:을|은)?)? ?(?:\d+|[한두세석네넉]|다섯|여섯) ?(?:개월|달)(?! ?(?:라이선스|구독))|"
    r"(?:\d+|[한두세석네넉]|다섯|여섯) ?(?:개월|달)(?:을|만|간|정도|쯤|까지|더)? ?(?:더 |추가로? )?연장"
)


def project_duration(text: str, period_months: float) -> tuple[float, str] | None:
    """The project's length in months and the words; lengths that follow each other are added.

    An extension that is named by its own length comes on top of the notice's period, `period_months`.
    """
    extended = _EXTENSION.search(text)
    if extended is not None:
        longer = next((each for each in find_durations(extended[0])), None)
        if longer is not None:
            whole = [each.months for each in find_durations(text) if _of_project(text, each)]
            return round(max([period_months + longer.months, *whole]), 4), extended[0].strip()
    lengths = [each for each in find_durations(text) if _of_project(text, each)]
    if not lengths:
        return None
    words = ", ".join(text[each.start : each.end].strip() for each in lengths)
    between = text[lengths[0].end : lengths[-1].end + 8]
    if len(lengths) > 2 and 2 * max(each.months for each in lengths) == sum(each.months for each in lengths):
        return round(max(each.months for each in lengths), 4), words  # the parts and their sum were named
    if len(lengths) > 1 and re.search(r"더|추가로|따로|플러스", between):
        return round(sum(each.months for each in lengths), 4), words
    return round(max(each.months for each in lengths), 4), words


def between_days(text: str, today: date) -> tuple[float, str] | None:
    """The months from one named day to another, of a project said to run between them; a month has 30 days."""
    found = [day for day in find_days(text, today) if not day.rough]
    for first, last in pairwise(found):
        between, behind = text[first.end : last.start], text[last.end : last.end + 12]
        runs = _BEGINS.match(between) and _ENDS.match(behind)
        if runs and last.day > first.day and _PROJECT.search(text):
            return round((last.day - first.day).days / DAYS_OF_MONTH, 2), text[first.start : last.end].strip()
    return None


def _of_project(text: str, length: Duration) -> bool:
    if length.unit == "년" and length.months > 36:
        return False
    before, after = text[max(0, length.start - 24) : length.start], text[length.end : length.end + 24]
    if _NOT_PROJECT_BEFORE.search(before) or _NOT_PROJECT_AFTER.match(after):
        return False
    return bool(
        _PROJECT.search(after) or _PROJECT.search(before) or re.match(r"^ ?(?:이?면|은|는|도)?(?:요)?[ ?]*$", after)
    )


def days(
    text: str, today: date, certificate: bool, papers: bool = False
) -> tuple[dict[str, FactValue], dict[str, str]]:
    """`issued_on` and `on_date` with their words. `certificate`: a certificate was spoken of (here or just before);
    `papers`: papers were asked about just before.
    """
    facts: dict[str, FactValue] = {}
    evidence: dict[str, str] = {}
    for day in find_days(text, today):
        role = _role(text, day, certificate, papers, today)
        known = facts.get(role) if role else None
        # of two certificates the older one decides (documents.tax); a day to come is asked about before one that is past
        replaces = isinstance(known, date) and (day.day < known if role == "issued_on" else known < today <= day.day)
        if role and (known is None or replaces):
            facts[role] = day.day
            evidence[role] = text[day.start : day.end].strip()
    return facts, evidence


def _role(text: str, day: Day, certificate: bool, papers: bool, today: date) -> str | None:
    after = text[day.end : day.end + 22]
    first_words = re.split(r"[,.]|(?:는데|지만|인데|고) ", after)[0]
    issued = _ISSUED.search(first_words) or _ISSUED_BEFORE.search(text[max(0, day.start - 12) : day.start])
    # "국세는 3월 29일, 지방세는 5월 2일 발급분": each of the two certificates has its day
    issued = issued or (_ISSUED.search(text) and _OF_TAX.search(text[max(0, day.start - 6) : day.start]))
    if certificate and issued and day.day <= today:
        return "issued_on"
    if _RECEIVED.search(first_words):
        return None if day.relative and (day.day < today or text.startswith("지금", day.start)) else "on_date"
    if day.rough or day.relative:
        return None
    # behind a question about papers a bare day that is past is the day of issue
    return "issued_on" if papers and day.day <= today else "on_date"
