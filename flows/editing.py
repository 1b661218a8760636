"""Corrections in free words: which earlier answer is meant, and what it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flows.extracting import READ_FIELDS, allowed, clauses, extract
from flows.parsing import Accepted, parse
from flows.questions import Questions, flow_data
from flows.sentences import asks
from intents.reading import read
from knowledge.facts import Facts
from knowledge.notice import Notice
from knowledge.regions import find_regions

# words that fit a correction of the dialog, and not what is asked of a machine ("부품을 바꿔 주세요")
_SURE = re.compile(r"잘못\s?(?:말|적|썼|쓴|눌|누|입력|했|알려)|틀렸|틀리게|틀린|정정|아까|라고요|라니까")
_PARTICLE = r"(?:은|는|이|가|을|를|도|의|만|:)?\s*"


@dataclass(frozen=True)
class Edit:
    """A correction. `field` None: it is not clear which answer is meant; `answer` None: the new value is not said."""

    field: str | None
    answer: Accepted | None


def find_edit(
    text: str, facts: Facts, pending: str | None, questions: Questions, notice: Notice, today: date
) -> Edit | None:
    """The correction that a message makes of an answered field, or None where it makes none."""
    words = flow_data("emergency", "words.yaml")
    cue = re.search(words["correction"], text)
    if not cue or asks(text):
        return None
    sure = bool(_SURE.search(text))
    if pending is not None and questions[pending].kind == "text" and not sure:
        return None
    field, name = named_field(text, facts)
    candidates = tuple(_values(text, name))
    if field is not None:
        return Edit(field, _value_for(field, candidates, facts, questions, notice, today))
    for candidate in candidates:
        found = _by_form(candidate, facts, questions, notice, today)
        if found:
            return found
    return Edit(None, None) if sure and len(text) < 60 else None


def named_field(text: str, facts: Facts) -> tuple[str | None, str]:
    """The answered field that the text names, by the longest name, and that name."""
    names: dict[str, list[str]] = flow_data("emergency", "words.yaml")["names"]
    best: tuple[str | None, str] = (None, "")
    for field, forms in names.items():
        for form in forms:
            if field in facts and form in text and len(form) > len(best[1]):
                best = (field, form)
    return best


def _values(text: str, name: str) -> Iterator[str]:
    """The parts of a correction that may be the new value, the likeliest first."""
    words = flow_data("emergency", "words.yaml")
    for pattern in words["new_value"]:
        for match in re.finditer(pattern, text):
            yield _without_name(match["value"], name)
    parts = [part for part in re.split(r"[.!](?!\d)\s*|\n", text) for part in clauses(part)]
    for part in parts:
        if not re.search(words["correction"], part):
            yield _without_name(part, name)
    for match in re.finditer(words["correction"], text):
        yield _without_name(re.sub(r"^[가-힣]*[ ,.]+", "", text[match.end() :]), name)
    for part in parts:
        yield _without_name(re.sub(words["correction"] + r"[가-힣]*", " ", part), name)


def _without_name(value: str, name: str) -> str:
    bare = re.sub(rf"(?:^|(?<=\s)){re.escape(name)}{_PARTICLE}", "", value) if name else value
    bare = re.sub(r"^(?:아까|아니|아뇨|사실은?|실은|근데|그거|다시)[ ,]+", "", bare.strip())
    return bare.strip(" ,.")


def _value_for(
    field: str, candidates: tuple[str, ...], facts: Facts, questions: Questions, notice: Notice, today: date
) -> Accepted | None:
    question = questions[field]
    for candidate in candidates:
        if not candidate:
            continue
        said = read(candidate, notice, today).facts.known(field) if field in READ_FIELDS else None
        if said is not None and allowed(field, said, questions, today):
            answer: Accepted | None = Accepted(said)
        else:
            parsed = parse(question, candidate, today)
            answer = parsed if isinstance(parsed, Accepted) else None
        if answer and answer.value != facts[field]:
            return answer
    return None


def _by_form(candidate: str, facts: Facts, questions: Questions, notice: Notice, today: date) -> Edit | None:
    """A correction without a field's name: the value itself tells which field it is."""
    for field, found in extract(candidate, None, questions, notice, today).items():
        if field in facts and found.answer.value != facts[field]:
            return Edit(field, found.answer)
    if "site_address" in facts and find_regions(candidate):
        answer = parse(questions["site_address"], candidate, today)
        if isinstance(answer, Accepted) and answer.value != facts["site_address"]:
            return Edit("site_address", answer)
    return None
