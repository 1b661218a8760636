"""Topic `apply`: where and how to apply."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.topics.common import asked_type, office_of, standings
from intents.world import World
from knowledge.findings import Verdict

PATHS = {"regular": ("apply.regular",), "emergency": ("apply.emergency",)}


def answer(question: Question, world: World) -> Draft:
    """The path on the site for the asked type, else both; by post or in person is a no."""
    asked = asked_type(question)
    paths = PATHS[asked] if asked else ("apply.emergency", "apply.regular")
    if question.about("offline"):
        decision = Decision(Verdict.NO, "offline", ("apply.online", *paths))
    else:
        decision = Decision(None, "path", (*paths, "apply.online"))
    office = office_of(question, world)
    values = {"asked": asked, "site": world.notice.site, "standings": standings(world), "office": office}
    return drafted(decision, "apply", values=values, choices=("topic:documents", "request:start", "human:connect"))
