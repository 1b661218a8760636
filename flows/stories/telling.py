"""Everything that a story or a form says about the fields of a request."""

from __future__ import annotations

import re
from datetime import date

from flows.parsing import Accepted, parse
from flows.questions import Questions
from flows.sentences import split_asking
from flows.stories import figures, people
from flows.stories.segments import Segment, segments
from flows.stories.standing import labelled, plain_statements, statements
from flows.stories.words import words
from knowledge.facts import FactValue, Open

_NUMBER = re.compile(r"(?<![\d-])\d{3}[- ]?\d{2}[- ]?\d{5}(?![\d-])")
_PHONE = re.compile(r"(?<![\d-])0\d{1,2}[- .)]{0,2}\d{3,4}[- .]?\d{4}(?![\d-])")
_SUPPLIES = re.compile(r"공급|수리|업체|vendor|맡|견적|고치|고쳐", re.IGNORECASE)
_LATER = re.compile(r"나중에|추후|그때|아직|받는 ?대로|미정|물어보고")
_FREE = ("company_name", "supplier_name", "contact_name", "fault_description", "equipment", "site_address")


def told(text: str, questions: Questions, today: date) -> dict[str, FactValue]:
    """Fields with what the text states about them. Questions in it have been taken out before.

    A value behind a label counts before what a sentence says.
    """
    parts = segments(text)
    found: dict[str, FactValue] = {}
    stated: list[str] = []
    for part in parts:
        for field, value in _labelled(part, questions, today, found).items():
            found.setdefault(field, value)
        said = part.text if part.label else split_asking(part.text, telling=True)[0]
        stated.append(f"{part.label}: {said}" if part.label else said)
    flat = "\n".join(stated)
    loose = "\n".join(line for part, line in zip(parts, stated, strict=True) if _field(part) is None)
    for field, said in {**plain_statements(flat), **statements(loose)}.items():
        found.setdefault(field, said)
    _names(flat, found)
    _numbers(flat, found)
    _figures(flat, text, questions, today, found)
    return found


def _field(part: Segment) -> str | None:
    label = re.sub(r"[\s*]+", "", part.label)
    return next((name for name, pattern in words().labels.items() if label and pattern.search(label)), None)


def _labelled(part: Segment, questions: Questions, today: date, found: dict[str, FactValue]) -> dict[str, FactValue]:
    field = _field(part)
    if field == "company_name" and field in found:
        field = "supplier_name"
    if field is None:
        return {}
    value = part.text
    if questions[field].kind in ("yes_no", "choice"):
        said = labelled(field, value)
        return {} if said is None or said not in questions[field].values else {field: said}
    if field in ("supplier_name", "company_name"):
        name = _NUMBER.sub(" ", value.split("(사업자")[0].split("(등록")[0])
        name = re.split(r",|/| \(|\(\s*\)|견적", name)[0].strip(" ,.()")
        return {field: name} if 2 <= len(name) <= 30 and re.search(r"[가-힣A-Za-z]{2}", name) else {}
    if field == "contact_name":
        person = people.contact(f"담당 {value}") or people.named(value)
        return {field: person} if person else {}
    if field == "fault_description":
        return {field: value} if len(value) >= 4 else {}
    if field == "documents":
        papers = figures.papers(f"서류: {value}", questions)
        return {field: papers} if papers else {}
    if _LATER.search(value) and Open.LATER in questions[field].open and not re.search(r"\d", value):
        return {field: Open.LATER}
    answer = parse(questions[field], value, today)
    return {field: answer.value} if isinstance(answer, Accepted) and not answer.doubtful else {}


def _numbers(text: str, found: dict[str, FactValue]) -> None:
    """Business numbers: one's own, and the supplier's, which stands with its name or with words of repairing."""
    bare = _PHONE.sub(lambda match: " " * len(match.group()), text)
    for match in _NUMBER.finditer(bare):
        digits = re.sub(r"\D", "", match.group())
        if digits in found.values():
            continue
        before = bare[max(0, match.start() - 34) : match.start()].rpartition("\n")[2]
        supplies = bool(_SUPPLIES.search(before)) and not re.search(
            r"(?:상호|회사|기업|발신|당사|저희)[^\n]{0,20}$", before
        )
        field = "supplier_number" if supplies or "business_number" in found else "business_number"
        found.setdefault(field, digits)


def _names(text: str, found: dict[str, FactValue]) -> None:
    if "supplier_name" not in found:
        name = people.supplier(text)
        if name:
            found["supplier_name"] = name
    others = [str(found["supplier_name"])] if isinstance(found.get("supplier_name"), str) else []
    own = None if "company_name" in found else people.own_company(text, others)
    if own:
        found["company_name"] = own
    person = None if "contact_name" in found else people.contact(text)
    if person:
        found["contact_name"] = person


def _figures(text: str, whole: str, questions: Questions, today: date, found: dict[str, FactValue]) -> None:
    bare = _NUMBER.sub(" ", _PHONE.sub(" ", text))
    made: dict[str, FactValue | None] = {
        "quote_amount": figures.quote_amount(bare) or figures.reported_amount(whole),
        "duration_months": figures.months(bare),
        "occurred_on": figures.occurred(bare, today),
        "documents": figures.papers(text, questions) or None,
        "tax_certificate_issued_on": figures.tax_certificate_day(text, questions, today),
    }
    if figures.amount_later(text):
        made["quote_amount"] = Open.LATER
    for field, value in made.items():
        if value is not None:
            found.setdefault(field, value)
