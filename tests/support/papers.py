"""Cases as they are handed over, for the page that is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.codec import finding_to_json
from flows.papers import Filed, filed_of
from knowledge.evaluation import evaluate
from knowledge.facts import Facts, FactValue, to_json
from knowledge.loading import default_notice
from support.desk import FACTS

DAY = date(2023, 6, 14)
OPEN = {"emergency": True, "regular": True}


def filed(changed: Mapping[str, FactValue] | None = None, *, base: Facts = FACTS, **values: Any) -> Filed:
    """A case of 가나정밀 with these facts, judged on `filed_on` as a turn does it."""
    notice, facts = default_notice(), base.updated(changed or {})
    day = values.pop("filed_on", DAY)
    findings = evaluate(facts, notice, day, OPEN)
    data: dict[str, Any] = {
        "receipt": "2306-0147",
        "kind": "request",
        "office": "gyeonggi",
        "facts": {fact: to_json(value) for fact, value in facts.items()},
        "findings": [finding_to_json(finding) for finding in findings],
        "clauses": {id: notice.clauses[id].quote for finding in findings for id in finding.clauses},
        "subsidy_krw": 18_000_000,
        **values,
    }
    return filed_of(data, day)
