"""Topic `window`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from intents.answer import Answer


def test_a_closed_window_is_a_no_with_the_other_way(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("window", "아직 접수하나요", {"support_type": "regular"})
    assert answer.verdict == "no"
    assert "6월 22일(목)" in answer.card.headline
    assert "긴급AS" in answer.card.reason


def test_asked_only_when_it_is_information(answer_to: Callable[..., Answer]) -> None:
    assert answer_to("window", "신청 기간", {"support_type": "regular"}).verdict is None


def test_open_for_one_type_only_is_conditional(answer_to: Callable[..., Answer]) -> None:
    assert answer_to("window", "지금 접수하나요").verdict == "conditional"


def test_the_days_that_are_left(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("window", "아직 받나요", {"support_type": "regular"}, today=date(2023, 6, 14))
    assert "8일 남았습니다" in answer.card.headline


def test_an_improvement_after_the_close_is_not_sent_to_the_emergency_type(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("window", "지금 신청되나요", {"support_type": "regular", "work": "add_module"})
    assert "긴급AS로 되지 않습니다" in answer.card.reason


def test_after_the_year_at_best_conditional(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("window", "지금 접수하나요", {"support_type": "emergency"}, today=date(2024, 2, 1))
    assert answer.verdict == "conditional"
