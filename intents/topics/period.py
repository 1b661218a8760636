"""Topic `period`: how long a project may take."""

from __future__ import annotations

from intents.decisions.period import period
from intents.question import Draft, Question, drafted
from intents.world import World


def answer(question: Question, world: World) -> Draft:
    """By the gate `duration`, else the notice's own period."""
    decision = period(question.facts, world.notice, world.today)
    values = {"figures": world.notice.figures, "months": question.facts.known("duration_months")}
    return drafted(decision, "period", values=values, choices=("topic:procedure", "topic:apply"))
