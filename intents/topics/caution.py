"""Topic `caution`: cost review, same company, fifteen business days, overspending."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intents.answer import Row
from intents.aspects import aspects_of
from intents.decisions.decision import Decision
from intents.decisions.disguise import disguise
from intents.decisions.eligibility import eligibility
from intents.question import Draft, Question, drafted
from intents.topics import amount, procedure
from intents.topics import eligibility as eligibility_topic
from intents.topics.common import SUPPORT_TYPES
from intents.world import World
from knowledge.business_days import add_business_days
from knowledge.findings import Verdict

SIDES = {
    "fifteen_days": ("caution.fifteen_days",),
    "excess": ("caution.self_funded_excess", "procedure.emergency.agreement", "caution.lower_amount"),
    "lower": ("caution.lower_amount", "procedure.emergency.agreement", "caution.cost_review"),
    "cost_review": ("caution.cost_review", "caution.lower_amount"),
}
# what is presumed beside a side, and wrong: no exemption for small sums, no higher amount, no refund of the excess
PRESUMED_WRONG = {"cost_review": "exempt", "lower": "raised", "excess": "refund"}


def answer(question: Question, world: World) -> Draft:
    """The caution that is asked about, else all of them."""
    trick = disguise(question.facts, world.notice)
    if trick is not None:
        return drafted(trick, "disguise")
    if question.facts.known("same_company") or question.facts.known("self_capable") == "yes":
        return eligibility_topic.draft(eligibility(question.facts, world.notice, world.today), question, world)
    costs = [
        fact for fact in ("quote_amount", "spent_amount", "agreed_amount", "reviewed_amount") if fact in question.facts
    ]
    if len(costs) > 1:
        return amount.answer(question, world)
    if "change_deadline" in aspects_of("procedure", question.text):
        return procedure.answer(replace(question, aspects=("change_deadline",)), world)
    side = next((side for side in SIDES if question.about(side)), "all")
    if side == "all" and question.about("same_company"):
        apart = question.about("distinct")
        named = Decision(Verdict.CONDITIONAL, "kin", ("caution.same_company", "caution.other_rules")) if apart else None
        return eligibility_topic.draft(named or eligibility(question.facts, world.notice, world.today), question, world)
    clauses = SIDES.get(side, world.notice.cautions)
    late = side == "fifteen_days" and question.about("late_start") and question.about("whether")
    verdict = Verdict.NO if late or question.about(PRESUMED_WRONG.get(side, "")) else None
    day = question.facts.known("on_date")
    last = add_business_days(day, world.notice.figures.start_business_days) if isinstance(day, date) else None
    values = {
        "wrong": verdict is Verdict.NO,
        "day": day,
        "last": last,
        "figures": world.notice.figures,
        "cautions": _titles(world),
    }
    rows: tuple[Row, ...] = ()
    if "who" in aspects_of("procedure", question.text):
        rows = procedure.steps_named(question.text, SUPPORT_TYPES, world)
    return drafted(Decision(verdict, side, clauses), "caution", values=values, rows=rows, choices=("human:connect",))


def _titles(world: World) -> tuple[str, ...]:
    return tuple(world.notice.clauses[clause].title for clause in world.notice.cautions)
