"""Topic `overview`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_the_number_and_the_scale(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("overview", "공고번호하고 몇 개사 뽑는지 알려 주세요")
    assert "2023-330" in answer.text
    assert "90개사" in answer.text
    assert {"head.notice", "overview.scale"} <= set(answer.clauses)


def test_the_programme_in_short(answer_to: Callable[..., Answer]) -> None:
    assert answer_to("overview").clauses[0] == "overview.purpose"
