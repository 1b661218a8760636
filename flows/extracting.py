"""Several answers in one message: what it says about which field, each with the words it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.days import dated
from flows.names import read_fault, read_person
from flows.parsing import Accepted, clean_address, parse
from flows.questions import Questions, flow_data
from intents.reading import read
from knowledge.facts import FactValue
from knowledge.notice import Notice
from knowledge.regions import find_regions

# facts of a reading that are fields of the request under the same id
READ_FIELDS = (
    "equipment", "track", "program_completed", "level_certificate", "scope_link", "unsupported_item", "warranty",
    "self_capable", "manufacturing_sme", "closed", "tax_arrears", "sanctioned", "other_application", "self_funds",
    "lower_amount_consent",
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\d-])\d{3}[- ]?\d{2}[- ]?\d{5}(?![\d-])")
_PHONE = re.compile(r"(?<![\d-])0\d{1,2}[- .)]{0,2}\d{3,4}[- .]?\d{4}(?![\d-])")
_SUPPLIER = re.compile(r"공급\s?(?:기업|업체|사)|수리\s?(?:업체|회사)|맡을\s?(?:곳|업체)")
_CLAUSES = re.compile(
    r"[;\n]+\s*|(?<!\d),\s*|,(?!\d)\s*|(?:이고요|이고|이구요|이구|이며|인데요|인데|고요)\s*,?\s+|\s+그리고\s+|(?<=[가-힣])\.\s+"
)
_MARK = r"(?:\(주\)|㈜|주식회사|유한회사|\(유\))"
_WORD = r"[가-힣A-Za-z0-9&]"
# "(주)한빛정밀", "주식회사 한빛", "한빛정밀(주)", "한빛정밀 주식회사", "㈜한빛 시스템"
_MARKED = re.compile(
    rf"(?P<name>{_MARK}\s?{_WORD}{{2,20}}?|{_WORD}{{2,20}}\s?{_MARK})(?=이?(?:라고|라는|인데|입니다|이고|예요|에요|이에요|구요|고요|임|의|은|는|이|가|에서|에|요|로|와|과|도|만)?(?:[\s,.)(]|$|요|데))"
)
# what follows a name that is somebody else's doing: the installer's, the maker's
_OTHERS = re.compile(
    r"\s?(?:에서|가|이|한테|에게|쪽|제품|거|것|라는 ?(?:업체|데|곳)|이라는 ?(?:업체|데|곳))\s?[가-힣]*\s?(?:설치|구축|납품|깔|만든|만들|제작|시공|공급|왔|와서|봐|고쳐|수리|견적|하는 ?말|그러|하래|한대)"
)
_SELF_BEFORE = re.compile(
    r"(?:에|에서)\s?(?:있는|위치한|소재한|공장\s?하는|제조하는)\s*$|(?:저희|우리|여기|당사|폐사|본사)(?:는|은|가|회사는?)?\s*$|(?:회사|업체|상호|기업)\s?(?:이름|명)?(?:은|는|이|가|:)?\s*$"
)
OFFICE_WORDS = "공무팀|생산팀|관리팀|전산팀|전산실|총무팀|설비팀|품질팀|보전팀|경영지원팀|생산관리팀"
_COMPANY_LABEL = re.compile(r"^(?:저희|우리)?\s?(?:회사|기업|상호|법인)\s?(?:이름|명)?(?:은|는|이|가|:|：)\s*")
_PERSON_LABEL = re.compile(
    r"^(?:연락받을\s?사람|연락\s?담당자?|담당자?|성함|이름)\s?(?:이름)?(?:은|는|이|가|:|：)?\s+(?=[가-힣]{2,4})"
)
_PLACE = re.compile(r"주소|공장|현장|위치|소재|사업장")
_MONEY = re.compile(r"견적|수리비|수리\s?비용|공사비")
_WON = re.compile(r"\d[\d,.]*\s?(?:[천백십만억]\s?)*원")
_LENGTH = re.compile(r"걸리|걸린|소요|기간|예상")
_ISSUED = re.compile(r"(?:납세|완납)[가-힣 ]*증명.*발급|발급.*(?:납세|완납)[가-힣 ]*증명")
_RECENT = re.compile(
    r"오늘|어제|그제|그저께|엊그제|아침|새벽|방금|아까|\d+\s?일\s?전|지난\s?주|이번\s?주|\d+월\s?\d+일|\d+일(?:부터|에)|월요일|화요일|수요일|목요일|금요일|토요일|일요일"
)
_LONGEST_TOLD, _LONGEST_NAME = 1000, 24
# a thing that does nothing since a moment is broken since then, whether or not the sentence says how
_STOPPED = re.compile(r"안\s?(?:돼|되|됩|됨|켜|켠|움직|나와|나옴|나옵|잡|찍|뜨)|멈|죽|고장|먹통|꺼[졌져지]|섰|나갔")
_SIZE = re.compile(r"중소|소기업|중기업|소상공")
_BROKEN = ("broken", "disconnected", "wrong_values", "hacked")


@dataclass(frozen=True)
class Found:
    """What was read for one field."""

    answer: Accepted
    by_form: bool  # by its own form or label, and not by the meaning of a sentence


def extract(text: str, pending: str | None, questions: Questions, notice: Notice, today: date) -> dict[str, Found]:
    """What a message states about the fields, whatever was asked. Questions have been taken out of the text before."""
    found: dict[str, Found] = {}

    def take(field: str, line: str) -> None:
        answer = parse(questions[field], line, today)
        if isinstance(answer, Accepted) and field not in found:
            found[field] = Found(answer, by_form=True)

    for clause in clauses(text):
        supplier = bool(_SUPPLIER.search(clause))
        for match in _PHONE.finditer(clause):
            take("phone", match.group())
        for match in _NUMBER.finditer(_PHONE.sub(" ", clause)):
            own = pending not in ("supplier_name", "supplier_number") and not supplier
            take("business_number" if own else "supplier_number", match.group())
        _named(clause, supplier, pending, take)
        if _PLACE.search(clause) and find_regions(clause):
            take("site_address", clause)
        if _MONEY.search(clause) or (pending is None and _WON.search(clause)):
            take("quote_amount", clause)
        if _LENGTH.search(clause) or (pending is None and "개월" in clause):
            take("duration_months", clause)
        if _ISSUED.search(clause):
            take("tax_certificate_issued_on", clause)
    # a telephone or business number is no amount, whatever it looks like
    reading = read(_NUMBER.sub(" ", _PHONE.sub(" ", text)), notice, today).facts
    for field in READ_FIELDS:
        value = reading.known(field)
        if (
            value is not None
            and field not in found
            and told_of(field, value, text)
            and allowed(field, value, questions, today)
        ):
            found[field] = Found(Accepted(value), by_form=False)
    if (reading.known("condition") in _BROKEN or _STOPPED.search(text)) and (recent := _recent(dated(text))):
        take("occurred_on", recent)
    return found


def _recent(text: str) -> str | None:
    """The part of a story that says since when the thing is broken."""
    for clause in clauses(text):
        if _RECENT.search(clause):
            return clause
    return None


def _named(clause: str, supplier: bool, pending: str | None, take: Callable[[str, str], None]) -> None:
    """Names that carry a label or a company's mark; a mark in the answer about the supplier is the supplier's."""
    if _COMPANY_LABEL.match(clause) and not supplier:
        take("company_name", _COMPANY_LABEL.sub("", clause))
    elif supplier and re.search(r"(?:은|는|이름|명|:)\s*\S", clause):
        name = re.sub(
            r"^.*?(?:공급\s?(?:기업|업체|사)|수리\s?(?:업체|회사))\s?(?:이름|명)?(?:은|는|:|：)\s*", "", clause
        )
        if name != clause and not _NUMBER.search(name) and not _MONEY.search(name):
            take("supplier_name", name)
    elif pending != "supplier_name" and (own := told_company(clause, supplier)):
        take("company_name", own)
    if _PERSON_LABEL.match(clause) and not supplier:
        name = _PHONE.sub("", _PERSON_LABEL.sub("", clause)).strip(" ,.")
        if read_person(name):
            take("contact_name", name)


def told_company(clause: str, supplier: bool = False) -> str | None:
    """The company's name in a clause of a story: by its mark, by how it ends, or by words that introduce oneself.

    "화성에 있는 한빛정밀인데요" names one, "다라시스템에서 왔다 갔어요" another's: a word that acts or receives is not oneself.
    """
    if supplier:
        return None
    marked = _MARKED.search(clause)
    if marked and not _OTHERS.match(clause[marked.end() :]):
        return marked["name"].strip()
    for ended in _by_ending().finditer(clause):
        introduced = bool(_SELF_BEFORE.search(clause[: ended.start("name")]))
        a_thing = ended["name"].endswith(tuple(flow_data("emergency", "words.yaml")["thing_endings"]))
        if introduced or ended["role"] or (ended["first"] and not a_thing):
            return ended["name"]
    return None


@cache
def _by_ending() -> re.Pattern[str]:
    """A word with the ending of a manufacturer's name, introduced as one's own: "…인데요", "… 김 과장입니다"."""
    endings = "|".join(sorted(flow_data("emergency", "words.yaml")["company_endings"], key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[\s,(:]))(?P<name>[가-힣A-Za-z&]{{1,10}}?(?:{endings})(?:\(주\)|㈜)?)"
        rf"(?:(?P<first>(?:이)?(?:라고|라는|인데|입니다|이고|예요|에요|이에요|구요|고요|임(?![가-힣])|의 |이요|요(?![가-힣])))"
        rf"|(?P<role>\s?(?:[가-힣]{{0,4}}\s?)?(?:공장장|대표|사장|부장|차장|과장|대리|주임|팀장|반장|실장|이사|담당자?|직원|공무|생산|관리|전산|총무|{OFFICE_WORDS}))"
        rf"|(?=\s*[,.)]|\s*$|\s+(?:공장|현장|사업장)))"
    )


def clauses(text: str) -> tuple[str, ...]:
    """The parts of a message that each may say one thing."""
    return tuple(part.strip() for part in _CLAUSES.split(text) if part and part.strip())


def without_numbers(clause: str) -> str:
    """A clause less telephone and business numbers and their labels: what may be a name."""
    bare = _NUMBER.sub(" ", _PHONE.sub(" ", clause))
    bare = re.sub(r"(?:사업자\s?(?:등록)?\s?번호|전화\s?번호|연락처|핸드폰|휴대폰|전화)(?:은|는|이|가|:)?", " ", bare)
    return re.sub(r"\s{2,}", " ", bare).strip(" ,.")


def allowed(field: str, value: FactValue, questions: Questions, today: date) -> bool:
    """Whether a value that was read elsewhere is one that the field takes."""
    question = questions[field]
    if question.kind in ("yes_no", "choice"):
        return value in question.values
    if question.kind in ("amount", "months", "equipment"):
        unit = {"amount": "원", "months": "개월"}.get(question.kind, "")
        return isinstance(parse(question, f"{value}{unit}", today), Accepted)
    return isinstance(value, str) and isinstance(parse(question, value, today), Accepted)


def told_of(field: str, value: FactValue, text: str) -> bool:
    """Whether the words say it: a company that speaks of its factory has not said that it is a small or medium one."""
    return field != "manufacturing_sme" or value != "yes" or bool(_SIZE.search(text))


def told_failure(sentences: tuple[str, ...], notice: Notice, today: date) -> str | None:
    """The sentences of a story that tell of a failure, in their own words."""
    told = [_after_introduction(line) for line in sentences if _tells_failure(line, notice, today)]
    return " ".join(told) or None


def told_of_thing(sentences: tuple[str, ...], notice: Notice, today: date) -> str | None:
    """The first sentence that names the thing, where none tells of a failure in words that are known."""
    for line in sentences:
        part = _after_introduction(line)
        if read(part, notice, today).facts.known("equipment") and read_fault(part):
            return part
    return None


def _tells_failure(line: str, notice: Notice, today: date) -> bool:
    return read(line, notice, today).facts.known("condition") in _BROKEN


def _after_introduction(line: str) -> str:
    """A sentence without the words at its beginning by which the company says who it is."""
    first, *rest = clauses(line)
    return line[line.index(rest[0]) :] if rest and told_company(first) and rest[0] in line else line


def told_place(text: str, office: str) -> str | None:
    """The words of a story that name the place of this office."""
    for mention in find_regions(text):
        if mention.office == office:
            return clean_address(mention.matched) or None
    return None


def words_for(value: FactValue, text: str, notice: Notice, today: date) -> str | None:
    """What the text calls the thing of this value, in its own words; None where it does not name it so."""
    if not text or len(text) > _LONGEST_TOLD:
        return None
    reading = read(text, notice, today)
    words = reading.evidence.get("equipment", "").strip()
    return words if words and reading.facts.known("equipment") == value and len(words) <= _LONGEST_NAME else None


def facts_only(found: Mapping[str, Found]) -> dict[str, FactValue]:
    return {field: one.answer.value for field, one in found.items()}
