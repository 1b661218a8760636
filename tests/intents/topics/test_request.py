"""Topic `request`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_a_request_begins_with_what_is_known(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("request", facts={"equipment": "gateway", "condition": "broken", "office": "gyeongbuk"})
    assert answer.verdict == "yes"
    assert "게이트웨이" in answer.card.headline
    assert answer.card.choices[0].id == "request:start"
    assert answer.office == "gyeongbuk"


def test_an_improvement_is_not_led_into_the_emergency_request(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("request", facts={"work": "add_module"})
    assert "request:start" not in [choice.id for choice in answer.card.choices]
    assert answer.clauses[0] == "apply.regular"


def test_a_used_up_budget_is_told(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("request", emergency=False)
    assert answer.verdict is None
    assert "예산이 소진되어" in answer.card.next
