"""A person who goes through a self-check; every state goes through JSON, as in a store."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from flows import selfcheck
from flows.exchange import Context, FlowEvent, Step
from flows.selfcheck.criteria import criteria_of
from intents.thread import Thread
from knowledge.facts import Facts
from knowledge.notice import Notice

TABLES = ("written", "onsite", "emergency")


@dataclass
class Person:
    notice: Notice
    context: Context
    step: Step
    thread: Thread = field(default_factory=Thread)

    @property
    def ask(self) -> str | None:
        return self.step.ask

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.step.messages)

    @property
    def choices(self) -> list[str]:
        return [choice.id for message in self.step.messages for choice in message.choices]

    @property
    def headline(self) -> str:
        return next(message.card.headline for message in self.step.messages if message.card)

    def do(self, event: FlowEvent) -> Step:
        assert self.step.state is not None, "the self-check has ended"
        state = json.loads(json.dumps(self.step.state, ensure_ascii=False))
        assert state == self.step.state, "a state is JSON"
        self.step = selfcheck.advance(state, event, self.notice, self.context, self.thread)
        self.thread = self.step.thread or self.thread
        return self.step

    def say(self, text: str) -> Step:
        return self.do(FlowEvent(text=text))

    def press(self, choice: str) -> Step:
        return self.do(FlowEvent(choice=choice))

    def answer_all(self, answers: Mapping[str, str], track: str = "program") -> Step:
        """Press the answer of each question as it comes."""
        for _ in range(20):
            if self.step.state is None:
                return self.step
            self.press(track if self.ask == "track" else answers[str(self.ask)])
        raise AssertionError(f"the self-check does not end; asked last: {self.ask}")


Begin = Callable[..., Person]


@pytest.fixture
def begin(notice: Notice, context: Context) -> Begin:
    """Begin with a table, or by asking which."""

    def begun(table: str | None = None, facts: Mapping[str, Any] | None = None, kept: Any = None) -> Person:
        return Person(notice, context, selfcheck.begin(kept, table, Facts(facts or {}), notice, context))

    return begun


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def all_of(notice: Notice) -> Callable[[str, str, str], dict[str, str]]:
    """The same grade, and the same ○/×, for every criterion of a table."""

    def made(table: str, grade: str = "excellent", suitable: str = "met") -> dict[str, str]:
        return {each.id: grade if each.points else suitable for each in criteria_of(notice.scoring[table])}

    return made
