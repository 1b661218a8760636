"""Where a conversation stands: its state as a typed value, and what can be read from a running flow's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.running import is_guide
from intents.thread import Thread
from knowledge.facts import FactValue, from_json


@dataclass(frozen=True)
class Standing:
    """The state of a conversation. `to_json` and `from_json` are exact opposites."""

    flow: Mapping[str, Any] | None = None  # the running flow's own state
    thread: Thread = field(default_factory=Thread)
    last_ask: str | None = None  # the field that a flow waits for
    question: Mapping[str, Any] | None = None  # the last message with choices or a question, as JSON
    # what the next message is taken for first: {"for": "human"|"question"} a region, {"for": "reply", "text", "files"},
    # {"for": "add", ...} see bot.adding, {"for": "withdraw", "receipt", "until"} see bot.afterwards
    pending: Mapping[str, Any] | None = None
    office: str | None = None  # the office that the person was told about last
    # the last words that told of a failure, and the day: a request begun later still starts from them
    story: Mapping[str, Any] | None = None
    consent_from: int | None = None  # the first line of the conversation that staff may see
    kept: Mapping[str, Any] | None = None  # state of the last self-check that ended: its answers can be taken up again
    run: Mapping[str, Any] | None = None  # the running flow as it is counted (bot.flow_counts.Run)

    def to_json(self) -> dict[str, Any]:
        return {
            "flow": dict(self.flow) if self.flow is not None else None,
            "thread": self.thread.to_json(),
            "last_ask": self.last_ask,
            "question": dict(self.question) if self.question is not None else None,
            "pending": dict(self.pending) if self.pending is not None else None,
            "office": self.office,
            "story": dict(self.story) if self.story is not None else None,
            "consent_from": self.consent_from,
            "kept": dict(self.kept) if self.kept is not None else None,
            "run": dict(self.run) if self.run is not None else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Standing:
        return cls(
            flow=data.get("flow"),
            thread=Thread.from_json(data.get("thread")),
            last_ask=data.get("last_ask"),
            question=data.get("question"),
            pending=data.get("pending"),
            office=data.get("office"),
            story=data.get("story"),
            consent_from=data.get("consent_from"),
            kept=data.get("kept"),
            run=data.get("run"),
        )

    def said(self, fact: str) -> FactValue | None:
        """The latest answer to a field of the running flow; None where it was not answered or no flow runs."""
        for entry in reversed(self.flow.get("answers", ()) if self.flow else ()):
            if entry["fact"] == fact:
                return from_json(entry["value"])
        return None

    def told_on(self, day: str) -> str:
        """The failure that was told on this day (ISO), empty where none was: "아침부터" means another day later."""
        return str(self.story["text"]) if self.story is not None and self.story["on"] == day else ""

    @property
    def in_guide(self) -> bool:
        """Whether a self-check or the calculator runs: nothing personal is asked, so consent is no matter of it."""
        return is_guide(self.flow)

    @property
    def consented(self) -> bool:
        """Whether the running flow has the person's consent."""
        return not self.in_guide and self.said("consent") == "yes"
