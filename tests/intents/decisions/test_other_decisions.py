"""Periods, windows, certificates, points, disguises."""

from __future__ import annotations

from datetime import date

import pytest

from intents.decisions.criteria import named
from intents.decisions.disguise import disguise
from intents.decisions.papers import tax_certificate
from intents.decisions.period import period
from intents.decisions.scores import graded, items_of
from intents.decisions.window import window
from knowledge.facts import Facts, FactValue
from knowledge.loading import default_notice

NOTICE = default_notice()
JULY = date(2023, 7, 3)


@pytest.mark.parametrize(
    ("months", "verdict"), [(3.0, "yes"), (4.0, "yes"), (4.5, "conditional"), (6.0, "conditional"), (6.5, "no")]
)
def test_a_period_is_judged_by_four_and_six_months(months: float, verdict: str) -> None:
    assert period(Facts({"duration_months": months}), NOTICE, JULY).verdict == verdict


def test_without_a_duration_the_period_is_told() -> None:
    assert period(Facts(), NOTICE, JULY).verdict is None


@pytest.mark.parametrize(
    ("facts", "today", "verdict"),
    [
        ({"support_type": "regular"}, JULY, "no"),
        ({"support_type": "regular"}, date(2023, 6, 22), "yes"),
        ({"support_type": "regular", "on_date": date(2023, 6, 19)}, JULY, "yes"),
        ({"support_type": "regular"}, date(2023, 5, 30), "no"),
        ({"support_type": "emergency"}, JULY, "yes"),
        ({"support_type": "emergency"}, date(2024, 1, 2), "conditional"),
        ({"work": "add_module"}, JULY, "no"),
    ],
)
def test_a_window_is_judged_on_the_day_asked_about(facts: dict[str, FactValue], today: date, verdict: str) -> None:
    assert window(Facts(facts), NOTICE, today, {}, wants_verdict=True).verdict == verdict


def test_a_closed_intake_is_a_no_today_but_says_nothing_of_an_earlier_day() -> None:
    closed = {"emergency": False}
    assert window(Facts({"support_type": "emergency"}), NOTICE, JULY, closed, wants_verdict=True).verdict == "no"
    april = Facts({"support_type": "emergency", "on_date": date(2023, 4, 3)})
    assert window(april, NOTICE, JULY, closed, wants_verdict=True).verdict == "yes"


@pytest.mark.parametrize(("day", "valid"), [(date(2023, 6, 2), True), (date(2023, 6, 3), False)])
def test_a_tax_certificate_is_valid_for_three_calendar_months(day: date, valid: bool) -> None:
    certificate = tax_certificate(Facts({"issued_on": date(2023, 3, 2), "on_date": day}), NOTICE.figures, JULY)
    assert certificate is not None
    assert certificate.valid is valid


def test_all_criteria_fair_give_sixty_points_in_the_written_table() -> None:
    assert graded(items_of(NOTICE.scoring["written"]), "fair").points == NOTICE.figures.pass_points


@pytest.mark.parametrize(
    ("text", "table", "clause"),
    [
        ("비용 적정성 배점", "written", "scoring.written.cost"),
        ("산출근거 신뢰성은 몇 점", "written", "scoring.written.cost"),
        ("지원성과 점수", "onsite", "scoring.onsite.outcome"),
        ("성과지표 관리 점수", "onsite", "scoring.onsite.management"),
        ("현장평가 배점", "onsite", None),
    ],
)
def test_a_criterion_is_known_by_its_own_words(text: str, table: str, clause: str | None) -> None:
    found = named(text, NOTICE, table)
    assert (found.group.clause if found else None) == clause


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({"work": "upgrade", "support_type": "emergency"}, "support.emergency.repair_only"),
        ({"same_company": "relative"}, "caution.same_company"),
        ({"support_type": "both"}, "support.one_type"),
    ],
)
def test_dressing_a_case_up_is_a_no(facts: dict[str, FactValue], clause: str) -> None:
    decision = disguise(Facts({"disguise": "yes", **facts}), NOTICE)
    assert decision is not None
    assert decision.verdict == "no"
    assert clause in decision.clauses
