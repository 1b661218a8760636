"""This assistant, with the rules and models that it ships: it learns nothing from the phrasings it is handed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.contestants.contestant import Answered, Prepare, Question
from bot import contract
from bot.settings import load_settings
from intents.ask import ask
from intents.model.phrasings import Phrasing
from intents.thread import Thread
from intents.world import World
from knowledge.loading import default_notice
from knowledge.wording import default_wording


def world() -> World:
    """Both intakes count as open, as in every measured run; ASBOT_TODAY is the day."""
    return World(default_notice(), default_wording(), load_settings().today(), {"emergency": True, "regular": True})


def build(_phrasings: Sequence[Phrasing]) -> Prepare:
    known = world()

    def prepare(question: Question) -> Callable[[], Answered]:
        thread = Thread()
        for line in question.get("context") or ():
            _, thread = ask(line, thread, known)
        return lambda: contract.answer(ask(question["q"], thread, known)[0])

    return prepare
