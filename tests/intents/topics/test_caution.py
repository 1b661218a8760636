"""Topic `caution`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from intents.answer import Answer


def test_small_sums_are_reviewed_too(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("caution", "원가계산은 큰 금액만 하나요")
    assert (answer.verdict, answer.clauses[0]) == ("no", "caution.cost_review")


def test_a_higher_review_raises_nothing(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("caution", "원가가 견적보다 높으면 올려 주나요")
    assert (answer.verdict, answer.clauses[0]) == ("no", "caution.lower_amount")


def test_fifteen_business_days_are_counted(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("caution", "선정 통보를 받으면 언제까지 착수하나요", {"on_date": date(2023, 7, 3)})
    assert "7월 24일(월)" in answer.card.headline
    assert "15영업일" in answer.card.reason


def test_its_own_supplier_is_a_no(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("caution", facts={"same_company": "same"})
    assert (answer.verdict, answer.clauses[0]) == ("no", "caution.same_company")


def test_a_trick_is_a_no(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("caution", facts={"disguise": "yes", "work": "upgrade"})
    assert (answer.verdict, answer.clauses[0]) == ("no", "support.emergency.repair_only")


def test_all_cautions_are_listed(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("caution", "유의사항 알려 주세요")
    assert answer.verdict is None
    assert "6가지" in answer.card.headline
