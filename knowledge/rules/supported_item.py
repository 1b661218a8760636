"""Gate `supported_item`: the thing is not among those that the notice does not support."""

from __future__ import annotations

from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec
from knowledge.rules.case import UNLISTED, Case, finding, thing_kind, undecided


def supported_item(case: Case, gate: GateSpec) -> Finding:
    """The company's answer and the kind of thing. Reasons: met, on_list, <kind> (subscription, office, consumable),
    unlisted.

    Where the company says that the thing is not on the list although things of its kind are, staff decide. The kind alone
    fails nothing: a rented server and one's own are called by the same word. Cites the list's entry for the kind first.
    """
    kind = thing_kind(case.facts)
    entry = gate.operators["kind_clauses"].get(kind)
    clauses = (entry, *(clause for clause in gate.clauses if clause != entry)) if entry else gate.clauses
    missing = undecided(gate, case.facts, "unsupported_item", clauses=clauses)
    if missing:
        return missing
    if case.facts.known("unsupported_item") != "no":
        return finding(gate, Status.FAIL, "on_list", "unsupported_item", clauses=clauses)
    if kind == UNLISTED or kind in gate.operators["review_kinds"]:
        return finding(gate, Status.REVIEW, kind, "unsupported_item", "equipment", clauses=clauses)
    return finding(gate, Status.PASS, "met", "unsupported_item", clauses=clauses)
