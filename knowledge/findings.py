"""What the rules say: a gate's finding, and a verdict for a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a gate stands. `open` means that a fact is still missing, `review` that staff have to look."""

    PASS = "pass"
    FAIL = "fail"
    REVIEW = "review"
    OPEN = "open"


# the strongest first: one failing gate decides, then what is missing, then what staff check
PRECEDENCE = (Status.FAIL, Status.OPEN, Status.REVIEW, Status.PASS)


class Verdict(StrEnum):
    """The answer to a yes-or-no question about the programme."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """One gate's result: its status, the facts it used, the clauses it rests on, and a key for its wording."""

    gate: str
    status: Status
    clauses: tuple[str, ...]
    facts: tuple[str, ...]
    reason: str


def overall(findings: tuple[Finding, ...]) -> Status:
    """The strongest status among the findings, by precedence fail > open > review > pass."""
    present = {finding.status for finding in findings}
    return next((status for status in PRECEDENCE if status in present), Status.PASS)
