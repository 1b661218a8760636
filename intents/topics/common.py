"""What several topics need: the asked office, how the windows stand, and names of what a question is about."""

from __future__ import annotations

from typing import Any

from intents.decisions.decision import Decision
from intents.decisions.works import works_of
from intents.question import Draft, Question, drafted
from intents.world import World
from knowledge.equipment import all_equipment
from knowledge.findings import Verdict
from knowledge.notice import Office
from knowledge.windows import WindowStanding, standing

SUPPORT_TYPES = ("regular", "emergency")


def office_of(question: Question, world: World) -> Office | None:
    """The office that the message or the thread names."""
    return world.notice.offices.get(str(question.facts.known("office")))


def standings(world: World) -> dict[str, WindowStanding]:
    """How each support type's window stands today."""
    return {kind: standing(kind, world.notice, world.today, world.intake_open) for kind in SUPPORT_TYPES}


def asked_type(question: Question) -> str | None:
    """The one support type that is named; None for neither or both."""
    named = question.facts.known("support_type")
    return str(named) if named in SUPPORT_TYPES else None


def not_free(world: World) -> Draft:
    """The no to the belief that all of it, or another share than the notice's, is paid."""
    values = {"figures": world.notice.figures, "money": None, "claimed": None, "asks_own": False, "wants_cap": False}
    values |= {"needed": None, "own_claimed": None}
    decision = Decision(Verdict.NO, "not_free", ("overview.terms", "overview.limit"))
    return drafted(decision, "amount", values=values, choices=("topic:coverage", "topic:documents"))


def subject_values(question: Question) -> dict[str, Any]:
    """What the question is about, for the headline: the thing's label or "", and its works."""
    things = all_equipment()
    main = question.facts.known("equipment")
    return {"thing": things[main].label if main in things else "", "works": works_of(question.facts)}
