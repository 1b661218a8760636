"""A question as a topic handler gets it, and the draft that it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intents.answer import Row
from intents.decisions.decision import Decision
from knowledge.facts import Facts
from knowledge.findings import Verdict


@dataclass(frozen=True)
class Question:
    """One thing that is asked. `facts` are those of the message and of the thread it leans on; `said` only the message's.

    `aspects` are the sides of the topic that the words point at (intents/lexicons/aspects.yaml), the first one leading.
    """

    text: str
    topic: str
    facts: Facts
    said: Facts
    aspects: tuple[str, ...] = ()
    subject: str | None = None  # what the notice does not settle (intents/lexicons/not_in_notice.yaml)

    def about(self, *aspects: str) -> bool:
        """The words point at one of these sides."""
        return any(aspect in self.aspects for aspect in aspects)


@dataclass(frozen=True)
class Draft:
    """What a topic decided, before it is worded. `values` fill the blocks of the template `answers/<template>`.

    `choices` are button ids; their labels stand in answers/buttons. `quotes` says how many clauses are shown in full.
    """

    verdict: Verdict | None
    clauses: tuple[str, ...]
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    missing: str | None = None
    choices: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    office: str | None = None
    outside: bool = False
    quotes: int = 2
    rules: tuple[str, ...] = ()  # what decided, for --explain
    told: tuple[str, ...] = ()  # what further clauses say, behind the draft's own words


def drafted(decision: Decision, template: str, **more: Any) -> Draft:
    """A draft of a decision; the wording gets its reason, verdict, types and values."""
    values = {
        "reason": decision.reason,
        "verdict": decision.verdict.value if decision.verdict else None,
        "types": decision.types,
        **decision.values,
        **more.pop("values", {}),
    }
    return Draft(
        verdict=decision.verdict,
        clauses=decision.clauses,
        template=template,
        values=values,
        missing=more.pop("missing", decision.missing),
        rules=(f"{template}.{decision.reason}",),
        **more,
    )
