"""What goes into a turn and what comes out of it, the same for every channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.exchange import FileRef, Message, Outcome
from intents.answer import Answer
from knowledge.findings import Finding

SOMEBODY_ELSES = "contact"  # a shared contact that is not the sender's own


@dataclass(frozen=True)
class Incoming:
    """One event from a person: exactly one of text, choice, file, location, contact_phone, command, refused is set."""

    event_id: str  # unique in its channel: an event is handled once
    channel: str  # telegram, web, terminal
    user: str  # the channel's id of the person
    text: str | None = None
    choice: str | None = None
    file: FileRef | None = None
    location: tuple[float, float] | None = None  # latitude, longitude
    contact_phone: str | None = None
    command: str | None = None  # start, help, cancel, status
    refused: str | None = None  # what the channel did not take: why (bot.files.kinds.REASONS, SOMEBODY_ELSES)


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
class Conversation:
    """One person's conversation in one channel. `state` is JSON: {"flow": .., "thread": .., "last_ask": ..}."""

    channel: str
    user: str
    notice: str
    state: Mapping[str, Any] = field(default_factory=dict)
