"""Topic `human`."""

from __future__ import annotations

from collections.abc import Callable

from intents.answer import Answer


def test_a_person_is_one_press_away(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("human")
    assert answer.card.choices[0].id == "human:connect"
    assert answer.clauses == ()


def test_the_number_of_a_known_place(answer_to: Callable[..., Answer]) -> None:
    assert "053-656-8176" in answer_to("human", facts={"office": "daegu"}).text
