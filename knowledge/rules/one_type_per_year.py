"""Gate `one_type_per_year`: one application of either type in the notice's year; a rejected one does not count."""

from __future__ import annotations

from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec
from knowledge.rules.case import Case, finding, undecided


def one_type_per_year(case: Case, gate: GateSpec) -> Finding:
    """Fails on the person's own answer or own earlier request. Reasons: other_application, own_request, same_number, met.

    Another person's request with the same business number is review. That finding is for staff: what the company sees
    is evaluated without the fact `other_request_same_number`.
    """
    facts = case.facts
    if facts.known("own_open_request") == "yes":
        return finding(gate, Status.FAIL, "own_request", "own_open_request")
    if facts.known("other_application") == "yes":
        return finding(gate, Status.FAIL, "other_application", "other_application")
    missing = undecided(gate, facts, "other_application")
    if missing and missing.status is Status.OPEN:
        return missing
    if facts.known("other_request_same_number") == "yes":
        return finding(gate, Status.REVIEW, "same_number", "other_application", "other_request_same_number")
    return missing or finding(gate, Status.PASS, "met", "other_application")
