"""All gates of an emergency request, judged on the facts known so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from knowledge.facts import Facts
from knowledge.findings import Finding
from knowledge.notice import Notice
from knowledge.rules import RULES
from knowledge.rules.case import Case
from knowledge.rules.operators import by_operators


def evaluate(facts: Facts, notice: Notice, today: date, intake_open: Mapping[str, bool]) -> tuple[Finding, ...]:
    """One finding for each gate, in the notice's order; `today` is the day of sending.

    The same findings serve the guided request and a free question: an absent fact leaves its gate open. What
    `intake_open` says is in `knowledge.windows.standing`.
    """
    case = Case(facts, notice, today, intake_open)
    return tuple(
        RULES[gate.rule](case, gate) if gate.rule else by_operators(case, gate) for gate in notice.gates.values()
    )
