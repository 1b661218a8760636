"""Reads the answer to one question: a value, a reason why it is none, or nothing that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import phonenumbers

from flows.colloquial import standard
from flows.days import apart, dated
from flows.names import read_company, read_fault, read_person, read_thing
from flows.questions import Question, flow_data
from flows.statements import split_clauses
from intents.reading.answers import (
    read_amount,
    read_date,
    read_duration_months,
    read_equipment,
    read_later,
    read_yes_no,
)
from knowledge.business_number import check
from knowledge.equipment import all_equipment
from knowledge.errors import NotDigits, WrongLength
from knowledge.facts import FactValue, Open
from knowledge.regions import route

LEAST_WON, MOST_WON = 10_000, 10_000_000_000
MOST_MONTHS = 120
OLDEST = timedelta(days=3650)
MOST_TEXT = 1000
REGION = "KR"
NAMES = ("company", "person", "equipment")
# any words can be a name, so what puts one off has to begin like it
_SAYS_LATER = re.compile(
    r"(?:^|\s)(?:아직|나중에?|이따|추후|미정|다음에)(?![가-힣]{3})|^(?:잘? ?모르|모름|몰라|글쎄)|(?:패스|스킵)$"
)
_NEGATIVE = re.compile(r"(?:^|[^\d가-힣])[-−－]\s?\d|마이너스")
_AGREES_TO_NONE = re.compile(r"^(?:네+|넵|예|응)[, .]+(?=(?:그런 ?(?:거|것|적) ?)?(?:없|아닙|아니에|아니예|안 |않))")
# how a quote counts the value added tax is no part of the amount
_TAX_NOTE = re.compile(
    r"\(?(?:vat|부가세|부가가치세) ?(?:별도|포함|제외|빼고)?(?:예요|입니다|임|요)?\)?", re.IGNORECASE
)
DAYS_OF_MONTH = 30
_DAYS = re.compile(r"(?<![\d월.,-])(?P<days>\d{1,3})\s?일(?!\s?(?:에|부터|날))")
_THIS_DAY = re.compile(r"아침|새벽|방금|아까|오늘|지금")
_WEEKDAYS = "월화수목금토일"
_WEEKDAY = re.compile(rf"(?P<day>[{_WEEKDAYS}])요일")
_TO_COME = re.compile(r"다음|돌아오|내일|모레")
_NOT_HAD = re.compile(r"없|못|않|빼고|제외|말고|아직|예정|준비 ?중|안 ?(?:뗐|떼|받|됐|했|썼)")
_REST_HAD = re.compile(
    r"나머지|다른 ?(?:것|거|건|서류)|만 ?(?:빼|제외|없)|(?:빼고|제외하고|말고)[는은]? ?(?:다|모두|전부)"
)
_PAPER_PARTS = re.compile(r"(?<=[없있])고\s*|,\s*|(?:는|은|인)데\s*|지만\s*")
_ADDRESS_START = re.compile(
    r"^(?:네[, ]+)?(?:저희\s?|우리\s?)?(?:(?:고장\s?난\s?)?(?:공장|현장|회사|사업장)?\s?(?:주소|위치|소재지)?(?:은|는|이|가|:)?\s+)?"
)
_ADDRESS_END = re.compile(
    r"(?:에 ?(?:있(?:어요|습니다|음|는데요)|위치(?:해요|합니다|해 ?있습니다)?)|쪽?(?:이에요|예요|이예요|입니다|이요|인데요|이고요|이야|요)|임)?[ .!~]*$"
)


@dataclass(frozen=True)
class Accepted:
    """The value of an answer."""

    value: FactValue
    doubtful: bool = False  # a business number whose check digit does not follow from the others


@dataclass(frozen=True)
class Refused:
    """Why an answer was not taken: a branch of wording/request/refused, with its values."""

    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)


Parsed = Accepted | Refused | None
Parser = Callable[[str, date], Parsed]


def parse(question: Question, text: str, today: date) -> Parsed:
    """The answer that the text gives to this question; None where it says nothing about it."""
    line = text.strip()
    if not line or len(line) > MOST_TEXT:
        return None
    open_answer = _open_answer(question, line)
    parsed = Accepted(line) if line in question.values else PARSERS[question.kind](line, today)
    if open_answer is None or (
        isinstance(parsed, Accepted) and not (question.kind in NAMES and _SAYS_LATER.search(standard(line)))
    ):
        return parsed
    return open_answer


def _open_answer(question: Question, line: str) -> Parsed:
    """`later` and `unsure` where the question takes them, else why not."""
    if question.kind in ("yes_no", "choice"):
        if read_yes_no(line) is not Open.UNSURE:
            return None
        return Accepted(Open.UNSURE) if Open.UNSURE in question.open else Refused("unsure")
    if question.kind in ("text", "documents", "files") or not read_later(standard(line)) or len(line) > 60:
        return None
    return Accepted(Open.LATER) if Open.LATER in question.open else Refused("later")


def _yes_no(line: str, _today: date) -> Parsed:
    # "네, 없습니다" agrees that there is none
    said = read_yes_no(_AGREES_TO_NONE.sub("", line))
    return Accepted(said) if said in ("yes", "no") else None


def _equipment(line: str, _today: date) -> Parsed:
    if line in all_equipment():
        return Accepted(line)
    # what the vocabulary does not have goes on in the company's own words, and staff look at it
    found = read_equipment(line) or read_thing(line)
    return Accepted(found) if found else Refused("thing")


def _text(line: str, _today: date) -> Parsed:
    found = read_fault(line)
    return Accepted(found) if found else Refused("fault")


def _company(line: str, _today: date) -> Parsed:
    found = read_company(line)
    return Accepted(found) if found else Refused("name")


def _person(line: str, _today: date) -> Parsed:
    found = read_person(line)
    if found and found.removesuffix("님") in flow_data("emergency", "persons.yaml")["titles"]:
        found = None  # a title names nobody
    return Accepted(found) if found else Refused("name")


def _business_number(line: str, _today: date) -> Parsed:
    found = re.search(r"\d[\d\s\-‐‑–—.]*\d", line)
    if not found:
        return Refused("not_digits")
    try:
        number = check(found.group())
    except WrongLength as error:
        return Refused("number_length", {"length": error.length})
    except NotDigits:
        return Refused("not_digits")
    return Accepted(number.digits, doubtful=not number.valid_check_digit)


def _phone(line: str, _today: date) -> Parsed:
    found = re.search(r"\+?[\d(][\d\s\-.()]{6,}\d", line)
    if not found:
        return Refused("phone")
    try:
        number = phonenumbers.parse(found.group(), REGION)
    except phonenumbers.NumberParseException:
        return Refused("phone")
    if not phonenumbers.is_valid_number(number):
        return Refused("phone")
    home = number.country_code == phonenumbers.country_code_for_region(REGION)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return Accepted(phonenumbers.format_number(number, form))


def _address(line: str, _today: date) -> Parsed:
    routing = route(line)
    if any(place in line for place in flow_data("emergency", "words.yaml")["abroad"]) and not routing.office:
        return Refused("abroad")
    if not routing.office and not routing.candidates:
        return Refused("no_place")
    return Accepted(clean_address(line) or routing.matched)


def clean_address(line: str) -> str:
    """An address without the words around it: "공장은 경기 화성시예요" is 경기 화성시."""
    without_start = _ADDRESS_START.sub("", line, count=1)
    return _ADDRESS_END.sub("", without_start, count=1).strip(" .,")


def _date(line: str, today: date) -> Parsed:
    line = dated(line)
    day = read_date(line, today)
    if day is None and _THIS_DAY.search(line):
        day = today  # "아침부터" alone is this morning
    if day is None:
        day = _last_weekday(line, today)
    if day is None:
        return Refused("no_date")
    if day > today:
        return Refused("future", {"day": day})
    if day < today - OLDEST:
        return Refused("long_past", {"day": day})
    return Accepted(day)


def _last_weekday(line: str, today: date) -> date | None:
    """The day that "월요일부터" means of something that has happened; None for several or for one to come."""
    said = {match["day"] for match in _WEEKDAY.finditer(line)}
    if len(said) != 1 or _TO_COME.search(line):
        return None
    return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(said.pop())) % 7)


def _amount(line: str, _today: date) -> Parsed:
    if _NEGATIVE.search(line) or re.fullmatch(r"[^\d]*0[\s만억]*원?[^\d]*", line):
        return Refused("negative_amount")
    won = read_amount(_TAX_NOTE.sub(" ", line))
    if won is None:
        return Refused("no_amount")
    if not LEAST_WON <= won <= MOST_WON:
        return Refused("absurd_amount", {"won": won})
    return Accepted(won)


def _months(line: str, _today: date) -> Parsed:
    line = apart(line)
    months = read_duration_months(line)
    in_days = _DAYS.search(line)
    if months is None and in_days:
        months = int(in_days["days"]) / DAYS_OF_MONTH
    if months is None:
        return Refused("no_duration")
    if _NEGATIVE.search(line) or not 0 < months <= MOST_MONTHS:
        return Refused("absurd_duration")
    return Accepted(float(months))


def _documents(line: str, _today: date) -> Parsed:
    """The papers said to be there. "동의서 빼고 다 있어요" names the one that is not."""
    words = flow_data("emergency", "words.yaml")
    papers: dict[str, str] = words["documents"]
    if re.search(words["commands"]["all"], line) and not _NOT_HAD.search(line):
        return Accepted(tuple(papers))
    had: set[str] = set()
    lacking: set[str] = set()
    for part in (each for clause in split_clauses(standard(line)) for each in _PAPER_PARTS.split(clause)):
        named = {key for key, pattern in papers.items() if re.search(pattern, part)}
        (lacking if _NOT_HAD.search(part) else had).update(named)
    if lacking and _REST_HAD.search(line):
        had = set(papers) - lacking
    found = tuple(key for key in papers if key in had)
    return Accepted(found) if found else None


def _nothing(_line: str, _today: date) -> Parsed:
    """Kinds whose answer is read from the meaning of the message, or is no text."""
    return None


PARSERS: Mapping[str, Parser] = {
    "yes_no": _yes_no,
    "choice": _nothing,
    "equipment": _equipment,
    "text": _text,
    "company": _company,
    "person": _person,
    "business_number": _business_number,
    "phone": _phone,
    "address": _address,
    "date": _date,
    "amount": _amount,
    "months": _months,
    "documents": _documents,
    "files": _nothing,
}
