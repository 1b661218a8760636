"""The emergency request as a dialog: one event in, one step out. What is asked next is flows.engine's to say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flows.commands import command
from flows.editing import CONSENT_WITHDRAWN, find_edit, named_field
from flows.emergency import opening
from flows.emergency.evidence import Evidence
from flows.emergency.interruption import in_between
from flows.emergency.resuming import since_then
from flows.engine import CONFIRM, CONSULT, chosen_documents
from flows.exchange import Context, Effect, FlowEvent, Outcome, Step
from flows.labels import wording_of
from flows.parsing import Accepted, Refused, parse
from flows.questions import emergency_questions
from flows.state import (
    ASK,
    CHOSEN,
    OFFICE,
    State,
    state_from_json,
)
from flows.together import offered
from flows.understanding import STEERING, corrected, finished, is_smalltalk, understand
from intents.ask import ask as ask_freely
from intents.thread import Thread
from intents.world import World
from knowledge.equipment import all_equipment
from knowledge.facts import Facts, Open
from knowledge.notice import Notice
from knowledge.regions import nearest_office, route

FLOW = "emergency"
_ENDLESS = re.compile(r"\d{30,}")
_BARE_NAME = 3  # signs beside a field's name, such as a particle, where only the name is said


def start(opening_facts: Facts, raw: str, notice: Notice, context: Context) -> Step:
    """Begin a request with what the opening lines said: facts that were read, and the words themselves."""
    questions = emergency_questions()
    state = State(FLOW, notice.id)
    for fact, value in opening.taken_over(opening_facts, raw, questions, notice, context).items():
        state = opening.with_opening(state, fact, value, raw, context.now)
    move = Dialog(state, questions, notice, context, None)
    known = [q.id for q in questions.values() if q.id in move.now.facts]
    move.say(move.speech.said("start"))
    if known:
        move.say(move.speech.taken(known))
    return move.ask_on(continued=False)


def advance(
    state: Mapping[str, Any], event: FlowEvent, notice: Notice, context: Context, thread: Thread | None = None
) -> Step:
    """The next step of a running request. Raises StateUnreadable, and ReceiptMissing where a case is sent without one."""
    before = state_from_json(state, FLOW)
    move = Dialog(before, emergency_questions(), notice, context, thread)
    move.forget_refused()
    if not (event.choice == "flow:cancel" or command(event.text or "") == "cancel"):
        move.messages.extend(since_then(before, move.speech, context))
    if event.choice is not None:
        return move.choose(event.choice)
    if event.file is not None:
        return move.receive(event.file)
    if event.location is not None:
        return move.locate(*event.location)
    if event.contact_phone is not None:
        return move.write(event.contact_phone, field="phone")
    return move.read(event.text or "")


class Dialog(Evidence):
    """What the person did, as answers, commands and questions."""

    def choose(self, choice: str) -> Step:
        """A button, by its id: `flow:<command>`, `<field>:<value>`, or the value alone for the open question."""
        if choice.startswith("flow:"):
            return self.steer(choice.removeprefix("flow:"))
        field, separator, value = choice.partition(":")
        if not separator or field not in self.questions:
            field, value = self.open.id, choice
        if field != self.open.id:
            return self.refuse(Refused("answered"))
        if self.open.kind == "documents":
            return self._pick_document(value)
        if self.open.kind == "files":
            return self.finish_files(value)
        answer = self._chosen(value)
        return self.refuse(Refused("not_here")) if answer is None else self.take({field: answer}, value)

    def _chosen(self, value: str) -> Accepted | None:
        question = self.open
        if value in tuple(Open):
            skippable = question.kind == "address" and self.now.consulting and value == Open.LATER
            return Accepted(Open(value)) if skippable or value in question.open else None
        if question.kind == "address":
            return Accepted(value) if value in self.now.candidates else None
        if question.kind == "equipment":
            return Accepted(value) if value in all_equipment() else None
        return Accepted(value) if value in question.values else None

    def _pick_document(self, value: str) -> Step:
        keys = tuple(dict.fromkeys(paper.key for paper in self.notice.documents))
        chosen = set(chosen_documents(self.now.facts))
        if value == "all":
            return self.take({"documents": Accepted(keys)}, value)
        if value == "done":
            return self.take({"documents": Accepted(tuple(key for key in keys if key in chosen))}, value)
        if value.removeprefix("drop:") not in keys:
            return self.refuse(Refused("not_here"))
        chosen = chosen - {value.removeprefix("drop:")} if value.startswith("drop:") else chosen | {value}
        self._store(CHOSEN, tuple(key for key in keys if key in chosen), value)
        return self.ask_on(continued=False)

    def locate(self, latitude: float, longitude: float) -> Step:
        """The site as a position: the office whose region it lies in takes the case."""
        office = nearest_office(latitude, longitude).office
        if office is None:
            return self.refuse(Refused("abroad"))
        words = {
            "label": self.labels.word("site_by_location"),
            "latitude": f"{latitude:.4f}",
            "longitude": f"{longitude:.4f}",
        }
        before = self.now
        self._store("site_address", self.labels.word("located", **words), "")
        self._store(OFFICE, office, "")
        return self._after(before, edited=["site_address"] if before.facts.known("site_address") else [])

    def read(self, text: str) -> Step:
        """Free words: a command, a correction, an answer with whatever else it says, or a question in the middle."""
        # no number that a company has is this long, and arithmetic on it fails
        text = _ENDLESS.sub("…", text)
        edit = find_edit(text, self.now.facts, self.now.ask, self.questions, self.notice, self.context.today)
        named_edit = edit is not None and edit.field is not None
        steered = None if named_edit else command(text)
        at_once = offered(self.now, self.questions) if steered == "together" else None
        if at_once is not None:
            return self._together(at_once.group)
        if steered == "together":
            steered = None
        if steered == "person":
            return self._connect()
        if steered:
            return self.steer(steered)
        removed = self.removal(text)
        if removed is not None:
            return removed
        if edit is not None:
            if edit.field is None or (edit.field in STEERING and edit != CONSENT_WITHDRAWN):
                self.say(self.speech.which_edit())
                return self.ask_on(silent=True)
            if edit.answer is None:
                return self.steer(f"edit:{edit.field}")
            return self.take({edit.field: edit.answer}, text)
        named, name = named_field(text, self.now.facts)
        if named and self.now.ask == CONFIRM and len(text.strip()) <= len(name) + _BARE_NAME:
            return self.steer(f"edit:{named}")
        return self.write(text)

    def write(self, text: str, field: str | None = None) -> Step:
        """Words as an answer: to `field`, else to the open question and to whatever other fields they speak of."""
        if field is not None:
            parsed = parse(self.questions[field], text, self.context.today)
            return self.take({field: parsed}, text) if isinstance(parsed, Accepted) else self.refuse(parsed)
        ask, facts = self.open.id, self.now.facts
        corrected = self._corrected(text)
        if corrected:
            return self.take(corrected, text)
        understood = understand(text, ask, facts, self.questions, self.notice, self.context.today)
        answer = understood.answer
        if is_smalltalk(text, self.open, answer, self.notice, self.context.today):
            self._answer(text)
            return self.ask_on()
        if self.open.kind in ("documents", "files"):
            for field, told in understood.others.items():
                self._store_answer(field, told, text)
        if self.open.kind == "documents" and (isinstance(answer, Accepted) or finished(text)):
            return self._documents_in_words(answer, text)
        if self.open.kind == "files" and finished(text):
            return self.finish_files("done")
        if self.open.kind == "address" and self.now.candidates:
            answer = self._which_of_candidates(text) or answer
        if (
            self.open.kind == "address"
            and self.now.consulting
            and isinstance(answer, Refused)
            and answer.reason == "later"
        ):
            answer = Accepted(Open.LATER)
        taken = dict(understood.others)
        if isinstance(answer, Accepted):
            taken[ask] = answer
        if understood.asking:
            self._answer(understood.asking)
        if understood.others:
            self.beside = tuple(understood.others)
        if taken:
            return self.take(taken, text)
        if understood.asking:
            return self.ask_on()
        return self.refuse(answer if isinstance(answer, Refused) else None)

    def _corrected(self, text: str) -> dict[str, Accepted]:
        """After a failing gate: another answer to what made it fail, said without further ado."""
        taken: dict[str, Accepted] = {}
        for finding in self.now.failed if self.open.id == CONSULT else ():
            field = self.speech.to_correct(finding)
            answer = field and corrected(text, field, self.now.facts, self.questions, self.notice, self.context.today)
            if field and answer:
                taken[field] = answer
        return taken

    def _documents_in_words(self, answer: object, text: str) -> Step:
        if isinstance(answer, Accepted) and isinstance(answer.value, tuple):
            keys = tuple(dict.fromkeys(paper.key for paper in self.notice.documents))
            chosen = {*chosen_documents(self.now.facts), *answer.value}
            self._store(CHOSEN, tuple(key for key in keys if key in chosen), text)
            return self.ask_on(continued=False)
        return self._pick_document("done")

    def _which_of_candidates(self, text: str) -> Accepted | None:
        """An answer to "which of these regions": one of the offices, said in words."""
        office = route(text).office
        return Accepted(office) if office in self.now.candidates and len(text) <= 20 else None

    def steer(self, name: str) -> Step:
        """A command of the dialog; `edit:<field>` asks that field once more."""
        if name == "cancel":
            return self.end(Outcome("cancelled", None, None, (), None), self.speech.said("cancelled"))
        if name == "why":
            self.say(self.speech.why())
            return self.ask_on()
        if name == "back":
            return self._back()
        if name == "keep":
            self._store(ASK, "", "")
            return self.ask_on(continued=False)
        if name == "summary":
            self.say(self.speech.facts_so_far())
            return self.ask_on(silent=True)
        if name == "edit":
            self.say(self.speech.which_edit())
            return self.ask_on(silent=True)
        if name.startswith("edits:"):
            self.say(self.speech.which_edit(name.removeprefix("edits:")))
            return self.ask_on(silent=True)
        if name.startswith("together:"):
            return self._together(name.removeprefix("together:"))
        field = name.removeprefix("edit:")
        if name.startswith("edit:") and self._can_ask(field):
            self._store(ASK, field, "")
            return self.ask_on(continued=False)
        if name != "resume":
            self.say(self.speech.refused(Refused("not_here")))
        return self.ask_on()

    def _together(self, group: str) -> Step:
        """All statements of a group that were shown beside the open question, confirmed at once."""
        shown = offered(self.now, self.questions)
        if shown is None or shown.group != group:
            return self.refuse(Refused("answered"))
        said = self.labels.word("together", count=len(shown.answers))
        return self.take({field: Accepted(value) for field, value in shown.answers.items()}, said)

    def _can_ask(self, field: str) -> bool:
        """Whether a field can be asked out of its turn: answered before, or the one that decides a failing gate."""
        correctable = {self.speech.to_correct(finding) for finding in self.now.failed}
        return field not in STEERING and field in self.questions and (field in self.now.facts or field in correctable)

    def _back(self) -> Step:
        previous = self._previous()
        if previous is None:
            self.say(self.speech.said("first"))
            return self.ask_on()
        self._store(ASK, previous, "")
        return self.ask_on(continued=False)

    def _connect(self) -> Step:
        if self.now.ask != CONSULT and not self.now.consulting:
            self._store(ASK, CONSULT, "")
        return self.ask_on(continued=False)

    def _answer(self, asking: str) -> None:
        """A question in the middle, answered as everywhere else."""
        world = World(self.notice, wording_of(self.notice), self.context.today, self.context.intake_open)
        self.answer, self.thread = ask_freely(asking, self.thread or Thread(), world)
        self.say(in_between(self.answer))
        # what the answer would have asked back is not asked: the request's own question comes next
        self.thread = replace(self.thread, pending=None)
        if self.answer.topic == "unanswered":
            data = {"question": asking, "topic": self.answer.topic, "office": self.answer.office or self.now.office}
            self.effects.append(Effect("record_unanswered", data))
