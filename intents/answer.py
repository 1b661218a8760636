"""An answer to one question, as data; channels draw it, `text` is the same answer as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.facts import Facts
from knowledge.findings import Verdict

TOPICS = (
    "coverage", "eligibility", "types", "amount", "period", "window", "documents", "apply", "procedure",
    "evaluation", "caution", "contact", "overview", "unanswered", "request", "status", "human", "smalltalk",
    "out_of_scope",
)  # fmt: skip
OUTSIDE_TOPICS = ("smalltalk", "out_of_scope")
MOST_CLAUSES = 5


@dataclass(frozen=True)
class Choice:
    """A button: a stable opaque id and what it says will happen."""

    id: str
    label: str


@dataclass(frozen=True)
class Quote:
    """A clause as shown: letter-perfect, with its place; `highlight` is a part of it to mark lightly."""

    clause: str
    place: str  # "2. 지원내용 · 긴급AS"
    text: str
    highlight: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a small table (amounts, facts); `total` draws it as the result."""

    label: str
    value: str
    total: bool = False


@dataclass(frozen=True)
class Card:
    """What a channel draws, in this order: label and headline, reason, rows, quotes, next steps, question, choices."""

    verdict: str | None  # yes, conditional, no, unknown, outside, or None for information
    headline: str
    reason: str = ""
    rows: tuple[Row, ...] = ()
    quotes: tuple[Quote, ...] = ()
    next: str = ""
    more: str = ""  # what a channel may fold away
    question: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The answer to one question (contract: evaluation/README, `asbot ask --json`)."""

    question: str
    in_scope: bool
    topic: str
    verdict: Verdict | None
    clauses: tuple[str, ...]
    facts: Facts
    card: Card
    text: str
    # for --explain: fact -> the words it came from; which rules decided; topic margin and runners-up
    explanation: Mapping[str, Any] = field(default_factory=dict)
    office: str | None = None
