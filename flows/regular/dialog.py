"""A talk with the office about AS지원 as a dialog: consent, what is needed, and how the company is reached."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from flows.commands import command
from flows.editing import find_edit
from flows.emergency.interruption import in_between
from flows.emergency.opening import with_opening
from flows.exchange import Context, Effect, FileRef, FlowEvent, Message, Outcome, Step
from flows.labels import wording_of
from flows.names import read_fault
from flows.parsing import Accepted, Refused
from flows.questions import emergency_questions
from flows.regular.filing import send
from flows.regular.speech import Speech
from flows.regular.standing import NEED, regular_questions, standing
from flows.sentences import split_asking
from flows.state import ASK, FILES, OFFICE, State, state_from_json
from flows.understanding import understand
from intents.answer import Answer
from intents.ask import ask as ask_freely
from intents.reading import read
from intents.thread import Thread
from intents.world import World
from knowledge.facts import FactValue, Open
from knowledge.notice import Notice
from knowledge.regions import nearest_office, route

FLOW = "regular"
MOST_NEED = 600  # characters
MOST_PLACE = 20  # characters of an answer to "which of these regions"
_ENDLESS = re.compile(r"\d{30,}")


def start(need: str, carried: Mapping[str, FactValue], notice: Notice, context: Context) -> Step:
    """Begin a talk with what was said of the need, and with what another dialog of this person has asked already."""
    dialog = Dialog(State(FLOW, notice.id), notice, context, None)
    dialog.say(dialog.speech.said("start"))
    if carried:
        dialog.say(dialog.speech.said("carried"))
    told = {**carried, **({NEED: need[:MOST_NEED]} if need and NEED not in carried else {})}
    for fact, value in told.items():
        dialog.take_over(fact, value)
    if NEED in told:
        dialog.say(dialog.speech.said("taken", need_said=told[NEED]))
    return dialog.ask_on(continued=False)


def advance(
    state: Mapping[str, Any], event: FlowEvent, notice: Notice, context: Context, thread: Thread | None = None
) -> Step:
    """The next step of a running talk. Raises StateUnreadable, and ReceiptMissing where it is sent without one."""
    dialog = Dialog(state_from_json(state, FLOW), notice, context, thread)
    if event.choice is not None:
        return dialog.choose(event.choice)
    if event.file is not None:
        return dialog.receive(event.file)
    if event.location is not None:
        return dialog.locate(*event.location)
    return dialog.read(event.contact_phone or event.text or "")


class Dialog:
    """Collects what is answered and said until it is a Step."""

    def __init__(self, state: State, notice: Notice, context: Context, thread: Thread | None) -> None:
        self.state, self.notice, self.context, self.thread = state, notice, context, thread
        self.messages: list[Message] = []
        self.effects: list[Effect] = []
        self.answer: Answer | None = None
        self.now = standing(state)

    @property
    def speech(self) -> Speech:
        return Speech(self.now, self.notice, can_go_back=self._previous() is not None)

    def say(self, message: Message) -> None:
        self.messages.append(message)

    def store(self, fact: str, value: FactValue, raw: str) -> None:
        self.state = self.state.with_entry(fact, value, raw, self.context.now)
        self.now = standing(self.state)

    def take_over(self, fact: str, value: FactValue) -> None:
        """An answer that was given before the talk began."""
        self.state = with_opening(self.state, fact, value, "", self.context.now)
        self.now = standing(self.state)

    # -- what the person does -----------------------------------------------------------------------------------

    def choose(self, choice: str) -> Step:
        """A button, by its id: `flow:<command>`, `<field>:<value>`, or the value alone for the open question."""
        if choice.startswith("flow:"):
            return self.steer(choice.removeprefix("flow:"))
        field, separator, value = choice.partition(":")
        if not separator:
            field, value = str(self.now.ask), choice
        if field != self.now.ask:
            return self.refuse(Refused("answered" if field in regular_questions() else "not_here"))
        if field == "consent" and value in ("yes", "no"):
            return self.take({field: Accepted(value)}, value)
        if field == "site_address" and value == Open.LATER:
            return self.take({field: Accepted(Open.LATER)}, value)
        if field == "site_address" and value in self.now.candidates:
            return self.take({OFFICE: Accepted(value)}, value)
        return self.refuse(Refused("not_here"))

    def receive(self, file: FileRef) -> Step:
        """A photo or document, taken at any question once there is consent."""
        if self.now.facts.known("consent") != "yes":
            return self.refuse(Refused("before_consent"))
        sent: tuple[str, ...] = tuple(self.now.facts.known(FILES) or ())
        self.store(FILES, (*sent, json.dumps(asdict(file), ensure_ascii=False, sort_keys=True)), "")
        self.say(self.speech.shared("file", count=len(sent) + 1))
        return self.ask_on()

    def locate(self, latitude: float, longitude: float) -> Step:
        """The site as a position."""
        office = nearest_office(latitude, longitude).office
        if office is None:
            return self.refuse(Refused("abroad"))
        labels = self.speech.labels
        site = labels.word("site_by_location")
        where = labels.word("located", label=site, latitude=f"{latitude:.4f}", longitude=f"{longitude:.4f}")
        return self.take({"site_address": Accepted(where), OFFICE: Accepted(office)}, "")

    def read(self, text: str) -> Step:
        """Free words: a command, a correction, an answer, or a question in the middle."""
        text = _ENDLESS.sub("…", text)
        steered = command(text)
        if steered:
            return self.steer(steered)
        today, facts = self.context.today, self.now.facts
        edit = find_edit(text, facts, self.now.ask, emergency_questions(), self.notice, today)
        field = edit.field if edit is not None else None
        if edit is not None and field in regular_questions() and field is not None and field != "consent":
            return self.take({field: edit.answer}, text) if edit.answer else self.steer(f"edit:{field}")
        if self.now.ask == NEED:
            return self._read_need(text)
        ask = str(self.now.ask)
        office = route(text).office if self.now.candidates and len(text) <= MOST_PLACE else None
        if ask == "site_address" and office in self.now.candidates:
            return self.take({OFFICE: Accepted(str(office))}, text)
        understood = understand(text, ask, facts, emergency_questions(), self.notice, today)
        answer = understood.answer
        if ask == "site_address" and isinstance(answer, Refused) and answer.reason == "later":
            answer = Accepted(Open.LATER)
        taken = {field: one for field, one in understood.others.items() if field in regular_questions()}
        if isinstance(answer, Accepted):
            taken[ask] = answer
        if understood.asking:
            self._answer(understood.asking)
        if taken:
            return self.take(taken, text)
        return self.ask_on() if understood.asking else self.refuse(answer if isinstance(answer, Refused) else None)

    def _read_need(self, text: str) -> Step:
        """What is needed, in the company's own words; a bare question is answered instead."""
        told, asking = split_asking(text, telling=True)
        works = read(told, self.notice, self.context.today).facts.known("works") if told else None
        need = read_fault(told) if told else None
        if need is None and works and len(told) <= MOST_NEED:
            need = told.strip()  # "교육" says it all
        if asking:
            self._answer(asking)
        if need is not None:
            return self.take({NEED: Accepted(need)}, text)
        return self.ask_on() if asking else self.refuse(None)

    def steer(self, name: str) -> Step:
        """A command of the dialog; `edit:<field>` asks that field once more."""
        if name == "cancel":
            return self.end(Outcome("cancelled", None, None, (), None), self.speech.said("cancelled"))
        if name == "why":
            self.say(self.speech.why())
        elif name == "person":
            self._person()
        elif name in ("summary", "edit"):
            self.say(self.speech.facts_so_far() if name == "summary" else self.speech.which_edit())
            return self.ask_on(silent=True)
        elif name == "keep":
            self.store(ASK, "", "")
            return self.ask_on(continued=False)
        elif name == "back":
            previous = self._previous()
            if previous is not None:
                self.store(ASK, previous, "")
                return self.ask_on(continued=False)
            self.say(self.speech.shared("first"))
        elif name.startswith("edit:") and name.removeprefix("edit:") in set(self.now.facts) & set(regular_questions()):
            self.store(ASK, name.removeprefix("edit:"), "")
            return self.ask_on(continued=False)
        elif name != "resume":
            self.say(self.speech.refused(Refused("not_here")))
        return self.ask_on()

    def _person(self) -> None:
        office = self.notice.offices[self.now.office] if self.now.office else None
        if office:
            self.say(self.speech.shared("person", office=office.name, phone=office.phone))
        else:
            self.say(self.speech.shared("person_anywhere"))

    def _previous(self) -> str | None:
        """The question that was answered before the open one."""
        fields = [entry.fact for entry in self.state.entries if not entry.opening]
        own = set(self.now.facts) & set(regular_questions()) - {"consent"}
        answered = [field for field in dict.fromkeys(fields) if field in own]
        if self.now.ask in answered:
            answered = answered[: answered.index(str(self.now.ask))]
        return answered[-1] if answered else None

    def _answer(self, asking: str) -> None:
        """A question in the middle, answered as everywhere else."""
        world = World(self.notice, wording_of(self.notice), self.context.today, self.context.intake_open)
        self.answer, thread = ask_freely(asking, self.thread or Thread(), world)
        self.thread = replace(thread, pending=None)
        self.say(in_between(self.answer))
        if self.answer.topic == "unanswered":
            data = {"question": asking, "topic": self.answer.topic, "office": self.answer.office or self.now.office}
            self.effects.append(Effect("record_unanswered", data))

    # -- how a move ends ----------------------------------------------------------------------------------------

    def take(self, answers: Mapping[str, Accepted], raw: str) -> Step:
        """Store answers, say what they change, and go on."""
        before = self.now
        for field, answer in answers.items():
            self.store(field, answer.value, raw)
        if answers.get("consent") == Accepted("no"):
            self.effects.append(Effect("forget"))
            return self.end(Outcome("cancelled", None, None, (), None), self.speech.shared("refused"))
        for field in answers:
            changed = field in before.facts and before.facts[field] != self.now.facts.get(field)
            if changed and field in regular_questions() and field in self.now.facts:
                self.say(self.speech.edited(field))
        return self.ask_on(continued=bool(self.answer))

    def refuse(self, refused: Refused | None) -> Step:
        self.say(self.speech.refused(refused or Refused("unread")))
        return self.ask_on(continued=False)

    def ask_on(self, continued: bool = True, silent: bool = False) -> Step:
        """Ask the open question; a talk that needs nothing more is sent."""
        if self.now.ask is None:
            outcome, effect, message = send(self.speech, self.notice, self.context)
            self.effects.append(effect)
            return self.end(outcome, message)
        if not silent:
            self.say(self.speech.question(continued))
        return self._step(ask=self.now.ask)

    def end(self, outcome: Outcome, last: Message) -> Step:
        self.say(last)
        return self._step(outcome=outcome)

    def _step(self, ask: str | None = None, outcome: Outcome | None = None) -> Step:
        return Step(
            state=self.state.to_json() if outcome is None else None,
            messages=tuple(self.messages),
            ask=ask,
            progress=self.now.progress if outcome is None else None,
            outcome=outcome,
            answer=self.answer,
            effects=tuple(self.effects),
            thread=self.thread,
        )
