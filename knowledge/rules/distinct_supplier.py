"""Gate `distinct_supplier`: the supplier is another company than the one that introduced the smart factory."""

from __future__ import annotations

from knowledge.business_number import same_number
from knowledge.company_names import same_company_name
from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec
from knowledge.rules.case import Case, finding, undecided


def distinct_supplier(case: Case, gate: GateSpec) -> Finding:
    """Equal numbers or equal names, however written, fail. Reasons: same_number, same_name, met.

    One equal pair is enough, whatever else is still missing; for a pass both pairs are known and differ.
    """
    facts = case.facts
    own, supplier = facts.known("business_number"), facts.known("supplier_number")
    if own and supplier and same_number(own, supplier):
        return finding(gate, Status.FAIL, "same_number", "business_number", "supplier_number")
    own, supplier = facts.known("company_name"), facts.known("supplier_name")
    if own and supplier and same_company_name(own, supplier):
        return finding(gate, Status.FAIL, "same_name", "company_name", "supplier_name")
    return undecided(gate, facts, *gate.facts) or finding(gate, Status.PASS, "met", *gate.facts)
