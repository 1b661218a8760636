"""Topic `contact`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_the_office_of_the_place(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("contact", facts={"office": "jeju"})
    assert answer.office == "jeju"
    assert answer.clauses == ("contact.jeju",)
    assert "064-754-5154" in answer.card.headline


def test_an_ambiguous_place_is_asked_about(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("contact", facts={"offices": ("busan", "daegu")})
    assert [row.label for row in answer.card.rows] == ["부산지역본부", "대구지역본부"]
    assert answer.card.question
    assert answer.office is None


def test_without_a_place_all_offices_are_shown(answer_to: Callable[..., Answer]) -> None:
    assert len(answer_to("contact").card.rows) == 17
