"""What goes into a turn and what comes out of it, the same for every channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from intents.answer import Answer, Card, Choice
from knowledge.findings import Finding


@dataclass(frozen=True)
class FileRef:
    """A file as its channel names it; the bytes are fetched outside the turn."""

    id: str
    kind: str  # photo or document
    name: str
    size: int
    caption: str = ""


@dataclass(frozen=True)
class Incoming:
    """One event from a person: exactly one of text, choice, file, location, contact_phone, command is set."""

    event_id: str  # unique in its channel: an event is handled once
    channel: str  # telegram, web, terminal
    user: str  # the channel's id of the person
    text: str | None = None
    choice: str | None = None
    file: FileRef | None = None
    location: tuple[float, float] | None = None  # latitude, longitude
    contact_phone: str | None = None
    command: str | None = None  # start, help, cancel, status


@dataclass(frozen=True)
class Message:
    """One message to a person. `card` is set where there is more to draw than text."""

    text: str
    choices: tuple[Choice, ...] = ()
    card: Card | None = None
    wants: str | None = None  # "contact" or "location": Telegram shows its button


@dataclass(frozen=True)
class Outcome:
    """How a flow ended."""

    result: str  # routed, consultation, declined, cancelled
    receipt: str | None
    office: str | None
    failed: tuple[str, ...]
    subsidy_krw: int | None


@dataclass(frozen=True)
class Reply:
    """All that a turn says, and where the flow stands (contract: `asbot chat --json`)."""

    messages: tuple[Message, ...]
    ask: str | None = None
    flow: str | None = None
    progress: tuple[int, int] | None = None  # done, total
    gates: tuple[Finding, ...] = ()
    outcome: Outcome | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class OwnRequest:
    """A request that this person filed earlier, as far as a turn needs it."""

    receipt: str
    office: str | None
    status: str  # new, claimed, contacted, waiting_company, closed, withdrawn
    kind: str  # request or consultation
    filed_on: date
    company_name: str


@dataclass(frozen=True)
class Context:
    """What was read before the turn; the turn itself reads nothing."""

    today: date
    now: datetime
    intake_open: Mapping[str, bool]  # by support type: the national switch
    offices_with_staff: frozenset[str] = frozenset()
    own_requests: tuple[OwnRequest, ...] = ()
    other_request_same_number: bool = False  # for the staff's eyes only
    reserved_receipt: str | None = None  # set when this turn may file a request


@dataclass(frozen=True)
class Effect:
    """Something the caller commits together with the conversation. `kind` is one of EFFECTS, `data` is JSON."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


EFFECTS = (
    "file_request",  # data: the whole snapshot: receipt, kind, office, facts, findings, clause texts, files, summary
    "forget",  # delete the conversation and what came with it
    "record_unanswered",  # data: question, topic, office
    "withdraw_request",  # data: receipt
    "company_reply",  # data: receipt, text, files: an answer to staff who asked back
    "ask_office",  # data: office, question: a question sent to the office
)


@dataclass(frozen=True)
class Conversation:
    """One person's conversation in one channel. `state` is JSON: the flow's answers, remembered facts, last question."""

    channel: str
    user: str
    notice: str
    state: Mapping[str, Any] = field(default_factory=dict)
