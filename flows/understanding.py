"""One message while a question is open: its answer, what else it says, and what it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from flows.extracting import Found, clauses, extract, without_numbers
from flows.parsing import Accepted, Parsed, Refused, parse
from flows.questions import Questions, flow_data
from flows.sentences import split_asking
from knowledge.facts import Facts
from knowledge.notice import Notice

_NAMES = ("company", "person")
# "this could not be read" says little where the message said something else
_VAGUE = ("name", "fault", "thing", "no_date", "no_amount", "no_duration", "no_place", "phone", "not_digits")
_STEERING = ("consent", "confirm", "consult")


@dataclass(frozen=True)
class Understood:
    """`answer` is for the open question, `others` for fields that are still unanswered, `asking` what is asked."""

    answer: Parsed
    others: dict[str, Accepted]
    asking: str


def command(text: str) -> str | None:
    """The command of the dialog that a message is: cancel, back, why, resume, edit, summary, person."""
    commands: dict[str, str] = flow_data("emergency", "words.yaml")["commands"]
    line = re.sub(r"[\s.!?~,…]+$", "", text.strip())
    for name in ("cancel", "back", "why", "resume", "edit", "summary", "person"):
        if len(line) <= 40 and re.search(commands[name], line):
            return name
    return None


def finished(text: str) -> bool:
    """Whether a message says that a list is complete."""
    return len(text) <= 30 and bool(re.search(flow_data("emergency", "words.yaml")["commands"]["done"], text.strip()))


def understand(text: str, pending: str, facts: Facts, questions: Questions, notice: Notice, today: date) -> Understood:
    """Read a message against the open question and against all fields that are not answered yet."""
    question = questions[pending]
    told, asking = split_asking(text, telling=question.kind == "text")
    if not told:
        return Understood(None, {}, asking)
    found = extract(told, pending, questions, notice, today)
    if pending in found and pending not in _STEERING:
        answer: Parsed = found[pending].answer
    elif question.kind in _NAMES:
        answer, found = _name(told, pending, found, questions, notice, today)
    else:
        answer = parse(question, told, today)
    others = {
        field: one.answer
        for field, one in found.items()
        if field != pending and field not in facts and field not in _STEERING and not one.answer.doubtful
    }
    if isinstance(answer, Refused) and answer.reason in _VAGUE and (others or asking):
        answer = None
    return Understood(answer, others, asking)


def _name(
    told: str, pending: str, found: dict[str, Found], questions: Questions, notice: Notice, today: date
) -> tuple[Parsed, dict[str, Found]]:
    """A name is the first part of the message that can be one; the words of a name state nothing else."""
    refused: Parsed = None
    parts = clauses(told)
    for index, part in enumerate(parts):
        bare = without_numbers(part)
        if not bare:
            continue
        answer = parse(questions[pending], bare, today)
        if isinstance(answer, Accepted):
            rest = ", ".join([*parts[:index], *parts[index + 1 :]])
            formed = {field: one for field, one in found.items() if one.by_form}
            return answer, {**(extract(rest, pending, questions, notice, today) if rest else {}), **formed}
        refused = refused or answer
    return refused, found
