"""Gate `in_scope`: the thing belongs to the smart factory, or gives its solution data."""

from __future__ import annotations

from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec
from knowledge.rules.case import UNLISTED, Case, finding, thing_kind, undecided


def in_scope(case: Case, gate: GateSpec) -> Finding:
    """The company's answer, which staff check where the thing is of a kind that rarely belongs.

    Reasons: met, not_linked, <kind> (office, facility, machine), unlisted. Cites the scope of the company's track where known.
    """
    clauses = tuple(gate.operators.get(case.facts.known("track") or "", gate.clauses))
    missing = undecided(gate, case.facts, "scope_link", clauses=clauses)
    if missing:
        return missing
    if case.facts.known("scope_link") != "yes":
        return finding(gate, Status.FAIL, "not_linked", "scope_link", clauses=clauses)
    kind = thing_kind(case.facts)
    if kind == UNLISTED or kind in gate.operators["review_kinds"]:
        return finding(gate, Status.REVIEW, kind, "scope_link", "equipment", clauses=clauses)
    return finding(gate, Status.PASS, "met", "scope_link", clauses=clauses)
