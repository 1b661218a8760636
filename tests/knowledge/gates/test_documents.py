"""Gate `documents`: all six papers and a tax certificate that still counts; it never fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations

import pytest

from knowledge.facts import Facts, Open

PAPERS = ("application", "registration", "tax", "consent_form", "financials", "track_proof")


def test_any_missing_paper_is_review_and_only_its_clause_is_cited(judge: Callable[..., dict], sound: Facts) -> None:
    for count in range(len(PAPERS)):
        for there in combinations(PAPERS, count):
            found = judge(sound.updated({"documents": there}))["documents"]
            assert (found.status, found.reason) == ("review", "missing")
            assert len(found.clauses) == len(PAPERS) - count


def test_a_missing_paper_is_review_before_the_certificates_day_is_known(assert_gate: Callable[..., None]) -> None:
    assert_gate(
        "documents", "review", {"documents": PAPERS[:-1], "tax_certificate_issued_on": None}, cites="documents.track"
    )


@pytest.mark.parametrize(
    ("issued", "sent", "status"),
    [
        (date(2023, 4, 3), date(2023, 7, 3), "pass"),
        (date(2023, 4, 2), date(2023, 7, 3), "review"),
        (date(2023, 7, 3), date(2023, 7, 3), "pass"),
        (date(2023, 7, 4), date(2023, 7, 3), "review"),
        (date(2023, 8, 31), date(2023, 11, 30), "pass"),
        (date(2023, 8, 31), date(2023, 12, 1), "review"),
    ],
)
def test_the_tax_certificate_counts_for_three_calendar_months_to_the_day_of_sending(
    assert_gate: Callable[..., None], issued: date, sent: date, status: str
) -> None:
    facts = {"tax_certificate_issued_on": issued}
    assert_gate("documents", status, facts, cites="documents.tax", today=sent)


def test_unanswered_documents(assert_gate: Callable[..., None]) -> None:
    assert_gate("documents", "open", {"documents": None}, reason="absent")
    assert_gate("documents", "open", {"tax_certificate_issued_on": None}, reason="absent")
    assert_gate("documents", "review", {"documents": Open.LATER}, reason="later")
    assert_gate("documents", "review", {"tax_certificate_issued_on": Open.UNSURE}, reason="unsure")
