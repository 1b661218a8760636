"""Topic `types`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_the_types_are_compared(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("types", "두 유형 차이가 뭔가요")
    assert answer.verdict is None
    assert "support.emergency.repair_only" in answer.clauses


def test_both_at_once_is_a_no(answer_to: Callable[..., Answer]) -> None:
    assert answer_to("types", "둘 다 신청해도 되나요", {"support_type": "both"}).verdict == "no"


def test_after_a_rejection_the_other_type_is_open(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("types", "떨어지면요", {"other_application_state": "rejected"})
    assert (answer.verdict, answer.clauses[0]) == ("yes", "support.one_type")


def test_repair_and_improvement_go_together_under_regular_support(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to(
        "types", "묶어서 하려면 어느 쪽인가요, 둘 다 하고 싶어요", {"works": ("repair", "change_screen")}
    )
    assert answer.verdict == "yes"
    assert "AS지원" in answer.card.headline
