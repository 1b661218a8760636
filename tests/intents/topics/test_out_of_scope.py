"""Topic `out_of_scope`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_turned_away_with_what_can_be_asked(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("out_of_scope", "날씨 어때요")
    assert answer.text.startswith("이 사업 아님 | ")
    assert not answer.in_scope
    assert answer.card.choices


def test_other_companies_data_is_refused(answer_to: Callable[..., Answer]) -> None:
    assert "다른 회사" in answer_to("out_of_scope", "옆 회사가 신청했는지 알려 줘").card.headline
