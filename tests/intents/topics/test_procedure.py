"""Topic `procedure`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from intents.answer import Answer


@pytest.mark.parametrize("support_type", ["regular", "emergency"])
def test_all_twelve_steps_with_who(answer_to: Callable[..., Answer], support_type: str) -> None:
    answer = answer_to("procedure", facts={"support_type": support_type})
    assert len(answer.card.rows) == 12
    assert "중진공" in answer.card.rows[2].value


def test_repairing_before_applying_is_a_no(answer_to: Callable[..., Answer]) -> None:
    assert answer_to("procedure", facts={"already_repaired": "planned"}).verdict == "no"


def test_the_evaluation_without_a_visit_is_conditional(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("procedure", "현장평가를 비대면으로 할 수 있나요", {"support_type": "emergency"})
    assert (answer.verdict, answer.clauses[0]) == ("conditional", "procedure.emergency.onsite")


def test_when_money_is_paid(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("procedure", "지원금은 언제 입금되나요", {"support_type": "emergency"})
    assert "완료점검" in answer.card.headline


def test_a_mid_check_is_not_always_held(answer_to: Callable[..., Answer]) -> None:
    assert answer_to("procedure", "중간점검은 무조건 받나요").verdict == "no"
    assert answer_to("procedure", "중간점검은 언제 하나요").verdict is None


def test_two_sides_are_both_told(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("procedure", "현장평가는 누가 나오고 중간점검은 어떻게 하나요", {"support_type": "regular"})
    assert {"procedure.regular.onsite", "procedure.regular.midcheck"} <= set(answer.clauses)
    assert "외부전문가" in answer.text
