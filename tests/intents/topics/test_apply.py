"""Topic `apply`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_the_path_of_the_asked_type(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("apply", facts={"support_type": "emergency"})
    assert answer.clauses == ("apply.emergency", "apply.online")
    assert "smart-factory.kr" in answer.text


def test_by_post_is_a_no(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("apply", "우편으로 내도 되나요")
    assert (answer.verdict, answer.clauses[0]) == ("no", "apply.online")
