"""A company that talks with the emergency request: a happy path of answers, with what a test changes in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pytest

from flows import emergency
from flows.exchange import Context, FileRef, FlowEvent, Step
from flows.questions import Questions, emergency_questions
from intents.thread import Thread
from knowledge.business_number import check_digit
from knowledge.facts import Facts
from knowledge.findings import Finding
from knowledge.loading import default_notice
from knowledge.notice import Notice

TODAY = date(2023, 6, 14)
OWN_NUMBER = "12345678" + "9"
OWN_NUMBER += check_digit(OWN_NUMBER)
SUPPLIER_NUMBER = "220810001" + check_digit("220810001")
ALL_PAPERS = ("application", "registration", "tax", "consent_form", "financials", "track_proof")

Answer = FlowEvent | tuple[FlowEvent, ...]


def press(choice: str) -> FlowEvent:
    return FlowEvent(choice=choice)


def write(text: str) -> FlowEvent:
    return FlowEvent(text=text)


HAPPY: Mapping[str, Answer] = {
    "consent": press("consent:yes"),
    "equipment": press("server"),
    "fault_description": write("MES 서버가 부팅되지 않습니다"),
    "failure_repair": press("yes"),
    "track": press("program"),
    "program_completed": press("yes"),
    "level_certificate": press("yes"),
    "scope_link": press("yes"),
    "unsupported_item": press("no"),
    "warranty": press("no"),
    "self_capable": press("no"),
    "manufacturing_sme": press("yes"),
    "closed": press("no"),
    "tax_arrears": press("no"),
    "sanctioned": press("no"),
    "other_application": press("no"),
    "site_address": write("경기 화성시 봉담읍"),
    "company_name": write("가나정밀"),
    "business_number": write(OWN_NUMBER),
    "contact_name": write("김가나 과장"),
    "phone": write("010-2345-6789"),
    "occurred_on": write("어제"),
    "supplier_name": write("다라시스템"),
    "supplier_number": write(SUPPLIER_NUMBER),
    "quote_amount": write("3,600만 원"),
    "self_funds": press("yes"),
    "lower_amount_consent": press("yes"),
    "duration_months": write("2개월"),
    "documents": (*(press(paper) for paper in ALL_PAPERS), press("done")),
    "tax_certificate_issued_on": write("6월 1일"),
    "attachments": (FlowEvent(file=FileRef("f1", "photo", "서버 앞면.jpg", 1000)), press("done")),
    "confirm": press("confirm:yes"),
    "consult": press("consult:no"),
}


@dataclass
class Company:
    """One person in one conversation; every state goes through JSON, as in a store."""

    notice: Notice
    context: Context
    step: Step
    thread: Thread = field(default_factory=Thread)
    asked: list[str] = field(default_factory=list)
    progress: list[tuple[int, int]] = field(default_factory=list)

    @property
    def ask(self) -> str | None:
        return self.step.ask

    @property
    def texts(self) -> str:
        return "\n".join(message.text for message in self.step.messages)

    @property
    def choices(self) -> list[str]:
        return [choice.id for message in self.step.messages for choice in message.choices]

    def do(self, event: FlowEvent) -> Step:
        assert self.step.state is not None, "the flow has ended"
        state = json.loads(json.dumps(self.step.state, ensure_ascii=False))
        self.step = emergency.advance(state, event, self.notice, self.context, self.thread)
        self.thread = self.step.thread or self.thread
        if self.step.ask:
            self.asked.append(self.step.ask)
        if self.step.progress:
            self.progress.append(self.step.progress)
        return self.step

    def say(self, text: str) -> Step:
        return self.do(write(text))

    def press(self, choice: str) -> Step:
        return self.do(press(choice))

    def answer(self, answers: Mapping[str, Answer]) -> Step:
        events = answers[str(self.ask)]
        for event in events if isinstance(events, tuple) else (events,):
            self.do(event)
        return self.step

    def go_on(self, until: str | None = None, **changes: Answer) -> Step:
        """Answer what is asked, by the happy path with these changes, until a field is asked or the flow has ended."""
        answers = {**HAPPY, **changes}
        for _ in range(80):
            if self.step.state is None or (until is not None and self.ask == until):
                return self.step
            self.answer(answers)
        raise AssertionError(f"the dialog does not end; asked last: {self.asked[-5:]}")

    @property
    def facts(self) -> dict[str, Any]:
        """The facts as they were filed."""
        return dict(self.filed["facts"])

    @property
    def filed(self) -> Mapping[str, Any]:
        return next(effect.data for effect in self.step.effects if effect.kind == "file_request")

    def gate(self, name: str) -> Finding:
        return next(finding for finding in self.step.findings if finding.gate == name)

    def statuses(self) -> dict[str, str]:
        return {finding.gate: finding.status.value for finding in self.step.findings}


@pytest.fixture(scope="session")
def notice() -> Notice:
    return default_notice()


@pytest.fixture(scope="session")
def questions() -> Questions:
    return emergency_questions()


@pytest.fixture(scope="session")
def context() -> Context:
    return Context(
        today=TODAY,
        now=datetime(2023, 6, 14, 7, 16),  # noqa: DTZ001 - wall clock of the offices
        intake_open={"emergency": True, "regular": True},
        offices_with_staff=frozenset({"gyeonggi"}),
        reserved_receipt="2306-0147",
    )


NewCompany = Callable[..., Company]


@pytest.fixture
def company(notice: Notice, context: Context) -> NewCompany:
    """Begin a request: `opening` facts and words, and what the context differs in."""

    def begin(opening: Mapping[str, Any] | None = None, raw: str = "", **differing: Any) -> Company:
        own = replace(context, **differing)
        step = emergency.start(Facts(opening or {}), raw, notice, own)
        begun = Company(notice, own, step)
        if step.ask:
            begun.asked.append(step.ask)
        if step.progress:
            begun.progress.append(step.progress)
        return begun

    return begin


@pytest.fixture(scope="session")
def happy() -> Mapping[str, Answer]:
    return HAPPY


@pytest.fixture
def number() -> Callable[[str], str]:
    """A business number with a right check digit from nine digits."""
    return lambda nine: nine + check_digit(nine)
