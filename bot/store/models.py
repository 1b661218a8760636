"""The tables. What is personal is `Encrypted`; what has to be looked up by a personal value is a digest.

Moments are aware and in UTC on both databases. Closed lists are plain text columns; their values are
the tuples below.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Index, String, text
from sqlmodel import Field, SQLModel

from bot.store.columns import UtcDateTime
from bot.store.crypto import Encrypted

SENDERS = ("company", "assistant", "staff", "event")
REQUEST_KINDS = ("request", "consultation")
REQUEST_STATUSES = ("new", "claimed", "contacted", "waiting_company", "closed", "withdrawn")
ACTOR_KINDS = ("company", "staff", "assistant", "system")
REQUEST_EVENT_KINDS = (
    "filed", "claimed", "released", "asked_back", "company_reply", "note", "handed_over", "closed", "withdrawn",
    "gate_checked", "seen", "undone",
)  # fmt: skip
ATTACHMENT_STATES = ("waiting", "stored", "failed", "refused")
ROLES = ("staff", "lead", "admin")
DELIVERY_KINDS = ("chat_reply", "staff_notice", "company_notice", "admin_notice", "file_fetch", "papers", "reminder")
DELIVERY_CHANNELS = ("telegram", "web", "none")
DELIVERY_STATES = ("waiting", "sending", "sent", "failed", "blocked", "uncertain")


# SQLite gives a deleted row's id to the next one unless told not to; ids here are cursors and appear in buttons
_NO_REUSE = {"sqlite_autoincrement": True}


def utc_now() -> datetime:
    return datetime.now(UTC)


def _moment(nullable: bool = False, index: bool = False) -> Any:
    if nullable:
        return Field(default=None, sa_column=Column(UtcDateTime, nullable=True, index=index))
    return Field(default_factory=utc_now, sa_column=Column(UtcDateTime, nullable=False, index=index))


def _secret(name: str, nullable: bool = False) -> Any:
    if nullable:
        return Field(default=None, sa_column=Column(Encrypted(name), nullable=True))
    return Field(sa_column=Column(Encrypted(name), nullable=False))


class Conversation(SQLModel, table=True):
    """One person's conversation in one channel; `version` counts turns and guards against two at once."""

    __tablename__ = "conversation"

    channel: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    notice: str
    state: dict[str, Any] = _secret("conversation.state")
    version: int = 1
    consented: bool = False
    created_at: datetime = _moment()
    updated_at: datetime = _moment(index=True)


class IncomingEvent(SQLModel, table=True):
    """An event that was handled, with the reply it got: the same id again gets the same reply."""

    __tablename__ = "incoming_event"

    channel: str = Field(primary_key=True)
    event_id: str = Field(primary_key=True)
    user: str = Field(index=True)
    received_at: datetime = _moment(index=True)
    reply: dict[str, Any] | None = _secret("incoming_event.reply", nullable=True)


class ChatMessage(SQLModel, table=True):
    """A line of a conversation as shown. Staff see only lines with their request's id."""

    __tablename__ = "chat_message"
    __table_args__ = (Index("ix_chat_message_person", "channel", "user", "id"), _NO_REUSE)

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    user: str
    sender: str  # SENDERS
    body: dict[str, Any] = _secret("chat_message.body")  # text, choices, card
    at: datetime = _moment()
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)


class Staff(SQLModel, table=True):
    """A person of an office; an administrator has no office."""

    __tablename__ = "staff"
    __table_args__ = _NO_REUSE

    id: int | None = Field(default=None, primary_key=True)
    name: str = _secret("staff.name")
    office: str | None = Field(default=None, index=True)
    role: str  # ROLES
    telegram_user: str | None = Field(default=None, unique=True)
    active: bool = True
    created_at: datetime = _moment()


class StaffChat(SQLModel, table=True):
    """A Telegram chat that gets an office's notices: a group, or one person's chat."""

    __tablename__ = "staff_chat"
    __table_args__ = _NO_REUSE

    id: int | None = Field(default=None, primary_key=True)
    chat_id: str = Field(unique=True)
    office: str | None = Field(default=None, index=True)  # None: administrators
    is_group: bool
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    active: bool = True


class Request(SQLModel, table=True):
    """A request or consultation with its facts, findings and clause texts as they were when it was filed."""

    __tablename__ = "request"
    __table_args__ = (Index("ix_request_person", "channel", "user"), _NO_REUSE)

    id: int | None = Field(default=None, primary_key=True)
    receipt: str = Field(unique=True)
    kind: str  # REQUEST_KINDS
    office: str | None = Field(default=None, index=True)
    status: str = Field(default="new", index=True)  # REQUEST_STATUSES
    channel: str
    user: str
    notice: str
    company_name: str | None = _secret("request.company_name", nullable=True)
    number_digest: str | None = Field(default=None, index=True)  # Cipher.digest("business_number", ten digits)
    facts: dict[str, Any] = _secret("request.facts")
    findings: list[dict[str, Any]] = _secret("request.findings")
    clauses: dict[str, str] = _secret("request.clauses")  # id -> quote
    summary: Any = _secret("request.summary", nullable=True)
    fault: str | None = _secret("request.fault", nullable=True)
    subsidy_krw: int | None = None
    claimed_by: int | None = Field(default=None, foreign_key="staff.id")
    claimed_at: datetime | None = _moment(nullable=True)
    created_at: datetime = _moment(index=True)
    closed_at: datetime | None = _moment(nullable=True)
    version: int = 1


class RequestEvent(SQLModel, table=True):
    """One step in a request's life; rows are only added."""

    __tablename__ = "request_event"
    __table_args__ = _NO_REUSE

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="request.id", index=True)
    at: datetime = _moment()
    actor_kind: str  # ACTOR_KINDS
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    kind: str  # REQUEST_EVENT_KINDS
    body: dict[str, Any] | None = _secret("request_event.body", nullable=True)


class Attachment(SQLModel, table=True):
    """A file as its channel names it (`file_id`); the bytes come later and lie under `stored_path`."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_person", "channel", "user"), _NO_REUSE)

    id: int | None = Field(default=None, primary_key=True)
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    channel: str
    user: str
    file_id: str
    kind: str  # photo, video, document: as its channel sent it
    name: str = _secret("attachment.name")
    size: int
    stored_path: str | None = None  # relative to the data folder
    media_type: str | None = None  # what it is by its content (bot.files.kinds)
    refused: str | None = None  # why it was not taken (bot.files.kinds.REASONS)
    state: str = "waiting"  # ATTACHMENT_STATES
    created_at: datetime = _moment()


class Invite(SQLModel, table=True):
    """A single-use invitation; only the digest of its code is kept (Cipher.digest("invite", code))."""

    __tablename__ = "invite"
    __table_args__ = _NO_REUSE

    id: int | None = Field(default=None, primary_key=True)
    code_digest: str = Field(unique=True)
    office: str | None = None
    role: str  # ROLES
    created_at: datetime = _moment()
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = _moment(nullable=True)
    used_by: int | None = Field(default=None, foreign_key="staff.id")


class ConsoleLink(SQLModel, table=True):
    """A one-time link to the console (Cipher.digest("console_link", token)); without staff: an administrator's."""

    __tablename__ = "console_link"

    token_digest: str = Field(primary_key=True)
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = _moment(nullable=True)


class ConsoleSession(SQLModel, table=True):
    """A browser that is signed in to the console (Cipher.digest("console_session", token))."""

    __tablename__ = "console_session"

    token_digest: str = Field(primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")
    csrf: str
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Delivery(SQLModel, table=True):
    """Something to be done after the commit: a message to send, a file to fetch, a reminder."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_due", "state", "due_at"),
        Index("ix_delivery_recipient", "recipient", "id"),
        _NO_REUSE,
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # DELIVERY_KINDS
    channel: str  # DELIVERY_CHANNELS
    recipient: str  # a chat's id, or office:<id> / admins until somebody of it has joined
    payload: dict[str, Any] | None = _secret("delivery.payload", nullable=True)
    state: str = Field(default="waiting", sa_column=Column(String, nullable=False, server_default=text("'waiting'")))
    due_at: datetime = _moment()
    lease_until: datetime | None = _moment(nullable=True)
    lease_owner: str | None = None
    attempts: int = 0
    error_kind: str | None = None  # an error's type, never its text
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    dedupe_key: str = Field(unique=True)
    external_id: str | None = None  # the message's id in the channel
    created_at: datetime = _moment()
    sent_at: datetime | None = _moment(nullable=True)


class IntakeSwitch(SQLModel, table=True):
    """Whether one support type takes applications (budget left); no row means open."""

    __tablename__ = "intake_switch"

    support_type: str = Field(primary_key=True)  # emergency, regular
    open: bool
    changed_at: datetime = _moment()


class ReceiptCounter(SQLModel, table=True):
    """The last number given in a month (YYMM)."""

    __tablename__ = "receipt_counter"

    month: str = Field(primary_key=True)
    last: int


class FlowCounter(SQLModel, table=True):
    """How many runs of a flow that began on a day did something at a step (bot.flow_counts). It names nobody."""

    __tablename__ = "flow_counter"

    day: str = Field(primary_key=True)  # ISO date in Korea
    flow: str = Field(primary_key=True)
    step: str = Field(primary_key=True)  # a question; a gate for `declined_by`; empty for the whole run
    event: str = Field(primary_key=True)
    count: int


class UnansweredQuestion(SQLModel, table=True):
    """A question that the notice does not answer, for the staff to read."""

    __tablename__ = "unanswered_question"
    __table_args__ = _NO_REUSE

    id: int | None = Field(default=None, primary_key=True)
    question: str = _secret("unanswered_question.question")
    topic: str
    office: str | None = None
    created_at: datetime = _moment()
    state: str = "new"
