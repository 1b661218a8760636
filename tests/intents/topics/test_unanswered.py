"""Topic `unanswered`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_a_known_subject_is_named(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("unanswered", "부가세도 포함하나요")
    assert answer.text.startswith("공고에 없음 | 부가가치세를 사업비에 넣는지를 공고가 정하지 않았습니다.")
    assert answer.clauses[0] == "caution.other_rules"


def test_the_office_is_named_where_the_place_is_known(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("unanswered", facts={"office": "ulsan"})
    assert answer.office == "ulsan"
    assert "052-703-1127" in answer.text
    assert "contact.ulsan" in answer.clauses
