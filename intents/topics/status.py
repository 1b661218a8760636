"""Topic `status`: asks about a filed request."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.topics.common import asked_type, office_of
from intents.world import World


def answer(question: Question, world: World) -> Draft:
    """Where the state of a request is seen; this conversation shows its own requests by the channel's command."""
    office = office_of(question, world)
    kind = "regular" if asked_type(question) == "regular" else "emergency"
    clauses = (f"procedure.{kind}", "selection.schedule_note", *((office.clause,) if office else ()))
    reason = "withdraw" if question.about("withdraw") else "where"
    steps = [step.title for step in world.notice.procedures[kind][1:5]]
    values = {"site": world.notice.site, "office": office, "steps": steps}
    return drafted(
        Decision(None, reason, clauses), "status", values=values, office=office.id if office else None, quotes=0,
        choices=("human:connect", "topic:contact"),
    )  # fmt: skip
