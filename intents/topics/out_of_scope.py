"""Topic `out_of_scope`: not about this programme."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.world import World


def answer(question: Question, world: World) -> Draft:
    """Turns away kindly and says what can be asked; other companies' data is refused."""
    reason = "private" if question.about("private") else "other"
    choices = ("topic:coverage", "topic:amount", "topic:apply", "human:connect")
    return drafted(
        Decision(None, reason, ()),
        "out_of_scope",
        values={"number": world.notice.number},
        choices=choices,
        outside=True,
    )
