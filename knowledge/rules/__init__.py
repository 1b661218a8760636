"""The named rules of the gates that operators cannot say. `gates.yaml` refers to them by these names."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.findings import Finding
from knowledge.notice import GateSpec
from knowledge.rules.case import Case
from knowledge.rules.distinct_supplier import distinct_supplier
from knowledge.rules.documents import documents
from knowledge.rules.failure_repair import failure_repair
from knowledge.rules.in_scope import in_scope
from knowledge.rules.intake_open import intake_open
from knowledge.rules.one_type_per_year import one_type_per_year
from knowledge.rules.supported_item import supported_item
from knowledge.rules.track import track

Rule = Callable[[Case, GateSpec], Finding]

RULES: dict[str, Rule] = {
    "intake_open": intake_open,
    "track": track,
    "one_type_per_year": one_type_per_year,
    "failure_repair": failure_repair,
    "in_scope": in_scope,
    "supported_item": supported_item,
    "distinct_supplier": distinct_supplier,
    "documents": documents,
}
# the facts that each rule reads: gates.yaml lists them, since dialogs ask for what an undecided gate names
RULE_FACTS: dict[str, tuple[str, ...]] = {
    "intake_open": (),
    "track": ("track", "program_completed", "level_certificate"),
    "one_type_per_year": ("other_application", "own_open_request", "other_request_same_number"),
    "failure_repair": ("failure_repair", "works"),
    "in_scope": ("scope_link", "equipment", "track"),
    "supported_item": ("unsupported_item", "equipment"),
    "distinct_supplier": ("company_name", "business_number", "supplier_name", "supplier_number"),
    "documents": ("documents", "tax_certificate_issued_on"),
}
# the data that each rule reads from its gate's entry, by name and kind
RULE_DATA: dict[str, dict[str, str]] = {
    "intake_open": {},
    "track": {"program": "way", "self_built": "way"},
    "one_type_per_year": {},
    "failure_repair": {"beyond_repair": "works"},
    "in_scope": {"review_kinds": "kinds", "program": "clauses", "self_built": "clauses"},
    "supported_item": {"review_kinds": "kinds", "kind_clauses": "clause by kind"},
    "distinct_supplier": {},
    "documents": {"tax_document": "document"},
}
