"""kill -9 in the middle of a conversation: it goes on where it was, and nobody is asked twice."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.standing import Standing
from bot.store import Store
from bot.store.models import Conversation, IncomingEvent, Request
from knowledge.business_number import check_digit

OWN, SUPPLIER = "123456789", "220810001"
ANSWERS: dict[str, dict[str, str]] = {
    "consent": {"choice": "yes"},
    "equipment": {"text": "서버요"},
    "fault_description": {"text": "MES 서버가 부팅되지 않습니다"},
    "failure_repair": {"choice": "yes"},
    "track": {"choice": "program"},
    "program_completed": {"text": "네"},
    "scope_link": {"choice": "yes"},
    "unsupported_item": {"text": "아니요"},
    "warranty": {"choice": "no"},
    "self_capable": {"choice": "no"},
    "manufacturing_sme": {"text": "네"},
    "closed": {"choice": "no"},
    "tax_arrears": {"choice": "no"},
    "sanctioned": {"choice": "no"},
    "other_application": {"choice": "no"},
    "site_address": {"text": "경기 화성시 봉담읍"},
    "company_name": {"text": "가나정밀"},
    "business_number": {"text": OWN + check_digit(OWN)},
    "contact_name": {"text": "김가나"},
    "phone": {"text": "010-2345-6789"},
    "occurred_on": {"text": "어제"},
    "supplier_name": {"text": "다라시스템"},
    "supplier_number": {"text": SUPPLIER + check_digit(SUPPLIER)},
    "quote_amount": {"text": "3,600만 원"},
    "self_funds": {"choice": "yes"},
    "lower_amount_consent": {"choice": "yes"},
    "duration_months": {"text": "2개월"},
    "documents": {"choice": "done"},
    "tax_certificate_issued_on": {"text": "6월 1일"},
    "attachments": {"choice": "done"},
    "confirm": {"choice": "yes"},
}
KILLS = 6


def test_a_request_survives_being_killed_at_any_moment(
    start: Callable[..., Any], tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    chance = random.Random(20230614)
    chat = start("chat", "--json")
    reply = chat.does(choice="request:start")
    asked: list[str] = []
    kill_at = set(chance.sample(range(3, 25), KILLS))
    step = 0
    while reply["outcome"] is None:
        step += 1
        assert step < 80
        field = reply["ask"]
        if step not in kill_at:
            asked.append(field)
            reply = chat.does(**ANSWERS[field])
            continue
        # the answer is on its way, and the process dies somewhere before, within or after its commit
        chat.write(**ANSWERS[field])
        time.sleep(chance.uniform(0.0, 0.05))
        chat.kill()
        chat = start("chat", "--json")
        again = chat.does(text="/status")
        assert again["flow"] == "emergency"
        assert again["progress"]["done"] >= reply["progress"]["done"]
        if again["ask"] != field:
            asked.append(field)
        reply = again
    assert reply["outcome"]["result"] == "routed"
    assert reply["outcome"]["office"] == "gyeonggi"
    assert len(asked) == len(set(asked)), "each question was answered once"
    store = open_store(f"sqlite:///{tmp_path}/data/asbot.sqlite", "k")
    with store.read() as session:
        (request,) = session.exec(select(Request)).all()
        assert request.receipt == reply["outcome"]["receipt"]
        assert request.facts["quote_amount"] == 36_000_000
        (conversation,) = session.exec(select(Conversation)).all()
        assert Standing.from_json(conversation.state).flow is None


def test_a_reply_that_was_printed_is_never_lost(
    start: Callable[..., Any], tmp_path: Path, open_store: Callable[..., Store]
) -> None:
    chat = start("chat", "--json")
    reply = chat.does(choice="request:start")
    for _ in range(4):
        printed = chat.does(**ANSWERS[reply["ask"]])
        chat.kill()
        chat = start("chat", "--json")
        reply = chat.does(text="/status")
        assert reply["ask"] == printed["ask"]
        assert reply["progress"] == printed["progress"]
    chat.kill()
    store = open_store(f"sqlite:///{tmp_path}/data/asbot.sqlite", "k")
    with store.read() as session:
        assert len(session.exec(select(IncomingEvent)).all()) == 9


@pytest.mark.postgres
def test_it_survives_on_postgresql_too(
    start: Callable[..., Any], environment: dict[str, str], postgres_url: str
) -> None:
    environment["DATABASE_URL"] = postgres_url
    assert start("migrate").end() == 0
    chat = start("chat", "--json")
    reply = chat.does(choice="request:start")
    for _ in range(2):
        chat.write(**ANSWERS[reply["ask"]])
        printed = chat.read()
        chat.kill()
        chat = start("chat", "--json")
        reply = chat.does(text="/status")
        assert reply["ask"] == printed["ask"]
    assert json.dumps(reply)
