"""Gates that data alone decides: the closed set of operators over one fact."""

from __future__ import annotations

from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec
from knowledge.rules.case import Case, finding, undecided

VALUE_OPERATORS = ("pass_if", "fail_if")  # a value of the fact's closed list
LIMIT_OPERATORS = ("review_above", "fail_above")  # the name of a figure; up to the limit itself it holds
OPERATORS = VALUE_OPERATORS + LIMIT_OPERATORS


def by_operators(case: Case, gate: GateSpec) -> Finding:
    """The finding of a gate without a rule. Reasons: met, not_met, above_limit, needs_approval, and those of no value."""
    (fact,) = gate.facts
    missing = undecided(gate, case.facts, fact)
    if missing:
        return missing
    value = case.facts[fact]
    if any(name in gate.operators for name in LIMIT_OPERATORS):
        return _by_limits(case, gate, fact)
    if value == gate.operators["fail_if"]:
        return finding(gate, Status.FAIL, "not_met", fact)
    if value == gate.operators["pass_if"]:
        return finding(gate, Status.PASS, "met", fact)
    # a value outside the closed list is nothing that a rule may read as a yes
    return finding(gate, Status.REVIEW, "unsure", fact)


def _by_limits(case: Case, gate: GateSpec, fact: str) -> Finding:
    if _above(case, gate, "fail_above", fact):
        return finding(gate, Status.FAIL, "above_limit", fact)
    if _above(case, gate, "review_above", fact):
        return finding(gate, Status.REVIEW, "needs_approval", fact)
    return finding(gate, Status.PASS, "met", fact)


def _above(case: Case, gate: GateSpec, operator: str, fact: str) -> bool:
    name = gate.operators.get(operator)
    return name is not None and case.facts.known(fact) > getattr(case.notice.figures, name)
