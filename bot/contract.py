"""The public JSON of the commands (contract: evaluation/README), the same objects for every machine that reads us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.codec import choices_to_json, outcome_to_json
from bot.messages import Reply
from intents.answer import Answer
from knowledge.facts import Facts, Open
from knowledge.findings import Finding


def answer(value: Answer) -> dict[str, Any]:
    """One line of `asbot ask --json`."""
    return {
        "question": value.question,
        "in_scope": value.in_scope,
        "topic": value.topic,
        "verdict": value.verdict.value if value.verdict else None,
        "clauses": list(value.clauses),
        "facts": facts(value.facts),
        "text": value.text,
    }


def facts(values: Facts) -> dict[str, Any]:
    return {fact: _plain(value) for fact, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Open):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def gate(finding: Finding | Mapping[str, Any]) -> dict[str, Any]:
    """One gate; a stored finding has the same keys as `bot.codec.finding_to_json` wrote."""
    if isinstance(finding, Finding):
        return {"id": finding.gate, "status": finding.status.value, "clauses": list(finding.clauses)}
    return {"id": finding["gate"], "status": finding["status"], "clauses": list(finding["clauses"])}


def reply(value: Reply) -> dict[str, Any]:
    """One line of `asbot chat --json`."""
    return {
        "messages": [{"text": message.text, "choices": choices_to_json(message.choices)} for message in value.messages],
        "ask": value.ask,
        "flow": value.flow,
        "progress": {"done": value.progress[0], "total": value.progress[1]} if value.progress else None,
        "gates": [gate(finding) for finding in value.gates],
        "outcome": outcome_to_json(value.outcome) if value.outcome else None,
        "answer": answer(value.answer) if value.answer else None,
    }
