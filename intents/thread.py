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
    readings: tuple[str, ...] = ()  # topics last offered as readings; `reading:<n>` picks one
    told_selection: bool = False  # it was said once that a yes is not yet a selection

    def to_json(self) -> dict[str, Any]:
        """JSON that `from_json` turns back into exactly this thread."""
        return {
            "facts": {fact: to_json(value) for fact, value in self.facts.items()},
            "topic": self.topic,
            "pending": self.pending,
            "question": self.question,
            "readings": list(self.readings),
            "told_selection": self.told_selection,
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
            told_selection=bool(data.get("told_selection", False)),
        )


# facts that speak of one matter: a newer word on one of them replaces all
MATTERS = (
    ("program_state", "program_completed"),
    ("level_certificate", "level_certificate_pending"),
    ("tax_arrears", "tax_state"),
    ("sanctioned", "sanction_state"),
    ("closed", "closed_resuming"),
    ("company_kind", "manufacturing_sme"),
    ("other_application", "other_application_state"),
    ("warranty", "warranty_state"),
    ("equipment", "equipments"),
    ("work", "works", "condition", "equipment_unit"),
    ("office", "offices"),
    (
        "quote_amount",
        "amounts",
        "subsidy_claimed",
        "reviewed_amount",
        "agreed_amount",
        "spent_amount",
        "own_amount",
        "own_claimed",
        "wants_cap",
    ),
    ("issued_on", "on_date"),
    ("points", "grade"),
)
# what was said under one track says nothing under the other
OF_TRACK = ("program_state", "program_completed", "level_certificate", "level_certificate_pending")
# what holds for the company whatever it asks next
LASTING = frozenset({"track", "program_state", "program_completed", "level_certificate", "office"})


def carried(thread: Thread, said: Facts, leans: bool) -> Facts:
    """The facts to judge a message by: what it says, over what it leans on.

    A message that stands alone keeps only what holds for the company; one that leans on the thread keeps the rest too,
    except where it speaks anew of the same matter.
    """
    kept = thread.facts if leans else Facts({f: v for f, v in thread.facts.items() if f in LASTING})
    for matter in MATTERS:
        if any(fact in said for fact in matter):
            kept = kept.without(*matter)
    if "track" in said and kept.known("track") != said.known("track"):
        kept = kept.without(*OF_TRACK)
    return kept.updated(dict(said))
