"""Gate `track`: one of the two ways in which a company qualifies, each with its own proof."""

from __future__ import annotations

from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec
from knowledge.rules.case import Case, finding, undecided


def track(case: Case, gate: GateSpec) -> Finding:
    """Program: took part and completed it. Self-built: holds the level certificate. Reasons: met, <proof>_missing.

    An unsure track is review even where both proofs are denied: staff find out which one would be needed.
    """
    missing = undecided(gate, case.facts, "track")
    if missing:
        return missing
    way = gate.operators[case.facts.known("track")]
    proof, clauses = way["proof"], tuple(way["clauses"])
    missing = undecided(gate, case.facts, proof, clauses=clauses)
    if missing:
        return missing
    if case.facts.known(proof) == "yes":
        return finding(gate, Status.PASS, "met", "track", proof, clauses=clauses)
    return finding(gate, Status.FAIL, f"{proof}_missing", "track", proof, clauses=clauses)
