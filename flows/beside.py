"""What a reply tells beside its answer, by forms that stories have not: who repairs, who to call, since when, how long."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from flows.days import apart
from flows.extracting import Found, told_company
from flows.names import read_company
from flows.parsing import Accepted, parse
from flows.persons import find_person
from flows.questions import Questions
from intents.reading.answers import read_later
from knowledge.facts import Open

Take = Callable[[str, object], None]  # a field and how its answer was parsed
_NUMBER = re.compile(r"(?<![\d-])\d{3}[- ]?\d{2}[- ]?\d{5}(?!\d)")
_PHONE = re.compile(r"(?<!\d)0\d{1,2}[- .)]{0,2}\d{3,4}[- .]?\d{4}(?!\d)")
_SUPPLIERS = re.compile(r"공급|수리 ?업체|맡을|맡기|거기|그쪽|업체")
_CORPORATE = r"(?:\(주\)|㈜|주식회사 ?)?[가-힣A-Za-z&]{2,14}(?: ?\(주\)| ?주식회사)?"
# "수리는 대경자동화가 해 주기로", "새빛에서 하기로 했습니다", "미래엠이에스에 수리를 의뢰", "대성테크랑 하기로 함"
_REPAIRER = (
    re.compile(
        rf"수리(?:는|를|은)?\s+(?P<name>{_CORPORATE}?)(?:에서|한테|에게|이랑|랑|하고|에|가|이|로) ?(?:해 ?주|하기로|맡|의뢰|고쳐|진행|봐 ?주|수리|할 ?예정)"
    ),
    re.compile(
        rf"(?:^|\s)(?P<name>{_CORPORATE}?)(?:에서|한테|에게|이랑|랑|하고|에|가|이) ?(?:와서 |직접 )?(?:수리를? ?)?(?:맡기|맡겼|의뢰|하기로|부탁하기로|수리하기로|고치기로)"
    ),
)
_NOT_A_REPAIRER = re.compile(
    r"^(?:업체|공급|우리|저희|그쪽|거기|회사|내부|자체|직접|이번|거기서|당사|외부|다른|수리|전문|나중|금주|이달|다음|본사|같이|그냥)"
)
_AMOUNT = re.compile(
    r"(?:견적|금액|비용|수리비)?[은는이가]? ?(?P<won>\d[\d,.]*\s?(?:[천백십]\s?)?(?:만|억)(?:\s?\d*[천백십]*)*\s?원?)"
)
_LENGTH = re.compile(
    r"(?:기간|소요|걸[리린릴]|잡고|예상)|(?<!\d)(?:\d+|한|두|석|세|넉|네)\s?(?:개월|달|주일?)(?![가-힣]*\s?전)"
)
_BROKE = re.compile(r"고장|멈[춘췄추]|(?<![가-힣])(?:났|터졌|뻗었|죽었)|발생|안 ?(?:켜|되|돼|움직)")
_DAY = re.compile(
    r"어제|그제|그저께|엊그제|오늘|\d+월 ?\d+일|\d{1,2}/\d{1,2}|(?:지난|저번|이번) ?주|요일|\d+일 ?(?:전|부터)|(?:하루|이틀|사흘|나흘|일주일|보름|열흘) ?전|현충일|어젯?밤"
)
_ISSUED = re.compile(r"(?:납세|완납)[가-힣 ]*")
_ISSUE_VERB = re.compile(r"뗐|뗀|떼|발급|발행|날짜|자(?:로|입|예|다|$)")
_SUPPLIER_FIELDS = ("supplier_name", "supplier_number")


def beside(told: str, plain: str, pending: str, questions: Questions, today: date) -> dict[str, Found]:
    """Fields that a reply fills by its forms; `plain` is the reply in standard Korean with its digits in figures."""
    found: dict[str, Found] = {}

    def take(field: str, answer: object) -> None:
        if isinstance(answer, Accepted) and field not in found:
            found[field] = Found(answer, by_form=True)

    _numbers(plain, pending, questions, today, take)
    _persons(told, plain, pending, take)
    if pending not in ("equipment", "fault_description"):
        _repairer(plain, pending, take)
    if pending not in ("quote_amount", "self_funds", "lower_amount_consent") and not re.search(
        r"매출|세금|체납|밀[리린렸]", plain
    ):
        for match in _AMOUNT.finditer(_without_numbers(plain)):
            take("quote_amount", parse(questions["quote_amount"], match["won"], today))
    _times(plain, pending, questions, today, take)
    return found


def _without_numbers(line: str) -> str:
    return _NUMBER.sub(" ", _PHONE.sub(" ", line))


def _numbers(plain: str, pending: str, questions: Questions, today: date, take: Take) -> None:
    phones = list(_PHONE.finditer(plain))
    if phones:
        take("phone", parse(questions["phone"], phones[-1].group(), today))
    for match in _NUMBER.finditer(_PHONE.sub(lambda found: " " * len(found[0]), plain)):
        own = pending not in _SUPPLIER_FIELDS and not _SUPPLIERS.search(
            plain[max(0, match.start() - 20) : match.start()]
        )
        field = "business_number" if own else "supplier_number"
        take(field, parse(questions[field], match.group(), today))
    if pending == "supplier_name" and not _NUMBER.search(plain):
        later = re.search(r"번호[^.]{0,20}(?:나중|아직|추후|이따|다음에)", plain)
        if later and read_later(later[0]):
            take("supplier_number", Accepted(Open.LATER))


def _persons(told: str, plain: str, pending: str, take: Take) -> None:
    if pending in (*_SUPPLIER_FIELDS, "equipment", "fault_description"):
        return
    name = find_person(told, pending == "contact_name") or find_person(plain, pending == "contact_name")
    if name:
        take("contact_name", Accepted(name))
    if pending not in ("company_name", "contact_name") and name:
        before = plain[: plain.find(name)].split()[-1:] if name in plain else []
        company = told_company(before[0] + "입니다") if before else None
        if company:
            take("company_name", Accepted(company))


def _repairer(plain: str, pending: str, take: Take) -> None:
    for pattern in _REPAIRER:
        match = pattern.search(plain)
        if match is None or _NOT_A_REPAIRER.match(match["name"].strip()):
            continue
        name = read_company(match["name"].strip())
        if name and pending != "company_name":
            take("supplier_name", Accepted(name))


def _times(plain: str, pending: str, questions: Questions, today: date, take: Take) -> None:
    plain = apart(plain)
    for clause in re.split(r"(?<=고)\s+|(?<=고요)\s+|,\s*|(?<=[가-힣])\.\s+|\s+그리고\s+", plain):
        if (
            pending not in ("duration_months", "occurred_on", "warranty")
            and _LENGTH.search(clause)
            and not re.search(r"전|남|계약|보증|하자|년 ?차", clause)
        ):
            take("duration_months", parse(questions["duration_months"], _without_numbers(clause), today))
        if _ISSUED.search(clause) or pending == "documents":
            dated = _DAY.search(clause) and _ISSUE_VERB.search(clause)
            if dated:
                take("tax_certificate_issued_on", parse(questions["tax_certificate_issued_on"], clause, today))
        elif (
            pending not in ("occurred_on", "tax_certificate_issued_on")
            and _DAY.search(clause)
            and (
                _BROKE.search(clause) or (pending in ("equipment", "fault_description") and re.search("부터|/", clause))
            )
        ):
            take("occurred_on", parse(questions["occurred_on"], clause, today))
