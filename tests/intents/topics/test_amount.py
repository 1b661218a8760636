"""Topic `amount`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_half_of_the_quote(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("amount", facts={"quote_amount": 36_000_000})
    assert answer.verdict is None
    assert answer.card.headline == "정부지원금은 최대 1,800만 원입니다."
    assert [row.value for row in answer.card.rows] == ["3,600만 원", "1,800만 원", "1,800만 원"]


def test_the_cap_and_what_stays_with_the_company(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("amount", facts={"quote_amount": 52_000_000})
    assert "2,000만 원" in answer.card.headline
    assert "3,200만 원" in answer.card.reason
    assert answer.clauses[0] == "overview.limit"


def test_what_it_must_cost_to_reach_the_cap(answer_to: Callable[..., Answer]) -> None:
    assert "4,000만 원" in answer_to("amount", facts={"wants_cap": "yes"}).card.headline


def test_everything_for_free_is_denied(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("amount", "전액 무료라던데 맞나요")
    assert answer.verdict == "no"
    assert "50%" in answer.card.headline


def test_a_right_guess_is_confirmed(answer_to: Callable[..., Answer]) -> None:
    facts = {"quote_amount": 10_000_000, "subsidy_claimed": 5_000_000}
    assert answer_to("amount", "5백만원 맞죠?", facts).verdict == "yes"
    assert answer_to("amount", "얼마인가요", facts).verdict is None


def test_overspending_is_not_refunded(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("amount", facts={"spent_amount": 25_000_000, "agreed_amount": 20_000_000})
    assert answer.clauses[0] == "caution.self_funded_excess"
    assert "500만 원은 돌려받지 못합니다" in answer.card.reason
