"""Topic `coverage`: is this thing or this work supported."""

from __future__ import annotations

from dataclasses import replace

from intents.aspects import aspects_of
from intents.decisions.coverage import coverage
from intents.decisions.decision import Decision
from intents.decisions.disguise import disguise
from intents.decisions.eligibility import COMPANY_GATES
from intents.question import Draft, Question, drafted
from intents.topics import eligibility
from intents.topics.common import not_free, standings, subject_values
from intents.world import World
from knowledge.findings import Verdict


def answer(question: Question, world: World) -> Draft:
    """By the rules of coverage; a company that cannot apply at all gets the answer about itself."""
    trick = disguise(question.facts, world.notice)
    if trick is not None:
        return drafted(trick, "disguise")
    facts = question.facts
    if question.about("other_item") and "work" not in question.said:
        facts = facts.updated({"work": "other", "works": ("other",)}).without("condition")
    decision = coverage(facts, world.notice, world.today, plain=not question.about("entangled"))
    if decision.reason == "work_open" and not question.said.known("equipment"):
        money = aspects_of("amount", question.text)
        if "all_free" in money or {"wrong_rate", "whether"} <= set(money):
            return not_free(world)
    if decision.reason == "repair_only_part" and question.about("all_at_once"):
        decision = replace(decision, verdict=Verdict.NO)
    if decision.reason in COMPANY_GATES or decision.reason == "distinct_supplier":
        return eligibility.draft(decision, question, world)
    values = {**subject_values(question), "standings": standings(world), "tells_selection": False, **decision.values}
    return drafted(decision, "coverage", values=values, choices=_ways_on(decision))


def _ways_on(decision: Decision) -> tuple[str, ...]:
    if decision.verdict is Verdict.NO:
        # what 긴급AS leaves out is what AS지원 is for; what is left out of both, it is not
        return ("regular:path" if decision.reason == "repair_only" else "topic:types", "human:connect")
    if "emergency" in decision.types:
        return ("request:start", "topic:documents", "human:connect")
    if decision.types == ("regular",):
        return ("regular:path", "topic:apply", "topic:documents", "human:connect")
    return ("topic:apply", "topic:documents", "human:connect")
