"""Asking to dress one thing up as another: always a no, with the clause that sees through it."""

from __future__ import annotations

from intents.decisions.decision import Decision
from intents.decisions.works import beyond_repair, works_of
from knowledge.equipment import all_equipment
from knowledge.facts import Facts
from knowledge.findings import Verdict
from knowledge.notice import Notice

OWN_WORK = ("caution.same_company", "excluded.self_capable")


def disguise(facts: Facts, notice: Notice) -> Decision | None:
    """The no to an upgrade called a failure, to an invoice through somebody, or to a split quote; None without one."""
    if facts.known("disguise") is None or facts.known("licence") in ("term", "rental"):
        return None  # a fee in a quote is no disguise that needs another reason than the fee's own
    if facts.known("same_company") is not None or facts.known("self_capable") == "yes":
        return Decision(Verdict.NO, "own_work", OWN_WORK)
    if facts.known("support_type") == "both" or facts.known("amounts") or facts.known("subsidy_claimed"):
        return Decision(Verdict.NO, "split", ("support.one_type", "overview.limit", "overview.terms"))
    named = (all_equipment()[str(value)] for value in facts.known("equipments") or () if value in all_equipment())
    if any(thing.kind in ("office", "facility") for thing in named):
        return Decision(Verdict.NO, "general", ("unsupported.unrelated", "scope.program", "scope.self_built"))
    clauses = ("support.emergency.repair_only", "scoring.emergency.urgent", "scoring.emergency.scope")
    if beyond_repair(works_of(facts), notice) or facts.known("support_type") == "emergency":
        return Decision(Verdict.NO, "called_failure", clauses)
    return Decision(Verdict.NO, "general", (*clauses[1:], "caution.same_company", "caution.cost_review"))
