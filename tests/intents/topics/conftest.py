"""The answer of one topic's handler to hand-made facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from intents.answer import Answer
from intents.ask import CHOSEN, answer_reading
from intents.reading.reading import Reading, TopicGuess
from intents.thread import Thread
from intents.world import World
from knowledge.facts import Facts, FactValue


@pytest.fixture
def answer_to(make_world: Callable[..., World]) -> Callable[..., Answer]:
    """The handler's answer to a topic, words and facts, as if they had been read; `today` and intake switches apart."""

    def answered(
        topic: str,
        text: str = "…",
        facts: dict[str, FactValue] | None = None,
        today: date = date(2023, 7, 3),
        **intake: bool,
    ) -> Answer:
        guess = TopicGuess(topic, 1.0, text, decided_by=CHOSEN)
        return answer_reading(
            Reading(text, text, Facts(facts or {}), asks=(guess,)), Thread(), make_world(today, **intake)
        )[0]

    return answered
