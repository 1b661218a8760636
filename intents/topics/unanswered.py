"""Topic `unanswered`: about the programme, but the notice does not say."""

from __future__ import annotations

from intents.aspects import subjects
from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.topics.common import office_of
from intents.world import World
from knowledge.findings import Verdict

OTHER_RULES = "caution.other_rules"


def answer(question: Question, world: World) -> Draft:
    """Says that the notice leaves it open, what it does say nearby, and who answers."""
    subject = subjects().get(question.subject or "")
    office = office_of(question, world)
    nearby = subject.clauses if subject else ()
    clauses = (OTHER_RULES, *nearby, *((office.clause,) if office else ()))
    values = {"title": subject.title if subject else "", "office": office}
    return drafted(
        Decision(Verdict.UNKNOWN, question.subject or "open", clauses),
        "unanswered",
        values=values,
        office=office.id if office else None,
        choices=("office:send", "human:connect"),
        quotes=len(clauses),
    )
