"""Topic `types`: AS지원 and 긴급AS compared, both at once, one after the other, or switching between them."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.decisions.disguise import disguise
from intents.decisions.eligibility import exclusion
from intents.decisions.works import beyond_repair, carried_by, works_of
from intents.question import Draft, Question, drafted
from intents.topics import coverage, eligibility
from intents.topics.common import asked_type, standings
from intents.world import World
from knowledge.findings import Verdict

ONE_TYPE = ("other_application", "other_application_state")
COMPARED = (
    "support.emergency.repair_only", "overview.intake.regular", "overview.intake.emergency",
    "procedure.emergency.self_funded", "support.one_type",
)  # fmt: skip
WAYS_ON = ("regular:path", "topic:window", "topic:documents", "request:start")


def answer(question: Question, world: World) -> Draft:
    """By the year's one type, by what each type does, else the comparison."""
    trick = disguise(question.facts, world.notice)
    if trick is not None:
        return drafted(trick, "disguise")
    works = works_of(question.facts)
    excluded = exclusion(question.facts.without(*ONE_TYPE), world.notice, world.today)
    if excluded is not None:
        return eligibility.draft(excluded, question, world)
    decision = _one_type(question)
    if decision is None and works and not question.about("difference"):
        return coverage.answer(question, world)
    decision = decision or Decision(None, "compared", COMPARED)
    values = {
        "standings": standings(world),
        "beyond": beyond_repair(works, world.notice),
        "asked": asked_type(question),
    }
    return drafted(decision, "types", values=values, choices=WAYS_ON)


def _one_type(question: Question) -> Decision | None:
    state = question.facts.known("other_application_state")
    if state == "rejected" or question.about("after_rejection"):
        clauses = ("support.one_type", "support.one_type.example", "window.emergency")
        return Decision(Verdict.YES, "after_rejection", clauses)
    if state == "pending":
        return Decision(Verdict.NO, "pending", ("support.one_type.example", "support.one_type"))
    if state == "selected" or question.facts.known("other_application") == "yes":
        return Decision(Verdict.NO, "selected", ("support.one_type", "support.one_type.example"))
    if state == "last_year":
        return Decision(Verdict.YES, "last_year", ("support.one_type",))
    works = works_of(question.facts)
    if works and len(works) > 1:
        return _bundle(works) if question.about("both", "which") else None
    if question.about("switch"):
        return Decision(
            Verdict.CONDITIONAL, "switch", ("support.one_type", "support.one_type.example", "caution.other_rules")
        )
    asks_both = question.about("whether") or not question.about("difference", "which")
    if question.about("both") and asks_both:
        return Decision(Verdict.NO, "both", ("support.one_type", "support.one_type.example"))
    return None


def _bundle(works: tuple[str, ...]) -> Decision:
    clauses = ("support.emergency.repair_only", *carried_by(works)[:2], "support.regular.repair", "support.one_type")
    return Decision(Verdict.YES, "bundle", clauses, ("regular",))
