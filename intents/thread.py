"""The thread of a conversation: what a free question may lean on from the questions before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.facts import Facts, from_json, to_json


@dataclass(frozen=True)
class Thread:
    """What was understood so far. The empty thread is the start of a conversation.

    `question` is the last question as the person wrote it: choices answer or repeat it, and `office:send` sends it.
    """

    facts: Facts = field(default_factory=Facts)
    topic: str | None = None  # of the last answer about the programme
    pending: str | None = None  # the fact that the last answer asked back
    question: str = ""
    readings: tuple[str, ...] = ()  # topics offered as readings; `reading:<n>` picks one

    def to_json(self) -> dict[str, Any]:
        """JSON that `from_json` turns back into exactly this thread."""
        return {
            "facts": {fact: to_json(value) for fact, value in self.facts.items()},
            "topic": self.topic,
            "pending": self.pending,
            "question": self.question,
            "readings": list(self.readings),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Thread:
        """The thread that `to_json` wrote; nothing stored yet is the empty thread."""
        if not data:
            return cls()
        return cls(
            facts=Facts({fact: from_json(value) for fact, value in data.get("facts", {}).items()}),
            topic=data.get("topic"),
            pending=data.get("pending"),
            question=str(data.get("question", "")),
            readings=tuple(str(topic) for topic in data.get("readings", ())),
        )
