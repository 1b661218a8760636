"""A world to answer in, and messages asked one after the other in one thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from intents.answer import Answer
from intents.ask import ask
from intents.thread import Thread
from intents.world import World
from knowledge.loading import default_notice
from knowledge.wording import default_wording

Ask = Callable[..., Answer]


@pytest.fixture
def make_world() -> Callable[..., World]:
    """A world on a day (default: 2023-07-03, AS지원 closed), with the intake switches given."""

    def made(today: date = date(2023, 7, 3), **intake_open: bool) -> World:
        return World(default_notice(), default_wording(), today, intake_open)

    return made


@pytest.fixture
def say(make_world: Callable[..., World]) -> Ask:
    """The answer to the last of the lines, asked in one thread."""

    def said(*lines: str, today: date = date(2023, 7, 3), **intake_open: bool) -> Answer:
        world, thread = make_world(today, **intake_open), Thread()
        for line in lines:
            answer, thread = ask(line, thread, world)
        return answer

    return said
