"""Gate `documents`: all papers, and a tax certificate that still counts on the day of sending."""

from __future__ import annotations

from knowledge.findings import Finding, Status
from knowledge.months import add_months
from knowledge.notice import GateSpec
from knowledge.rules.case import Case, finding, undecided


def documents(case: Case, gate: GateSpec) -> Finding:
    """Never fails: what is missing is listed. Reasons: met, missing, tax_certificate_old, tax_certificate_in_future.

    The certificate counts up to the same day of the month, `tax_certificate_months` on. Its day is needed only where all
    papers are there: with one missing the gate is review whatever it is.
    """
    unanswered = undecided(gate, case.facts, "documents")
    if unanswered:
        return unanswered
    there = set(case.facts.known("documents"))
    lacking = [paper for paper in case.notice.documents if paper.key not in there]
    if lacking:
        clauses = tuple(dict.fromkeys(paper.clause for paper in lacking))
        return finding(gate, Status.REVIEW, "missing", "documents", clauses=clauses)
    tax_clause = tuple(paper.clause for paper in case.notice.documents if paper.key == gate.operators["tax_document"])
    unanswered = undecided(gate, case.facts, "tax_certificate_issued_on", clauses=tax_clause)
    if unanswered:
        return unanswered
    issued = case.facts.known("tax_certificate_issued_on")
    used = ("documents", "tax_certificate_issued_on")
    if issued > case.today:
        return finding(gate, Status.REVIEW, "tax_certificate_in_future", *used, clauses=tax_clause)
    if case.today > add_months(issued, case.notice.figures.tax_certificate_months):
        return finding(gate, Status.REVIEW, "tax_certificate_old", *used, clauses=tax_clause)
    return finding(gate, Status.PASS, "met", *used)
