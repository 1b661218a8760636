"""What a flow asks next, derived from the facts: no order of screens is stored anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.exchange import Context
from flows.questions import Question, Questions
from flows.state import CHOSEN, OFFICE, State, replay
from intents.reading import read
from knowledge.evaluation import evaluate
from knowledge.facts import Facts, FactValue, Open
from knowledge.findings import Finding, Status
from knowledge.notice import Notice
from knowledge.regions import route

SUPPORT_TYPE = "emergency"
# a request of this person that staff still work on counts as an application of this year
PENDING = ("new", "claimed", "contacted", "waiting_company")
CONSULT = "consult"
CONFIRM = "confirm"
EMPTY: Questions = {}


@dataclass(frozen=True)
class Standing:
    """Where a case stands. `ask` None: everything that a consultation needs is known."""

    facts: Facts
    findings: tuple[Finding, ...]
    ask: str | None
    reopened: bool
    progress: tuple[int, int]
    office: str | None
    candidates: tuple[str, ...]
    taken_over: frozenset[str] = frozenset()  # fields whose answer was read from the opening lines

    def needs(self, question: Question) -> bool:
        """Whether a question is still to be asked: it matters, and an open gate or the request needs its answer."""
        view = _View(EMPTY, self.facts, {f.gate: f.status for f in self.findings}, self.office is not None)
        return view.needed(question) and not view.answered(question) and question.matters(self.facts) is True

    @property
    def failed(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.status is Status.FAIL)

    @property
    def consulting(self) -> bool:
        """Whether the person chose to talk with the office instead of sending a request."""
        return bool(self.facts.known(CONSULT) == "yes")


def standing(state: State, questions: Questions, notice: Notice, context: Context) -> Standing:
    """The standing of a state on the day of the context."""
    replayed = replay(state.entries, questions)
    office, candidates = office_of(replayed.facts)
    findings = evaluate(judged(replayed.facts, notice, context), notice, context.today, context.intake_open)
    view = _View(questions, replayed.facts, {f.gate: f.status for f in findings}, office is not None)
    return Standing(
        facts=replayed.facts,
        findings=findings,
        ask=view.next(replayed.focus),
        reopened=replayed.focus is not None,
        progress=view.progress(),
        office=office,
        candidates=candidates,
        taken_over=frozenset(entry.fact for entry in state.entries if entry.opening)
        - {entry.fact for entry in state.entries if not entry.opening},
    )


def judged(facts: Facts, notice: Notice, context: Context) -> Facts:
    """The facts as the gates see them: with what the description says and what this person sent before."""
    derived: dict[str, FactValue] = {}
    described = facts.known("fault_description")
    if described:
        works = read(str(described), notice, context.today).facts.known("works")
        if works:
            derived["works"] = tuple(works)
    if any(
        own.kind == "request" and own.status in PENDING and own.filed_on.year == context.today.year
        for own in context.own_requests
    ):
        derived["own_open_request"] = "yes"
    return facts.updated(derived)


def office_of(facts: Facts) -> tuple[str | None, tuple[str, ...]]:
    """The office of the address, or the offices that it may mean."""
    chosen, address = facts.known(OFFICE), facts.known("site_address")
    if chosen:
        return str(chosen), ()
    if not address:
        return None, ()
    routing = route(str(address))
    return routing.office, () if routing.office else routing.candidates


@dataclass(frozen=True)
class _View:
    questions: Questions
    facts: Facts
    gates: Mapping[str, Status]
    placed: bool  # the address leads to one office

    def answered(self, question: Question) -> bool:
        if question.kind == "address":
            return self.placed or self.facts.state(question.id) == Open.LATER
        return question.id in self.facts

    def needed(self, question: Question) -> bool:
        """Whether the request or a gate that is not decided yet still needs the answer."""
        if self.facts.known(CONSULT) == "yes":
            return "consultation" in question.needs
        return "request" in question.needs or any(self.gates[gate] is Status.OPEN for gate in question.gates)

    def next(self, focus: str | None) -> str | None:
        consulting = self.facts.known(CONSULT) == "yes"
        if focus and (focus == CONSULT or self.questions[focus].matters(self.facts)):
            return focus
        if Status.FAIL in self.gates.values() and not consulting:
            return CONSULT
        for question in self.questions.values():
            if self.needed(question) and not self.answered(question) and question.matters(self.facts):
                return question.id
        return None

    def progress(self) -> tuple[int, int]:
        """Answered and all questions that matter, counting those whose turn may still come."""
        counted = [
            question
            for question in self.questions.values()
            if question.id != CONSULT
            and question.matters(self.facts) is not False
            and (self.needed(question) or (question.id in self.facts and self.facts.known(CONSULT) != "yes"))
        ]
        return sum(self.answered(question) for question in counted), len(counted)


def chosen_documents(facts: Facts) -> tuple[str, ...]:
    """Papers picked so far."""
    return tuple(facts.known(CHOSEN) or ())
