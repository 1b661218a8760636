"""Amounts in a message to the calculator, each by what it is: quote, cost review's result, or the subsidy one wants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flows.parsing import LEAST_WON, MOST_WON, Accepted, Refused, parse
from flows.questions import Questions, build_questions, flow_data
from intents.reading.money import read_money
from intents.reading.normalise import normalise
from knowledge.facts import FactValue, Open

QUOTE, REVIEWED, WANTED = "quote_amount", "reviewed_amount", "wanted_subsidy"
FIELDS = (QUOTE, REVIEWED, WANTED)
# how the reader of free questions calls the roles of amounts
_ROLES = {"quote_amount": QUOTE, "spent_amount": QUOTE, "reviewed_amount": REVIEWED, "subsidy_claimed": WANTED}


def calculator_questions() -> Questions:
    """The calculator's amounts as questions, read like those of the emergency request."""
    return build_questions({field: {"kind": "amount"} for field in FIELDS}, "flows/calculator/reading.py")


def words() -> Mapping[str, Any]:
    data: Mapping[str, Any] = flow_data("calculator", "words.yaml")
    return data


def read_amounts(text: str, ask: str, today: date) -> dict[str, FactValue] | Refused | None:
    """The amounts of a message by field; why they are none; None where it has none.

    One amount alone answers the open question, unless its own words say that it is another.
    """
    if ask == REVIEWED and re.search(words()["no_review"], text.strip()) and not re.search(r"\d", text):
        return {REVIEWED: Open.LATER}
    line = normalise(text)
    by_role = {
        _ROLES[role]: value for role, value in read_money(line, in_amount_thread=True).facts.items() if role in _ROLES
    }
    if WANTED not in by_role and QUOTE in by_role and len(by_role) == 1 and re.search(words()["wanted"], line):
        by_role = {WANTED: by_role[QUOTE]}
    if set(by_role) - {QUOTE}:
        refused = next((_limits(value) for value in by_role.values() if _limits(value)), None)
        return refused or dict(by_role)
    answer = parse(calculator_questions()[ask], text, today)
    if isinstance(answer, Accepted):
        return {ask: answer.value}
    if isinstance(answer, Refused) and answer.reason == "no_amount":
        # several quotes that are to be added are one cost
        total = by_role.get(QUOTE)
        return (_limits(total) or {ask: total}) if total is not None else None
    return answer if isinstance(answer, Refused) else None


def _limits(value: FactValue | None) -> Refused | None:
    won = int(value) if isinstance(value, int) else 0
    return None if LEAST_WON <= won <= MOST_WON else Refused("absurd_amount", {"won": won})
