"""What the self-check and the calculator share: small dialogs that ask nothing personal and send nothing.

A guide needs no consent and may be dropped for a request at any time. Questions in the middle are answered as
everywhere, and the open question stands again after them.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import yaml

from flows.emergency.interruption import in_between
from flows.exchange import Context, Effect, FlowEvent, Message, Outcome, Step
from flows.labels import wording_of
from flows.sentences import asks
from flows.state import ASK, State
from flows.summary import plain
from intents.answer import Answer, Card, Choice
from intents.ask import ask as ask_freely
from intents.reading import read
from intents.thread import Thread
from intents.world import World
from knowledge.facts import FactValue
from knowledge.loading import NOTICES
from knowledge.notice import Notice

# what a guide's answer in between leaves out: a second question beside the guide's own, and other guides
LEFT_OUT = ("fact:", "selfcheck:", "calculator:")
_GREETING = 20  # characters of a message that only greets or thanks
_ENDLESS = re.compile(r"\d{30,}")


@cache
def guide_words(notice_id: str, flow: str) -> Mapping[str, Any]:
    """The short words of a guide, from wording/<flow>/labels.yaml."""
    file = NOTICES / notice_id / "wording" / flow / "labels.yaml"
    words: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return words


@dataclass(frozen=True)
class Given:
    """An answer as read by people; `value` empty: not answered yet; `edit`: the button that asks it again, or ""."""

    label: str
    value: str
    edit: str = ""


@dataclass(frozen=True)
class Overview:
    """A running guide at a glance: its name, how far it is, and its answers by groups (title, answers)."""

    title: str
    ask: str | None
    progress: tuple[int, int] | None
    groups: tuple[tuple[str, tuple[Given, ...]], ...]


class Guide(ABC):
    """Collects what is said until it is a Step. `ask` is what it waits for, None where it has all it needs."""

    flow: str
    keeps_answers = False  # whether a finished state can be taken up again

    def __init__(self, state: State, notice: Notice, context: Context, thread: Thread | None) -> None:
        self.state, self.notice, self.context, self.thread = state, notice, context, thread
        self.messages: list[Message] = []
        self.answer: Answer | None = None
        self.effects: list[Effect] = []

    # -- what each guide says for itself ------------------------------------------------------------------------

    @property
    @abstractmethod
    def ask(self) -> str | None:
        """What the guide waits for; None where it has all it needs."""

    @property
    @abstractmethod
    def progress(self) -> tuple[int, int] | None:
        """Answered and all questions; None where it is not known yet how much will be asked."""

    @abstractmethod
    def question(self, continued: bool) -> Message:
        """The open question with its buttons."""

    @abstractmethod
    def why(self) -> Card:
        """Why the open question is asked, with the clause that it rests on."""

    @abstractmethod
    def previous(self) -> str | None:
        """The question that was answered before the open one."""

    @abstractmethod
    def choose(self, choice: str) -> Step:
        """A button."""

    @abstractmethod
    def read(self, text: str) -> Step:
        """Free words."""

    @abstractmethod
    def result(self) -> tuple[Message, ...]:
        """What is said once nothing is left to ask."""

    @abstractmethod
    def groups(self) -> tuple[tuple[str, tuple[Given, ...]], ...]:
        """The answers so far by groups."""

    def overview(self) -> Overview:
        return Overview(self.words["title"], self.ask, self.progress, self.groups())

    # -- words --------------------------------------------------------------------------------------------------

    @property
    def words(self) -> Mapping[str, Any]:
        return guide_words(self.notice.id, self.flow)

    def say(self, message: Message) -> None:
        self.messages.append(message)

    def said(self, what: str, **values: Any) -> Message:
        return Message(wording_of(self.notice).render(f"{self.flow}/said", what=what, **values))

    def refused(self, reason: str, **values: Any) -> Message:
        return Message(wording_of(self.notice).render("request/refused", reason=reason, **values))

    def asked(self, ask: str, hint: str, continued: bool, current: str = "") -> str:
        return wording_of(self.notice).render(
            "request/question", continued=continued, ask=ask, hint=hint, current=current, stated=[]
        )

    def around(self, keep: bool = False) -> tuple[Choice, ...]:
        """The ways around a question, the same under each of them."""
        kept = (Choice("flow:keep", self.words["keep"]),) if keep else ()
        back = (Choice("flow:back", self.words["back"]),) if self.previous() is not None else ()
        return (
            *kept,
            Choice("flow:why", self.words["why"]),
            *back,
            Choice("flow:cancel", self.words["cancel"]),
            Choice("human:connect", self.words["person"]),
        )

    # -- moves --------------------------------------------------------------------------------------------------

    def store(self, fact: str, value: FactValue, raw: str) -> None:
        self.state = self.state.with_entry(fact, value, raw, self.context.now)

    def steer(self, name: str) -> Step:
        """A command of the dialog."""
        if name == "cancel":
            self.say(self.said("cancelled"))
            return self._ended("cancelled", None)
        if name == "why":
            card = self.why()
            self.say(Message(plain(card), card=card))
            return self.ask_on()
        if name == "back":
            before = self.previous()
            if before is None:
                self.say(self.said("first"))
                return self.ask_on()
            self.store(ASK, before, "")
            return self.ask_on(continued=False)
        if name == "keep":
            self.store(ASK, "", "")
            return self.ask_on(continued=False)
        if name != "resume":
            self.say(self.refused("not_here"))
        return self.ask_on()

    def take(self, event: FlowEvent) -> Step:
        """What the person did. A guide has no use for a file or a place."""
        if event.choice is not None:
            return self.choose(event.choice)
        if event.file is not None or event.location is not None:
            self.say(self.said("not_needed"))
            return self.ask_on()
        return self.read(event.text or event.contact_phone or "")

    def refuse(self, reason: str, **values: Any) -> Step:
        self.say(self.refused(reason, **values))
        return self.ask_on(continued=False)

    def greets(self, text: str) -> bool:
        """Whether a message only greets or thanks."""
        if len(text) > _GREETING:
            return False
        guesses = read(text, self.notice, self.context.today).asks
        return bool(guesses) and guesses[0].topic == "smalltalk" and guesses[0].decided_by.startswith("smalltalk")

    def answer_beside(self, asking: str) -> None:
        """A question in the middle, answered as everywhere else."""
        world = World(self.notice, wording_of(self.notice), self.context.today, self.context.intake_open)
        self.answer, self.thread = ask_freely(asking, self.thread or Thread(), world)
        self.say(in_between(self.answer, LEFT_OUT))
        # what the answer would have asked back is not asked: the guide's own question comes next
        self.thread = replace(self.thread, pending=None)
        if self.answer.topic == "unanswered":
            data = {"question": asking, "topic": self.answer.topic, "office": self.answer.office}
            self.effects.append(Effect("record_unanswered", data))

    def ask_on(self, continued: bool = True) -> Step:
        """Ask the open question; where nothing is left to ask, tell the result and end."""
        if self.ask is None:
            for message in self.result():
                self.say(message)
            return self._ended("finished", self.state.to_json() if self.keeps_answers else None)
        self.say(self.question(continued))
        return Step(
            state=self.state.to_json(),
            messages=tuple(self.messages),
            ask=self.ask,
            progress=self.progress,
            answer=self.answer,
            effects=tuple(self.effects),
            thread=self.thread,
        )

    def _ended(self, result: str, kept: Mapping[str, Any] | None) -> Step:
        return Step(
            state=None,
            messages=tuple(self.messages),
            outcome=Outcome(result, None, None, (), None),
            answer=self.answer,
            effects=tuple(self.effects),
            thread=self.thread,
            kept=kept,
        )


def readable(text: str) -> str:
    """A message without numbers that no arithmetic can take."""
    return _ENDLESS.sub("…", text)


def starts(text: str, words: Mapping[str, Any]) -> bool:
    """Whether a message asks for a guide: `start` names it, `not_start` takes it back.

    What is asked about the programme is answered, not started; "할 수 있나요" asks to begin.
    """
    line = re.sub(r"[\s.!?~,…^;ㅎㅋㅠㅜ]+$", "", text.strip())
    if len(line) > words["longest"] or not re.search(words["start"], line, re.IGNORECASE):
        return False
    if re.search(words["not_start"], line, re.IGNORECASE):
        return False
    return not asks(text) or bool(re.search(words["may_ask"], line))
