"""What the opening lines said already, so that it is not asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.engine import judged
from flows.exchange import Context
from flows.extracting import (
    allowed,
    extract,
    facts_only,
    told_failure,
    told_of,
    told_of_thing,
    told_place,
    words_for,
)  # fmt: skip
from flows.questions import Questions
from flows.sentences import sentences, split_asking
from flows.state import EQUIPMENT_WORDS, OFFICE, Entry, State
from flows.stories import told as told_in
from intents.reading import read
from knowledge.business_number import check
from knowledge.evaluation import evaluate
from knowledge.facts import Facts, FactValue, Open
from knowledge.findings import Status
from knowledge.notice import Notice

# facts of a story that are no fields, but that gates judge by
_JUDGED = ("works",)
_NEVER = ("consent", "confirm", "consult", "attachments")
# kinds whose values have been read by the field's own rules already
_AS_THEY_ARE = ("date", "documents", "months", "amount")


def taken_over(
    opening: Facts, raw: str, questions: Questions, notice: Notice, context: Context
) -> dict[str, FactValue]:
    """Facts of the request that the opening lines state.

    A question supposes as often as it states ("체납이면 안 되나요?"): what would make a gate fail is taken over only
    where a statement says it, or where there are no words to look at.
    """
    told, _ = split_asking(raw, telling=True)
    taken = _fields(opening, raw, questions, context)
    stated = extract(told, None, questions, notice, context.today) if told else {}
    taken = {**facts_only({field: one for field, one in stated.items() if not one.answer.doubtful}), **taken}
    taken |= _told(raw, questions, context)
    taken = {field: value for field, value in taken.items() if field not in _NEVER}
    failure = told_failure(sentences(told), notice, context.today) or told_of_thing(
        sentences(told), notice, context.today
    )
    if failure and "fault_description" not in taken:
        taken["fault_description"] = failure
    taken |= _place(opening, raw, taken)
    words = words_for(taken["equipment"], raw, notice, context.today) if "equipment" in taken else None
    if words:
        taken[EQUIPMENT_WORDS] = words
    return _without_supposed(taken, told, raw, notice, context)


def _told(raw: str, questions: Questions, context: Context) -> dict[str, FactValue]:
    """What the words themselves state, field by field: nearer to what was meant than a fact read for another question.

    A business number whose check digit is wrong is asked for; said once more it is taken, as everywhere.
    """
    taken: dict[str, FactValue] = {}
    for field, value in told_in(raw, questions, context.today).items():
        if questions[field].kind == "business_number":
            if check(str(value)).valid_check_digit:
                taken[field] = value
        elif (
            isinstance(value, Open)
            or questions[field].kind in _AS_THEY_ARE
            or allowed(field, value, questions, context.today)
        ):
            taken[field] = value
    return taken


def with_opening(state: State, fact: str, value: FactValue, raw: str, now: datetime) -> State:
    """The state with one fact of the opening lines."""
    return replace(state, entries=(*state.entries, Entry(fact, value, raw, now.isoformat(), opening=True)))


def _fields(opening: Facts, raw: str, questions: Questions, context: Context) -> dict[str, FactValue]:
    taken: dict[str, FactValue] = {}
    for fact, value in opening.items():
        if fact in _JUDGED and isinstance(value, tuple):
            taken[fact] = value
        elif fact not in questions or fact in _NEVER:
            continue
        elif isinstance(value, Open):
            if value in questions[fact].open:
                taken[fact] = value
        elif raw and not told_of(fact, value, raw):
            continue
        elif questions[fact].kind == "date" or allowed(fact, value, questions, context.today):
            taken[fact] = value
    return taken


def _place(opening: Facts, raw: str, taken: dict[str, FactValue]) -> dict[str, FactValue]:
    office = opening.known("office")
    if not office or "site_address" in taken:
        return {}
    named = told_place(raw, str(office))
    return {"site_address": named, OFFICE: str(office)} if named else {}


def _without_supposed(
    taken: dict[str, FactValue], told: str, raw: str, notice: Notice, context: Context
) -> dict[str, FactValue]:
    if not raw.strip():
        return taken
    stated = read(told, notice, context.today).facts if told else Facts()
    facts = judged(Facts(taken), notice, context)
    supposed = {
        fact
        for finding in evaluate(facts, notice, context.today, context.intake_open)
        if finding.status is Status.FAIL
        for fact in finding.facts
        if fact in taken and stated.known(fact) != taken[fact]
    }
    return {fact: value for fact, value in taken.items() if fact not in supposed}
