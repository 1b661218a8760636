"""Gate `failure_repair`: 긴급AS repairs failures and defects, and nothing else."""

from __future__ import annotations

from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec
from knowledge.rules.case import Case, finding, undecided


def failure_repair(case: Case, gate: GateSpec) -> Finding:
    """The answer decides; the description can contradict it. Reasons: met, not_met, described_improvement.

    A description that names only other work fails before the question is asked; one that names such work beside a yes
    is review. Work beside a repair leaves the question open: only the answer tells what the request is for.
    """
    works = set(case.facts.known("works") or ())
    beyond = works & set(gate.operators["beyond_repair"])
    answer = case.facts.known("failure_repair")
    if answer == "no":
        return finding(gate, Status.FAIL, "not_met", "failure_repair")
    if case.facts.state("failure_repair") == "absent" and beyond and beyond == works:
        return finding(gate, Status.FAIL, "described_improvement", "works")
    missing = undecided(gate, case.facts, "failure_repair")
    if missing:
        return missing
    if beyond:
        return finding(gate, Status.REVIEW, "described_improvement", "failure_repair", "works")
    return finding(gate, Status.PASS, "met", "failure_repair")
