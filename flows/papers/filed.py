"""A case as it was handed over: what the papers are made from, the same from a turn's effect and from the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.facts import Facts, from_json
from knowledge.findings import Finding, Status

REQUEST = "request"


@dataclass(frozen=True)
class Filed:
    """Facts, findings and the clauses' words of the day of sending. Money is in won."""

    receipt: str
    kind: str  # request, consultation
    office: str | None
    filed_on: date
    facts: Facts
    findings: tuple[Finding, ...]
    clauses: Mapping[str, str]  # id -> the clause's words as they were
    subsidy_krw: int | None

    @property
    def is_request(self) -> bool:
        return self.kind == REQUEST


def filed_of(data: Mapping[str, Any], filed_on: date) -> Filed:
    """From the data of a `file_request` effect, or from the columns of the same names. Raises ValueError, KeyError."""
    return Filed(
        receipt=str(data["receipt"]),
        kind=str(data["kind"]),
        office=data["office"],
        filed_on=filed_on,
        facts=Facts({fact: from_json(value) for fact, value in data["facts"].items()}),
        findings=tuple(
            Finding(
                one["gate"], Status(one["status"]), tuple(one["clauses"]), tuple(one["facts"]), str(one["reason"])
            )
            for one in data["findings"]
        ),
        clauses=dict(data["clauses"]),
        subsidy_krw=data["subsidy_krw"],
    )  # fmt: skip
