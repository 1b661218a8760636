"""One move of the emergency request: answers are stored, what they change is said, and the next question is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from flows.emergency import filing
from flows.emergency.resuming import told_of
from flows.emergency.speech import Speech
from flows.engine import CONFIRM, CONSULT, Standing, standing
from flows.exchange import Context, Effect, Message, Outcome, Step
from flows.extracting import words_for
from flows.labels import Labels
from flows.papers import filed_of, papers_message
from flows.parsing import Accepted, Refused
from flows.questions import Question, Questions
from flows.state import ASK, EQUIPMENT_WORDS, OFFICE, REFUSED, SUPPLIER_UNVERIFIED, UNVERIFIED, State
from flows.understanding import STEERING
from intents.answer import Answer
from intents.thread import Thread
from knowledge.facts import FactValue
from knowledge.findings import Status
from knowledge.notice import Notice

# a gate that turns from one of these to met, or from one of these to review, is announced
TURNED, SETTLED = (Status.FAIL, Status.REVIEW), (Status.FAIL, Status.PASS)
_UNVERIFIED = {"business_number": UNVERIFIED, "supplier_number": SUPPLIER_UNVERIFIED}


class Move:
    """Collects what is answered and said until it is a Step."""

    def __init__(
        self, state: State, questions: Questions, notice: Notice, context: Context, thread: Thread | None
    ) -> None:
        self.questions, self.notice, self.context, self.thread = questions, notice, context, thread
        self.state = state
        self.messages: list[Message] = []
        self.answer: Answer | None = None
        self.effects: list[Effect] = []
        self.beside: tuple[str, ...] = ()  # fields that a message told beside its answer
        self._stand()

    def _stand(self) -> None:
        self.now: Standing = standing(self.state, self.questions, self.notice, self.context)

    @property
    def speech(self) -> Speech:
        return Speech(self.now, self.questions, self.notice, can_go_back=self._previous() is not None)

    @property
    def labels(self) -> Labels:
        return self.speech.labels

    @property
    def open(self) -> Question:
        return self.questions[str(self.now.ask)]

    def say(self, message: Message) -> None:
        self.messages.append(message)

    def _previous(self) -> str | None:
        """The question that was answered before the open one."""
        answered: list[str] = []
        for entry in self.state.entries:
            if entry.fact in self.questions and not entry.opening and entry.fact not in (CONFIRM, CONSULT):
                answered = [field for field in answered if field != entry.fact] + [entry.fact]
        answered = [field for field in answered if field in self.now.facts]
        if self.now.ask in answered:
            answered = answered[: answered.index(str(self.now.ask))]
        return answered[-1] if answered else None

    # -- taking answers -----------------------------------------------------------------------------------------

    def _store(self, fact: str, value: FactValue, raw: str) -> None:
        self.state = self.state.with_entry(fact, value, raw, self.context.now)
        self._stand()

    def take(self, answers: Mapping[str, Accepted], raw: str) -> Step:
        """Store answers, say what they change, and go on."""
        before, ask = self.now, self.now.ask
        edited = [f for f, a in answers.items() if f in before.facts and before.facts[f] != a.value]
        if before.candidates:
            edited = [field for field in edited if field != "site_address"]
        for field, answer in answers.items():
            if not self._store_answer(field, answer, raw):
                return self.ask_on(continued=False)
        if answers.get("consent") == Accepted("no"):
            self.effects.append(Effect("forget"))
            return self.end(Outcome("cancelled", None, None, (), None), self.speech.said("refused"))
        if ask == CONSULT and answers.get(CONSULT) == Accepted("no") and before.failed:
            failed = tuple(finding.gate for finding in before.failed)
            return self.end(Outcome("declined", None, before.office, failed, None), self.speech.said("declined"))
        beside = [field for field in self.beside if field in self.now.facts]
        if beside:
            self.say(self.speech.taken(beside))
        if ask == CONFIRM and CONFIRM in answers:
            if answers[CONFIRM].value == "yes" and not self.now.failed:
                return self.send(filing.REQUEST)
            self.say(self.speech.which_edit())
            return self.ask_on(silent=True)
        return self._after(before, edited)

    def _store_answer(self, field: str, answer: Accepted, raw: str) -> bool:
        """Store one answer; False where it has to be given once more first."""
        if field == CONFIRM and answer.value != "yes":
            return True
        if field == "site_address" and answer.value in self.now.candidates:
            self._store(OFFICE, answer.value, raw)
            return True
        if answer.doubtful:
            digest = _digest(field, str(answer.value))
            if self.now.facts.known(REFUSED) != digest:
                self._store(REFUSED, digest, "")
                if self.now.ask != field:
                    self._store(ASK, field, "")
                self.say(self.speech.refused(Refused("check_digit")))
                return False
        self._store(field, answer.value, raw)
        words = words_for(answer.value, raw, self.notice, self.context.today) if field == "equipment" else None
        if words:
            self._store(EQUIPMENT_WORDS, words, "")
        if field in _UNVERIFIED and answer.doubtful:
            self._store(_UNVERIFIED[field], "yes", "")
            self.say(self.speech.said("unverified"))
        return True

    def _after(self, before: Standing, edited: list[str]) -> Step:
        for field in edited:
            if field in self.now.facts and field not in STEERING:
                self.say(self.speech.edited(field, before.office))
        if edited:
            self._announce_gates(before)
        if self.now.office and self.now.office != before.office and "site_address" not in edited:
            self.say(self.speech.said("office_sends", office=self.notice.offices[self.now.office].name))
        if self.now.facts.known("quote_amount") != before.facts.known("quote_amount"):
            amount = self.speech.amount()
            if amount:
                self.say(amount)
        if self.now.consulting and not before.consulting and self.now.ask is not None:
            self.say(self.speech.said("consult_begins"))
        return self.ask_on(continued=bool(self.answer))

    def _announce_gates(self, before: Standing) -> None:
        """A correction that turns a gate is said; one that makes it fail is, by the question that follows."""
        was = {finding.gate: finding.status for finding in before.findings}
        met = [f.gate for f in self.now.findings if f.status is Status.PASS and was[f.gate] in TURNED]
        review = [f.gate for f in self.now.findings if f.status is Status.REVIEW and was[f.gate] in SETTLED]
        for what, gates in (("now_met", met), ("now_review", review)):
            if gates:
                self.say(self.speech.said(what, labels=[self.notice.gates[gate].title for gate in gates]))

    def refuse(self, refused: Refused | None) -> Step:
        self.say(self.speech.refused(refused or Refused("unread")))
        return self.ask_on(continued=False)

    # -- how a move ends ----------------------------------------------------------------------------------------

    def ask_on(self, continued: bool = True, silent: bool = False) -> Step:
        """Ask the open question; a consultation that needs nothing more is sent."""
        if self.now.ask is None:
            return self.send(filing.CONSULTATION)
        if not silent:
            self.say(self.speech.question(continued))
        told = told_of(self.now, self.notice)
        return Step(
            state=replace(self.state, told=told, notice=self.notice.id).to_json(),
            messages=tuple(self.messages),
            ask=self.now.ask,
            progress=self.now.progress,
            findings=self.now.findings,
            answer=self.answer,
            effects=tuple(self.effects),
            thread=self.thread,
        )

    def send(self, kind: str) -> Step:
        outcome = filing.outcome_of(kind, self.now, self.notice, self.context)
        effect = filing.file_effect(kind, self.now, self.questions, self.notice, self.context, outcome)
        self.effects.append(effect)
        self.say(filing.sent_message(kind, self.now, self.notice, self.context, outcome))
        return self.end(outcome, papers_message(filed_of(effect.data, self.context.today), self.notice))

    def end(self, outcome: Outcome, last: Message) -> Step:
        self.say(last)
        return Step(
            state=None,
            messages=tuple(self.messages),
            findings=self.now.findings,
            outcome=outcome,
            answer=self.answer,
            effects=tuple(self.effects),
            thread=self.thread,
        )


def _digest(field: str, number: str) -> str:
    """A refused number is not kept; this is only to know it again."""
    return hashlib.sha256(f"{field}:{number}".encode()).hexdigest()[:16]
