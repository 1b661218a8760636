"""What a gate's rule sees, and how it says what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.equipment import all_equipment
from knowledge.facts import Facts
from knowledge.findings import Finding, Status
from knowledge.notice import GateSpec, Notice


@dataclass(frozen=True)
class Case:
    """A company's facts, judged by a notice on a day; `intake_open` is the intake switch by support type."""

    facts: Facts
    notice: Notice
    today: date
    intake_open: Mapping[str, bool]


UNLISTED = "unlisted"

# how a fact that carries no value leaves its gate; a value leaves it to the rule
UNDECIDED = {"absent": Status.OPEN, "unsure": Status.REVIEW, "later": Status.REVIEW}


def finding(
    gate: GateSpec, status: Status, reason: str, *facts: str, clauses: tuple[str, ...] | None = None
) -> Finding:
    """A finding of the gate on the named facts; by default it rests on all of the gate's clauses."""
    return Finding(gate.id, status, gate.clauses if clauses is None else clauses, facts, reason)


def thing_kind(facts: Facts) -> str:
    """The kind of the thing that the case is about, "" where none is named.

    A value that the vocabulary no longer has (an unfinished conversation outlives it) is `unlisted`: staff look at it.
    """
    value = facts.known("equipment")
    if not value:
        return ""
    return all_equipment()[value].kind if value in all_equipment() else UNLISTED


def undecided(gate: GateSpec, facts: Facts, *names: str, clauses: tuple[str, ...] | None = None) -> Finding | None:
    """The finding where one of the facts has no value: open if one is absent, else review; None if all are present.

    The reason is the state of the fact that decides: absent, unsure or later.
    """
    states = {name: facts.state(name) for name in names}
    for state, status in UNDECIDED.items():
        lacking = tuple(name for name in names if states[name] == state)
        if lacking:
            return finding(gate, status, state, *lacking, clauses=clauses)
    return None
