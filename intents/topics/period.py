"""Topic `period`: how long a project may take."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.decisions.period import CLAUSES, period
from intents.question import Draft, Question, drafted
from intents.world import World
from knowledge.findings import Verdict


def answer(question: Question, world: World) -> Draft:
    """By the gate `duration`, else the notice's own period."""
    decision = period(question.facts, world.notice, world.today)
    if question.about("automatic"):
        decision = Decision(Verdict.NO if question.about("whether") else None, "period", CLAUSES)
    values = {"figures": world.notice.figures, "months": question.facts.known("duration_months")}
    return drafted(decision, "period", values=values, choices=("topic:procedure", "topic:apply"))
