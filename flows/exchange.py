"""What a flow takes in and gives out; `bot` maps its channels to these shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from intents.answer import Answer, Card, Choice
from intents.thread import Thread
from knowledge.findings import Finding


@dataclass(frozen=True)
class FileRef:
    """A file as its channel names it; the bytes are fetched outside the turn."""

    id: str
    kind: str  # photo, video or document
    name: str
    size: int  # bytes
    caption: str = ""


@dataclass(frozen=True)
class Message:
    """One message to a person. `card` is set where there is more to draw than text."""

    text: str
    choices: tuple[Choice, ...] = ()
    card: Card | None = None
    wants: str | None = None  # "contact" or "location": Telegram shows its button
    step: str = ""  # where a request stands, as "2/6 스마트공장": for channels that show it nowhere else


@dataclass(frozen=True)
class Outcome:
    """How a flow ended."""

    result: str  # routed, consultation, declined, cancelled; finished: a guide that sends nothing
    receipt: str | None
    office: str | None
    failed: tuple[str, ...]
    subsidy_krw: int | None


@dataclass(frozen=True)
class OwnEvent:
    """A step of an own request, as far as the company may see it: no notes, no checks, no reasons among staff."""

    kind: str  # filed, claimed, released, asked_back, company_reply, handed_over, closed, withdrawn
    at: datetime
    office: str | None  # who had the request then; for a hand-over, who got it
    name: str = ""  # of the member of staff, where the company was told it
    text: str = ""  # the question, the reply or the result
    files: int = 0


@dataclass(frozen=True)
class OwnRequest:
    """A request that this person filed earlier, as far as a turn needs it."""

    receipt: str
    office: str | None
    status: str  # new, claimed, contacted, waiting_company, closed, withdrawn
    kind: str  # request or consultation
    filed_on: date
    company_name: str
    told: str = ""  # the fault, or what is needed, in the company's words
    support_type: str = "emergency"
    filed_at: datetime | None = None  # by the clock; `filed_on` is the day by which it was judged
    events: tuple[OwnEvent, ...] = ()  # oldest first; of older requests none are read

    @property
    def is_open(self) -> bool:
        """Whether staff still work on it: it can be added to and withdrawn."""
        return self.status not in ("closed", "withdrawn")


@dataclass(frozen=True)
class Context:
    """What was read before the turn; the turn itself reads nothing."""

    today: date
    now: datetime
    intake_open: Mapping[str, bool]  # by support type (emergency, regular): the national switch
    offices_with_staff: frozenset[str] = frozenset()
    own_requests: tuple[OwnRequest, ...] = ()
    other_request_same_number: bool = False  # another person's request has this business number; for staff only
    reserved_receipt: str | None = None  # set when this turn may file a request
    refused_files: frozenset[str] = frozenset()  # ids of files that were fetched since and are not taken


@dataclass(frozen=True)
class Effect:
    """Something the caller commits together with the conversation. `kind` is one of EFFECTS, `data` is JSON."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


EFFECTS = (
    "file_request",  # receipt, kind (request, consultation), office, company_name, business_number, facts, findings,
    #                  clauses (id -> quote), files, fault, summary, subsidy_krw, missing_documents, onsite
    "send_papers",  # receipt: the page of an own case, in channels that are sent to
    "forget",  # delete the conversation and what came with it
    "drop_files",  # ids: files of the running request that are not part of it, or not any more
    "record_unanswered",  # question, topic, office
    "withdraw_request",  # receipt
    "company_reply",  # receipt, text, files: an answer to staff who asked back
    "ask_office",  # office, question: a question that the person chose to send to the office
)


@dataclass(frozen=True)
class FlowEvent:
    """What the person did inside a flow: exactly one of the fields is set."""

    text: str | None = None
    choice: str | None = None
    file: FileRef | None = None
    location: tuple[float, float] | None = None  # latitude, longitude
    contact_phone: str | None = None


@dataclass(frozen=True)
class Step:
    """One move of a flow: its new state (JSON, None when it has ended) and all that is to be said and done."""

    state: Mapping[str, Any] | None
    messages: tuple[Message, ...]
    ask: str | None = None
    progress: tuple[int, int] | None = None  # done, total
    findings: tuple[Finding, ...] = ()
    outcome: Outcome | None = None
    answer: Answer | None = None
    effects: tuple[Effect, ...] = ()
    thread: Thread | None = None  # the thread after a question in the middle; None: as it was
    kept: Mapping[str, Any] | None = None  # state of a self-check that ended, for a later press to take up again
