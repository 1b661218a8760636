"""Topic `window`: when to apply, and whether applications are taken."""

from __future__ import annotations

from intents.decisions.window import window
from intents.decisions.works import beyond_repair, works_of
from intents.question import Draft, Question, drafted
from intents.topics.common import standings
from intents.world import World


def answer(question: Question, world: World) -> Draft:
    """By the windows and the intake switch, on the day that the question names or today."""
    wants_verdict = question.about("open_now") and not question.about("starts")
    decision = window(
        question.facts, world.notice, world.today, world.intake_open, wants_verdict, question.about("today")
    )
    values = {
        "day": decision.values["day"],
        "today": world.today,
        "standings": standings(world),
        "asked": decision.types[0] if decision.types else None,
        "only_regular": bool(beyond_repair(works_of(question.facts), world.notice)),
    }
    choices = ("topic:apply", "topic:documents", "request:start")
    return drafted(decision, "window", values=values, choices=choices)
