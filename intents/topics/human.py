"""Topic `human`: wants a person."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.topics.common import office_of
from intents.world import World


def answer(question: Question, world: World) -> Draft:
    """The way to a person, with the office's number where the place is known."""
    office = office_of(question, world)
    return drafted(
        Decision(None, "office" if office else "open", (office.clause,) if office else ()),
        "human",
        values={"office": office},
        office=office.id if office else None,
        choices=("human:connect", "topic:contact"),
    )
