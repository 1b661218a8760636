"""Whether a company can apply, judged by the gates of the request on what the question says."""

from __future__ import annotations

from datetime import date

from intents.decisions.decision import Decision, unique
from intents.decisions.derived import derived
from knowledge.evaluation import evaluate
from knowledge.facts import Facts
from knowledge.findings import Finding, Status, Verdict
from knowledge.notice import Notice

# the gates about the company itself, in the order in which an officer names them
COMPANY_GATES = (
    "operating", "tax_clear", "not_sanctioned", "manufacturing_sme", "track", "needs_supplier", "one_type_per_year",
)  # fmt: skip
KIN = ("relative", "same_owner", "affiliate")


def company_findings(facts: Facts, notice: Notice, today: date) -> dict[str, Finding]:
    """The findings of the gates about the company, by gate, in the order of COMPANY_GATES."""
    found = {finding.gate: finding for finding in evaluate(derived(facts), notice, today, {})}
    return {gate: found[gate] for gate in COMPANY_GATES}


def exclusion(facts: Facts, notice: Notice, today: date) -> Decision | None:
    """The no of the first gate that fails, with the clauses of all that fail; None where none fails."""
    if facts.known("same_company") == "same":
        return _same_company(notice)
    failed = [finding for finding in company_findings(facts, notice, today).values() if finding.status is Status.FAIL]
    if not failed:
        return None
    clauses = tuple(clause for finding in failed for clause in _clauses(finding, facts, notice))
    firsts = tuple(_clauses(finding, facts, notice)[0] for finding in failed)
    values = {"failed": tuple(finding.gate for finding in failed)}
    return Decision(Verdict.NO, failed[0].gate, unique((*firsts, *clauses)), values=values)


def eligibility(facts: Facts, notice: Notice, today: date) -> Decision:
    """Can this company apply: no by a failing gate, yes by what is fulfilled, else the fact that would settle it."""
    excluded = exclusion(facts, notice, today)
    if excluded is not None:
        return excluded
    if facts.known("same_company") in KIN:
        clauses = ("caution.same_company", "caution.other_rules", *notice.gates["needs_supplier"].clauses[:1])
        return Decision(Verdict.CONDITIONAL, "kin", clauses, values={"kin": facts.known("same_company")})
    if facts.known("other_application_state") == "other_programme":
        return Decision(Verdict.UNKNOWN, "other_programme", ("caution.other_rules", "support.one_type"))
    findings = company_findings(facts, notice, today)
    unsure = [finding for finding in findings.values() if finding.status is Status.REVIEW]
    if unsure:
        clauses = (*unsure[0].clauses, *_proof(unsure[0].gate), "caution.other_rules")
        return Decision(Verdict.CONDITIONAL, f"{unsure[0].gate}_unsure", clauses)
    passed = [
        gate for gate, finding in findings.items() if finding.status is Status.PASS and gate != "manufacturing_sme"
    ]
    if passed:
        clauses = tuple(clause for gate in passed for clause in _clauses(findings[gate], facts, notice))
        firsts = tuple(_clauses(findings[gate], facts, notice)[0] for gate in passed)
        return Decision(Verdict.YES, passed[0], unique((*firsts, *clauses)), values={"passed": tuple(passed)})
    both = notice.gates["manufacturing_sme"].clauses
    track = facts.known("track")
    if track == "program":
        return Decision(Verdict.CONDITIONAL, "program_open", both, missing="program_completed")
    if track == "self_built":
        clauses = ("eligibility.self_built", "eligibility.level_certificate", "documents.track")
        return Decision(Verdict.CONDITIONAL, "self_built_open", clauses, missing="level_certificate")
    return Decision(Verdict.CONDITIONAL, "open", both, missing="track")


def _same_company(notice: Notice) -> Decision:
    gate = notice.gates["distinct_supplier"]
    clauses = unique((*gate.clauses, *notice.gates["needs_supplier"].clauses))
    return Decision(Verdict.NO, "distinct_supplier", clauses, values={"failed": ("distinct_supplier",)})


def _clauses(finding: Finding, facts: Facts, notice: Notice) -> tuple[str, ...]:
    """A finding's clauses, the one that speaks of this very case first."""
    if finding.gate == "manufacturing_sme" and derived(facts).known("track") == "self_built":
        return tuple(reversed(finding.clauses))
    if finding.gate == "one_type_per_year" and facts.known("other_application_state") == "pending":
        return tuple(reversed(finding.clauses))
    return (*(finding.clauses or notice.gates[finding.gate].clauses), *_proof(finding.gate))


def _proof(gate: str) -> tuple[str, ...]:
    """The paper in which a gate's fact is shown."""
    return {"tax_clear": ("documents.tax",), "track": ("documents.track",)}.get(gate, ())
