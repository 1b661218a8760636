"""Topic `status`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_where_the_state_is_seen(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("status", "어디까지 진행됐나요", {"office": "seoul"})
    assert answer.verdict is None
    assert "02-2106-7455" in answer.text
    assert "요건검토" in answer.text


def test_taking_a_request_back(answer_to: Callable[..., Answer]) -> None:
    assert "거두는" in answer_to("status", "접수 취소하고 싶어요").card.headline
