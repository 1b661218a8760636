"""Topic `overview`: what the programme is, its size, its number."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.question import Draft, Question, drafted
from intents.world import World

SIDES = {
    "number": ("head.notice",),
    "issuer": ("head.notice",),
    "scale_change": ("overview.scale.note", "overview.scale"),
    "scale": ("overview.scale", "overview.scale.note"),
    "purpose": ("overview.purpose", "overview.terms"),
}
ALL = ("overview.purpose", "overview.scale", "overview.terms", "overview.intake.regular", "overview.intake.emergency")


def answer(question: Question, world: World) -> Draft:
    """The sides that are asked about, else the programme in short."""
    sides = tuple(side for side in SIDES if question.about(side)) or ("all",)
    clauses = tuple(clause for side in sides for clause in SIDES.get(side, ALL))
    values = {"sides": sides, "figures": world.notice.figures, "title": world.notice.title, "number": world.notice.number,
              "issued_on": world.notice.issued_on, "site": world.notice.site}  # fmt: skip
    choices = ("topic:coverage", "topic:eligibility", "topic:amount")
    return drafted(Decision(None, sides[0], clauses), "overview", values=values, choices=choices)
