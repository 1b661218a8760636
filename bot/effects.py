"""What a turn does besides talking, carried out on the open transaction: one function per effect kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.codec import file_from_json
from bot.desk import notices, outbox
from bot.errors import RequestOvertaken
from bot.files import rows
from bot.messages import Conversation, Incoming
from bot.store import announce
from bot.store.crypto import Cipher
from bot.store.models import ChatMessage, Request, RequestEvent, UnansweredQuestion
from bot.store.requests import by_receipt
from flows.exchange import Effect

# runs of digits as in telephone and business numbers: a list of questions has no use for them
_NUMBERS = re.compile(r"\d[\d\s-]{6,}\d")
_LATEST_QUESTIONS = 50


def carry_out(
    session: Session,
    effects: Iterable[Effect],
    conversation: Conversation,
    incoming: Incoming,
    *,
    cipher: Cipher,
    today: date,
    now: datetime,
    consent_from: int | None,
) -> list[str]:
    """All effects but `forget`, which replaces the conversation itself and is the runner's.

    Returns the paths of files that are to be deleted after the commit.
    """
    gone: list[str] = []
    for effect in effects:
        if effect.kind == "file_request":
            file_request(
                session, effect.data, conversation, cipher=cipher, today=today, now=now, consent_from=consent_from
            )
        elif effect.kind == "withdraw_request":
            withdraw(session, effect.data, incoming, now=now)
        elif effect.kind == "company_reply":
            company_reply(session, effect.data, incoming, now=now)
        elif effect.kind == "record_unanswered":
            record_unanswered(session, effect.data, now)
        elif effect.kind == "ask_office":
            ask_office(session, effect.data, now)
        elif effect.kind == "drop_files":
            gone += rows.drop(session, conversation.channel, conversation.user, effect.data["ids"])
    return gone


def file_request(
    session: Session,
    data: Mapping[str, Any],
    conversation: Conversation,
    *,
    cipher: Cipher,
    today: date,
    now: datetime,
    consent_from: int | None,
) -> Request:
    """Store the request as it stands, give it the lines said since consent and its files, and tell the staff."""
    number = data.get("business_number")
    summary = {key: data[key] for key in ("summary", "missing_documents", "onsite") if data.get(key) is not None}
    # the day it was judged by, which ASBOT_TODAY may set; `created_at` is the clock's
    summary["filed_on"] = today.isoformat()
    request = Request(
        receipt=data["receipt"],
        kind=data["kind"],
        office=data.get("office"),
        status="new",
        channel=conversation.channel,
        user=conversation.user,
        notice=conversation.notice,
        company_name=data.get("company_name"),
        number_digest=cipher.digest("business_number", number) if number else None,
        facts=dict(data["facts"]),
        findings=list(data["findings"]),
        clauses=dict(data["clauses"]),
        summary=summary,
        fault=data.get("fault"),
        subsidy_krw=data.get("subsidy_krw"),
        created_at=now,
    )
    session.add(request)
    session.flush()
    assert request.id is not None
    session.add(RequestEvent(request_id=request.id, at=now, actor_kind="company", kind="filed"))
    if consent_from is not None:
        theirs = update(ChatMessage).where(
            col(ChatMessage.channel) == conversation.channel,
            col(ChatMessage.user) == conversation.user,
            col(ChatMessage.request_id).is_(None),
            col(ChatMessage.id) >= consent_from,
        )
        session.execute(theirs.values(request_id=request.id))
    ids = [file_from_json(file).id for file in data.get("files", ())]
    rows.link(session, request.id, request.channel, request.user, ids, now)
    notices.filed(session, request, now)
    announce(session, "requests")
    return request


def withdraw(session: Session, data: Mapping[str, Any], incoming: Incoming, *, now: datetime) -> None:
    """The company takes its own request back. Raises RequestOvertaken."""
    request = _own(session, data["receipt"], incoming)
    if request is None:
        return
    request.status = "withdrawn"
    request.closed_at = now
    request.version += 1
    session.add(request)
    assert request.id is not None
    event = RequestEvent(request_id=request.id, at=now, actor_kind="company", kind="withdrawn")
    session.add(event)
    session.flush()
    outbox.redraw_notices(session, request, f"event:{event.id}", now)
    announce(session, "requests")


def company_reply(session: Session, data: Mapping[str, Any], incoming: Incoming, *, now: datetime) -> None:
    """What the company adds: a line of the request, and a notice. After a question the holder has it again.

    Raises RequestOvertaken.
    """
    request = _own(session, data["receipt"], incoming)
    if request is None:
        return
    assert request.id is not None
    files = [file_from_json(file) for file in data.get("files", ())]
    event = RequestEvent(
        request_id=request.id,
        at=now,
        actor_kind="company",
        kind="company_reply",
        body={"text": data.get("text", ""), "files": len(files)},
    )
    session.add(event)
    if request.status == "waiting_company":
        request.status = "contacted" if request.claimed_by is not None else "new"
        request.version += 1
        session.add(request)
    session.flush()
    assert event.id is not None
    rows.link(session, request.id, request.channel, request.user, [file.id for file in files], now)
    notices.company_replied(session, request, str(data.get("text", "")), [file.id for file in files], event.id, now)
    announce(session, "requests")


def record_unanswered(session: Session, data: Mapping[str, Any], now: datetime) -> None:
    """A question for the staff's list. It names nobody: numbers are blotted out and no person is kept with it."""
    question = _NUMBERS.sub("…", str(data["question"]))[:1000]
    office = data.get("office")
    session.add(UnansweredQuestion(question=question, topic=str(data["topic"]), office=office, created_at=now))


def ask_office(session: Session, data: Mapping[str, Any], now: datetime) -> None:
    """A question that the person chose to send: on the office's list, once, and a notice to its chats."""
    text = _NUMBERS.sub("…", str(data["question"]))[:1000]
    question = _just_listed(session, text) or UnansweredQuestion(question=text, topic="unanswered", created_at=now)
    question.office, question.state = str(data["office"]), "sent"
    session.add(question)
    session.flush()
    assert question.id is not None
    notices.asked(session, question.office, question.question, question.id, now)
    announce(session, "requests")


def _just_listed(session: Session, text: str) -> UnansweredQuestion | None:
    """The question as it was listed when it was asked; the column is encrypted, so the latest ones are read."""
    latest = (
        select(UnansweredQuestion)
        .where(UnansweredQuestion.state == "new")
        .order_by(col(UnansweredQuestion.id).desc())
        .limit(_LATEST_QUESTIONS)
    )
    return next((question for question in session.exec(latest) if question.question == text), None)


def _own(session: Session, receipt: str, incoming: Incoming) -> Request | None:
    """The request, if it is this person's and open. Raises RequestOvertaken."""
    request = by_receipt(session, receipt)
    if request is None or (request.channel, request.user) != (incoming.channel, incoming.user):
        return None
    if request.status in ("closed", "withdrawn"):
        raise RequestOvertaken
    return request
