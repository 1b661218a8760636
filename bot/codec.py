"""Messages, replies and answers as JSON and back, for rows of the store. (The public shapes: bot.contract.)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.messages import Reply
from flows.exchange import FileRef, Message, Outcome
from intents.answer import Answer, Card, Choice, Quote, Row
from knowledge.facts import Facts, from_json, to_json
from knowledge.findings import Finding, Status, Verdict


def facts_to_json(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {fact: to_json(value) for fact, value in facts.items()}


def facts_from_json(data: Mapping[str, Any]) -> Facts:
    return Facts({fact: from_json(value) for fact, value in data.items()})


def finding_to_json(finding: Finding) -> dict[str, Any]:
    return {
        "gate": finding.gate,
        "status": finding.status.value,
        "clauses": list(finding.clauses),
        "facts": list(finding.facts),
        "reason": finding.reason,
    }


def finding_from_json(data: Mapping[str, Any]) -> Finding:
    return Finding(
        data["gate"], Status(data["status"]), tuple(data["clauses"]), tuple(data["facts"]), data["reason"]
    )  # fmt: skip


def card_to_json(card: Card) -> dict[str, Any]:
    return {
        "verdict": card.verdict,
        "headline": card.headline,
        "reason": card.reason,
        "rows": [{"label": row.label, "value": row.value, "total": row.total} for row in card.rows],
        "quotes": [
            {"clause": quote.clause, "place": quote.place, "text": quote.text, "highlight": quote.highlight}
            for quote in card.quotes
        ],
        "next": card.next,
        "more": card.more,
        "question": card.question,
        "choices": choices_to_json(card.choices),
    }


def card_from_json(data: Mapping[str, Any]) -> Card:
    return Card(
        verdict=data["verdict"],
        headline=data["headline"],
        reason=data["reason"],
        rows=tuple(Row(**row) for row in data["rows"]),
        quotes=tuple(Quote(**quote) for quote in data["quotes"]),
        next=data["next"],
        more=data["more"],
        question=data["question"],
        choices=choices_from_json(data["choices"]),
    )


def choices_to_json(choices: tuple[Choice, ...]) -> list[dict[str, str]]:
    return [{"id": choice.id, "label": choice.label} for choice in choices]


def choices_from_json(data: list[dict[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(choice["id"], choice["label"]) for choice in data)


def message_to_json(message: Message) -> dict[str, Any]:
    return {
        "text": message.text,
        "choices": choices_to_json(message.choices),
        "card": card_to_json(message.card) if message.card else None,
        "wants": message.wants,
        "step": message.step,
    }


def message_from_json(data: Mapping[str, Any]) -> Message:
    card = data.get("card")
    return Message(
        data["text"],
        choices_from_json(data["choices"]),
        card_from_json(card) if card else None,
        data.get("wants"),
        data.get("step", ""),
    )


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Everything but the explanation, which is for `ask --explain` only."""
    return {
        "question": answer.question,
        "in_scope": answer.in_scope,
        "topic": answer.topic,
        "verdict": answer.verdict.value if answer.verdict else None,
        "clauses": list(answer.clauses),
        "facts": facts_to_json(answer.facts),
        "card": card_to_json(answer.card),
        "text": answer.text,
        "office": answer.office,
    }


def answer_from_json(data: Mapping[str, Any]) -> Answer:
    return Answer(
        question=data["question"],
        in_scope=data["in_scope"],
        topic=data["topic"],
        verdict=Verdict(data["verdict"]) if data["verdict"] else None,
        clauses=tuple(data["clauses"]),
        facts=facts_from_json(data["facts"]),
        card=card_from_json(data["card"]),
        text=data["text"],
        office=data["office"],
    )


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "result": outcome.result,
        "receipt": outcome.receipt,
        "office": outcome.office,
        "failed": list(outcome.failed),
        "subsidy_krw": outcome.subsidy_krw,
    }


def outcome_from_json(data: Mapping[str, Any]) -> Outcome:
    return Outcome(data["result"], data["receipt"], data["office"], tuple(data["failed"]), data["subsidy_krw"])


def reply_to_json(reply: Reply) -> dict[str, Any]:
    return {
        "messages": [message_to_json(message) for message in reply.messages],
        "ask": reply.ask,
        "flow": reply.flow,
        "progress": list(reply.progress) if reply.progress else None,
        "gates": [finding_to_json(finding) for finding in reply.gates],
        "outcome": outcome_to_json(reply.outcome) if reply.outcome else None,
        "answer": answer_to_json(reply.answer) if reply.answer else None,
    }


def reply_from_json(data: Mapping[str, Any]) -> Reply:
    progress, outcome, answer = data["progress"], data["outcome"], data["answer"]
    return Reply(
        messages=tuple(message_from_json(message) for message in data["messages"]),
        ask=data["ask"],
        flow=data["flow"],
        progress=(progress[0], progress[1]) if progress else None,
        gates=tuple(finding_from_json(finding) for finding in data["gates"]),
        outcome=outcome_from_json(outcome) if outcome else None,
        answer=answer_from_json(answer) if answer else None,
    )


def file_to_json(file: FileRef) -> dict[str, Any]:
    return {"id": file.id, "kind": file.kind, "name": file.name, "size": file.size, "caption": file.caption}


def file_from_json(data: Mapping[str, Any]) -> FileRef:
    return FileRef(data["id"], data["kind"], data["name"], int(data["size"]), data.get("caption", ""))
