"""Topic `smalltalk`: greetings, thanks, who are you, anger."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.world import World

SIDES = ("bot", "insult", "thanks", "help")


def answer(question: Question, world: World) -> Draft:
    """A short word back, and what can be asked."""
    side = next((side for side in SIDES if question.about(side)), "greeting")
    choices = ("topic:coverage", "topic:amount", "topic:apply", "request:start")
    values = {"number": world.notice.number}
    return drafted(Decision(None, side, ()), "smalltalk", values=values, choices=choices, outside=True)
