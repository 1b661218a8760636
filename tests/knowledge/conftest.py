"""Cases in the programme's own words: a company for which every gate passes, and what changes from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import settings

from knowledge.evaluation import evaluate
from knowledge.facts import Facts
from knowledge.findings import Finding
from knowledge.loading import load_notice
from knowledge.notice import Notice

# the time that an example takes says nothing on a machine that does other things too
settings.register_profile("knowledge", deadline=None)
settings.load_profile("knowledge")

JUDGED_ON = date(2023, 7, 3)
SOUND = {
    "manufacturing_sme": "yes",
    "track": "program",
    "program_completed": "yes",
    "closed": "no",
    "tax_arrears": "no",
    "sanctioned": "no",
    "other_application": "no",
    "equipment": "sensor",
    "failure_repair": "yes",
    "scope_link": "yes",
    "unsupported_item": "no",
    "warranty": "no",
    "self_capable": "no",
    "company_name": "가나정밀",
    "business_number": "1234567891",
    "supplier_name": "다라시스템",
    "supplier_number": "2208183676",
    "self_funds": "yes",
    "lower_amount_consent": "yes",
    "duration_months": 1.5,
    "documents": ("application", "registration", "tax", "consent_form", "financials", "track_proof"),
    "tax_certificate_issued_on": date(2023, 6, 20),
}

Findings = Mapping[str, Finding]


@pytest.fixture(scope="session")
def notice() -> Notice:
    return load_notice()


@pytest.fixture(scope="session")
def sound() -> Facts:
    """Facts with which all 17 gates pass on 2023-07-03."""
    return Facts(SOUND)


@pytest.fixture(scope="session")
def judge(notice: Notice) -> Callable[..., Findings]:
    """All findings of a case by gate, on 2023-07-03 with the intake open unless said otherwise."""

    def findings(facts: Facts, today: date = JUDGED_ON, intake_open: Mapping[str, bool] | None = None) -> Findings:
        return {found.gate: found for found in evaluate(facts, notice, today, intake_open or {})}

    return findings


@pytest.fixture(scope="session")
def assert_gate(judge: Callable[..., Findings], sound: Facts) -> Callable[..., None]:
    """The sound case with some facts changed (None: absent) gives this status; every other gate still passes."""

    def check(
        gate: str,
        status: str,
        changed: Mapping[str, Any],
        reason: str | None = None,
        cites: str | None = None,
        **circumstances: Any,
    ) -> None:
        absent = [fact for fact, value in changed.items() if value is None]
        given = {fact: value for fact, value in changed.items() if value is not None}
        found = judge(sound.updated(given).without(*absent), **circumstances)
        assert found[gate].status == status, found[gate]
        if reason is not None:
            assert found[gate].reason == reason
        if cites is not None:
            assert cites in found[gate].clauses
        others = {other.gate: other.status for other in found.values() if other.gate != gate and other.status != "pass"}
        assert not others

    return check
