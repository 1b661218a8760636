"""Coverage, as an officer decides it."""

from __future__ import annotations

from datetime import date

import pytest

from intents.decisions.coverage import coverage
from knowledge.facts import Facts, FactValue, Open
from knowledge.loading import default_notice

TODAY = date(2023, 7, 3)

Case = tuple[str, dict[str, FactValue], str, str]

CASES: list[Case] = [
    ("a running fee", {"equipment": "subscription_fee"}, "no", "unsupported.rental_license"),
    ("a term licence", {"equipment": "security_solution", "licence": "term"}, "no", "unsupported.rental_license"),
    ("a permanent security licence", {"equipment": "security_solution", "licence": "permanent", "work": "security"},
     "conditional", "support.regular.upgrade"),
    ("office software", {"equipment": "office_software"}, "no", "unsupported.rental_license"),
    ("antivirus of unknown licence", {"equipment": "antivirus"}, "conditional", "unsupported.rental_license"),
    ("lubricant", {"equipment": "hydraulic_oil", "work": "replace"}, "no", "unsupported.other"),
    ("a worn battery", {"equipment": "ups_battery", "work": "replace", "condition": "old"}, "conditional", "unsupported.other"),
    ("an office monitor", {"equipment": "office_monitor", "condition": "broken"}, "no", "unsupported.unrelated"),
    ("a camera at the gate", {"equipment": "cctv", "condition": "broken"}, "no", "unsupported.unrelated"),
    ("a sensor said to be unrelated", {"equipment": "sensor", "condition": "broken", "linked": "no"}, "no",
     "unsupported.unrelated"),
    ("a press that is no part of it", {"equipment": "press", "condition": "broken", "linked": "no"}, "no", "scope.program"),
    ("a press", {"equipment": "press", "condition": "broken"}, "conditional", "scope.program"),
    ("a new robot", {"equipment": "robot", "work": "new_purchase"}, "no", "support.regular.upgrade.hw"),
    ("a press exchanged whole", {"equipment": "press", "work": "replace", "equipment_unit": "whole"}, "no",
     "support.regular.upgrade.hw"),
    ("a server exchanged whole", {"equipment": "server", "work": "replace", "equipment_unit": "whole"}, "conditional",
     "support.regular.upgrade.hw"),
    ("a separate new system", {"equipment": "ai_solution", "work": "new_system", "linked": "no"}, "no",
     "support.regular.upgrade.sw"),
    ("a broken server", {"equipment": "server", "condition": "broken"}, "conditional", "support.emergency.repair"),
    ("a broken sensor", {"equipment": "sensor", "condition": "broken"}, "yes", "scope.program"),
    ("a failing MES", {"equipment": "mes", "condition": "broken"}, "yes", "support.emergency.repair"),
    ("a broken sensor exchanged with its whole set", {"equipment": "plc", "condition": "broken", "equipment_unit": "whole"},
     "conditional", "support.regular.upgrade.hw"),
    ("a broken server of the programme", {"equipment": "server", "condition": "broken", "track": "program"}, "yes",
     "support.emergency.repair"),
    ("a broken terminal, self-built with certificate",
     {"equipment": "pop", "condition": "broken", "track": "self_built", "level_certificate": "yes"}, "yes", "scope.self_built"),
    ("a broken terminal, self-built without certificate",
     {"equipment": "pop", "condition": "broken", "track": "self_built", "level_certificate": "no"}, "no",
     "eligibility.self_built"),
    ("training", {"equipment": "mes", "work": "training"}, "yes", "utilization.users"),
    ("a module", {"equipment": "erp", "work": "add_module"}, "yes", "support.regular.upgrade.sw"),
    ("a screen under 긴급AS", {"equipment": "mes", "work": "change_screen", "support_type": "emergency"}, "no",
     "support.emergency.repair_only"),
    ("repair and a screen under 긴급AS", {"works": ("repair", "change_screen"), "support_type": "emergency"}, "conditional",
     "support.emergency.repair_only"),
    ("repair and a screen", {"works": ("repair", "change_screen"), "equipment": "mes"}, "yes", "support.emergency.repair_only"),
    ("meters for the system", {"equipment": "power_meter", "work": "data_collection"}, "yes", "utilization.system"),
    ("work that no list names", {"work": "other"}, "conditional", "utilization.other"),
    ("moving the plant", {"equipment": "sensor", "work": "relocation"}, "conditional", "utilization.system"),
    ("a running warranty", {"equipment": "scale", "condition": "broken", "warranty_state": "running"}, "no", "support.warranty"),
    ("an ended warranty", {"equipment": "scale", "condition": "broken", "warranty_state": "ended"}, "yes", "support.warranty"),
    ("a warranty whose supplier is gone", {"condition": "broken", "warranty_state": "supplier_gone"}, "conditional",
     "support.warranty"),
    ("repaired before applying", {"equipment": "encoder", "condition": "broken", "already_repaired": "planned"}, "no",
     "procedure.emergency.self_funded"),
    ("arrears beside a broken PLC", {"equipment": "plc", "condition": "broken", "tax_state": "arrears"}, "no", "excluded.tax"),
    ("router repair and its monthly fee", {"equipments": ("router", "internet_fee"), "equipment": "router", "work": "repair",
                                           "condition": "broken", "track": "program"}, "conditional", "scope.program"),
    ("nothing but a thing", {"equipment": "server"}, "conditional", "support.emergency.repair"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "verdict", "clause"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_verdict_and_its_clause(facts: dict[str, FactValue], verdict: str, clause: str) -> None:
    decision = coverage(Facts(facts), default_notice(), TODAY)
    assert decision.verdict == verdict
    assert clause in decision.clauses


def test_every_clause_that_a_decision_cites_is_in_the_notice() -> None:
    notice = default_notice()
    for _, facts, _, _ in CASES:
        assert set(coverage(Facts(facts), notice, TODAY).clauses) <= set(notice.clauses)


def test_an_open_repair_asks_for_the_track_then_for_its_proof() -> None:
    broken: dict[str, FactValue] = {"equipment": "server", "condition": "broken"}
    assert coverage(Facts(broken), default_notice(), TODAY).missing == "track"
    self_built = coverage(Facts({**broken, "track": "self_built"}), default_notice(), TODAY)
    assert self_built.missing == "level_certificate"


def test_what_the_person_does_not_know_is_not_asked_again() -> None:
    unsure = Facts({"equipment": "server", "condition": "broken", "track": Open.UNSURE})
    decision = coverage(unsure, default_notice(), TODAY)
    assert decision.verdict == "conditional"
    assert decision.missing is None


@pytest.mark.parametrize("kind", ["office_pc", "cloud", "hydraulic_oil", "cctv"])
def test_a_thing_ruled_out_by_name_never_gets_a_yes(kind: str) -> None:
    for work in ("repair", "replace", "upgrade", "new_purchase", "inspection"):
        assert coverage(Facts({"equipment": kind, "work": work}), default_notice(), TODAY).verdict != "yes"
