"""Whether a company can apply."""

from __future__ import annotations

from datetime import date

import pytest

from intents.decisions.eligibility import eligibility
from knowledge.facts import Facts, FactValue
from knowledge.loading import default_notice

TODAY = date(2023, 7, 3)

CASES: list[tuple[str, dict[str, FactValue], str, str]] = [
    ("completed the programme", {"program_state": "completed"}, "yes", "eligibility.program"),
    ("still in the programme", {"program_state": "ongoing"}, "no", "eligibility.program"),
    ("gave the programme up", {"program_state": "abandoned"}, "no", "eligibility.program"),
    (
        "self-built with certificate",
        {"track": "self_built", "level_certificate": "yes"},
        "yes",
        "eligibility.self_built",
    ),
    ("self-built without", {"track": "self_built", "level_certificate": "no"}, "no", "eligibility.self_built"),
    ("certificate pending", {"level_certificate_pending": "yes"}, "no", "eligibility.self_built"),
    ("midsize", {"company_kind": "midsize"}, "no", "eligibility.program"),
    (
        "no manufacturer, self-built",
        {"company_kind": "not_manufacturer", "track": "self_built"},
        "no",
        "eligibility.self_built",
    ),
    ("closed", {"closed": "yes"}, "no", "excluded.closed"),
    ("about to resume", {"closed_resuming": "yes"}, "no", "excluded.closed"),
    ("arrears", {"tax_state": "arrears"}, "no", "excluded.tax"),
    ("arrears paid", {"tax_state": "paid", "tax_arrears": "yes"}, "yes", "excluded.tax"),
    ("paying in instalments", {"tax_state": "instalment"}, "conditional", "excluded.tax"),
    ("sanctioned", {"sanction_state": "running"}, "no", "excluded.sanction"),
    ("sanction over", {"sanction_state": "ended"}, "yes", "excluded.sanction"),
    ("repairs itself", {"self_capable": "yes"}, "no", "excluded.self_capable"),
    ("is its own supplier", {"same_company": "same"}, "no", "caution.same_company"),
    ("supplier run by kin", {"same_company": "relative"}, "conditional", "caution.same_company"),
    ("other type pending", {"other_application_state": "pending"}, "no", "support.one_type.example"),
    ("other type rejected", {"other_application_state": "rejected"}, "yes", "support.one_type"),
    ("other programme", {"other_application_state": "other_programme"}, "unknown", "caution.other_rules"),
    ("nothing known", {}, "conditional", "eligibility.program"),
]


@pytest.mark.parametrize(("facts", "verdict", "clause"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_verdict_and_its_clause(facts: dict[str, FactValue], verdict: str, clause: str) -> None:
    decision = eligibility(Facts(facts), default_notice(), TODAY)
    assert decision.verdict == verdict
    assert clause in decision.clauses[:3]


@pytest.mark.parametrize("facts", [facts for _, facts, verdict, _ in CASES if verdict == "no"])
def test_a_no_stays_a_no_whatever_else_is_fulfilled(facts: dict[str, FactValue]) -> None:
    fulfilled: dict[str, FactValue] = {
        "manufacturing_sme": "yes",
        "track": "program",
        "program_completed": "yes",
        "closed": "no",
    }
    decision = eligibility(Facts({**fulfilled, **facts}), default_notice(), TODAY)
    # the certificate is no longer needed by who took part in the programme
    assert decision.verdict == "no" or facts.keys() & {"level_certificate", "level_certificate_pending"}


def test_several_failing_gates_are_all_named() -> None:
    decision = eligibility(Facts({"closed": "yes", "tax_state": "arrears"}), default_notice(), TODAY)
    assert decision.clauses[:2] == ("excluded.closed", "excluded.tax")


@pytest.mark.parametrize(
    ("facts", "missing"),
    [({}, "track"), ({"track": "program"}, "program_completed"), ({"track": "self_built"}, "level_certificate")],
)
def test_the_missing_fact_is_named(facts: dict[str, FactValue], missing: str) -> None:
    assert eligibility(Facts(facts), default_notice(), TODAY).missing == missing
