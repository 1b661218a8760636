"""A person who talks to the assistant through the runner, as every channel does."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bot.messages import Incoming, Reply
from bot.runner import Runner
from bot.store import Store
from flows.exchange import FileRef
from knowledge.business_number import check_digit
from knowledge.loading import default_notice

TODAY = date(2023, 6, 14)


def number(start: str) -> str:
    return start + check_digit(start)


PHOTO = FileRef("files/photo-1.jpg", "photo", "서버 앞면.jpg", 1000)
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "consent": {"choice": "consent:yes"},
    "equipment": {"choice": "equipment:server"},
    "fault_description": {"text": "MES 서버가 부팅되지 않습니다"},
    "failure_repair": {"choice": "failure_repair:yes"},
    "track": {"choice": "track:program"},
    "program_completed": {"text": "네"},
    "level_certificate": {"text": "네"},
    "scope_link": {"choice": "scope_link:yes"},
    "unsupported_item": {"choice": "no"},
    "warranty": {"text": "아니요"},
    "self_capable": {"choice": "no"},
    "manufacturing_sme": {"choice": "yes"},
    "closed": {"choice": "no"},
    "tax_arrears": {"choice": "no"},
    "sanctioned": {"choice": "no"},
    "other_application": {"choice": "no"},
    "site_address": {"text": "경기 화성시 봉담읍"},
    "company_name": {"text": "가나정밀"},
    "business_number": {"text": number("123456789")},
    "contact_name": {"text": "김가나 과장"},
    "phone": {"text": "010-2345-6789"},
    "occurred_on": {"text": "어제"},
    "supplier_name": {"text": "다라시스템"},
    "supplier_number": {"text": number("220810001")},
    "quote_amount": {"text": "3,600만 원"},
    "self_funds": {"choice": "yes"},
    "lower_amount_consent": {"choice": "yes"},
    "duration_months": {"text": "2개월"},
    "documents": {"choice": "done"},
    "tax_certificate_issued_on": {"text": "6월 1일"},
    "attachments": {"choice": "done"},
    "confirm": {"choice": "confirm:yes"},
    "consult": {"choice": "consult:yes"},
}


@dataclass
class Person:
    """One company's person in one channel."""

    runner: Runner
    channel: str = "terminal"
    user: str = "local"

    def event(self, event_id: str | None = None, **what: Any) -> Incoming:
        return Incoming(event_id or uuid.uuid4().hex, self.channel, self.user, **what)

    def does(self, **what: Any) -> Reply:
        return self.runner.handle(self.event(**what))

    def says(self, text: str) -> Reply:
        return self.does(text=text)

    def presses(self, choice: str) -> Reply:
        return self.does(choice=choice)

    def goes_to(self, field: str, **changed: Mapping[str, Any]) -> Reply:
        """Starts a request and answers until this field is asked."""
        reply = self.presses("request:start")
        for _ in range(80):
            if reply.ask == field:
                return reply
            assert reply.ask is not None, f"{field} is not asked; ended with {reply.outcome}"
            reply = self.does(**{**ANSWERS, **changed}[reply.ask])
        raise AssertionError(f"{field} is not reached")

    def files_a_request(self, **changed: Mapping[str, Any]) -> Reply:
        """A request with everything in order, but for `changed`; returns the reply that ends it."""
        reply = self.presses("request:start")
        for _ in range(80):
            if reply.outcome is not None:
                return reply
            assert reply.ask is not None
            reply = self.does(**{**ANSWERS, **changed}[reply.ask])
        raise AssertionError("the request does not end")


@pytest.fixture
def runner(sqlite_store: Store) -> Runner:
    return Runner(sqlite_store, default_notice(), today=lambda: TODAY)


@pytest.fixture
def either_runner(either_store: Store) -> Runner:
    """A runner on each database."""
    return Runner(either_store, default_notice(), today=lambda: TODAY)


@pytest.fixture
def person(runner: Runner) -> Person:
    return Person(runner)


@pytest.fixture
def meet() -> Callable[..., Person]:
    """Makes a person on a runner."""
    return Person


@pytest.fixture
def photo() -> FileRef:
    return PHOTO
