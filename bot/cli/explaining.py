"""Draws how a question was read (`asbot ask --explain`): facts with their words, rules, margins, for a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

import knowledge
from intents.answer import Answer
from knowledge.equipment import all_equipment
from knowledge.facts import Open
from knowledge.loading import default_notice
from knowledge.sources import load_yaml

LABELS = Path(knowledge.__file__).parent / "vocabulary" / "labels.yaml"
LIST_FACTS = {
    "works": "work",
    "equipments": "equipment",
    "offices": "office",
}  # list fact -> the fact whose values it holds
WON = ("quote_amount", "reviewed_amount", "agreed_amount", "spent_amount", "subsidy_claimed")
UNITS = {"duration_months": "개월", "points": "점", **dict.fromkeys(WON, "원")}
# a list fact that says no more than its first value, which stands under its own name
MAIN_OF = {"works": "work", "equipments": "equipment"}


@cache
def labels() -> Mapping[str, Any]:
    """The packaged names of facts, values, topics and rules."""
    loaded: Mapping[str, Any] = load_yaml(LABELS.read_text(encoding="utf-8"))
    return loaded


def draw_explanation(console: Console, answer: Answer) -> None:
    """What was read, what was asked and how sure that is, and the rules and clauses that decided."""
    explanation = answer.explanation
    console.print()
    _draw_facts(console, answer, explanation.get("evidence", {}))
    for guess in explanation["asks"]:
        _draw_ask(console, guess)
    for part, also in _parts(explanation):
        rules = ", ".join((*part.get("rules", ()), *(f"{side} 쪽" for side in part.get("aspects", ()))))
        console.print(Text(f"판단 규칙{also}  {rules or '없음'}"))
    _draw_case(console, explanation.get("case", {}))
    console.print(Text(f"근거 조항  {', '.join(answer.clauses) or '없음'}"))


def _draw_case(console: Console, case: Mapping[str, Any]) -> None:
    """What the case model read in the words: clauses and verdicts with their shares (0-1)."""
    if not case:
        return
    verdicts = ", ".join(f"{labels()['verdicts'][verdict]} {share:.2f}" for verdict, share in case["verdicts"].items())
    clauses = ", ".join(f"{clause} {share:.2f}" for clause, share in case["clauses"].items())
    console.print(Text(f"사례 모델의 결론  {verdicts}"))
    console.print(Text(f"사례 모델의 조항  {clauses or '없음'}"))


def fact_name(fact: str) -> str:
    return str(labels()["facts"].get(fact, {}).get("label", fact))


def value_name(fact: str, value: object) -> str:
    """A value in words: closed values by their label, numbers with their unit."""
    if isinstance(value, tuple | list):
        return ", ".join(value_name(LIST_FACTS.get(fact, fact), each) for each in value)
    if isinstance(value, Open):
        return str(labels()["common"][value.value])
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return f"{value:,}{UNITS.get(fact, '')}"
    text = str(value)
    if fact == "equipment" and text in all_equipment():
        return all_equipment()[text].label
    if fact == "office" and text in default_notice().offices:
        return default_notice().offices[text].name
    own = labels()["facts"].get(fact, {}).get("values", {})
    return str(own.get(text) or labels()["common"].get(text, text))


def topic_name(topic: str) -> str:
    return str(labels()["topics"].get(topic, topic))


def rule_name(decided_by: str) -> str:
    """What decided a topic, in words, with the rule's own name behind it."""
    names = labels()["rules"]
    for length in (2, 1):
        family = ".".join(decided_by.split(".")[:length])
        if family in names:
            name = str(names[family])
            return name if family == decided_by else f"{name} ({decided_by})"
    return decided_by


def _draw_facts(console: Console, answer: Answer, evidence: Mapping[str, str]) -> None:
    facts = {
        fact: value for fact, value in answer.facts.items()
        if fact not in MAIN_OF or (isinstance(value, tuple | list) and len(value) > 1)
    }  # fmt: skip
    if not facts:
        console.print(Text("읽은 사실  없음"))
        return
    table = Table("읽은 사실", "값", "읽은 말")
    for fact, value in facts.items():
        words = evidence.get(fact)
        table.add_row(
            Text(fact_name(fact)), Text(value_name(fact, value)), Text(f"“{words}”" if words else "미루어 읽음")
        )
    console.print(table)


def _draw_ask(console: Console, guess: Mapping[str, Any]) -> None:
    decided_by = str(guess["decided_by"])
    console.print(Text(f"물은 것  {topic_name(guess['topic'])} ({guess['topic']}) · {rule_name(decided_by)}"))
    sure = "다음 주제와의 차이" if decided_by.startswith("model") else "규칙의 확신"
    console.print(Text(f"  {sure} {guess['margin']:.2f}"))
    others = [(topic, share) for topic, share in guess["runners_up"] if topic != guess["topic"]]
    if others:
        console.print(Text("  다음 후보 " + ", ".join(f"{topic_name(topic)} {share:.2f}" for topic, share in others)))


def _parts(explanation: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str]]:
    """The explanation of each answer that was joined into one, with what to call it."""
    found: list[tuple[Mapping[str, Any], str]] = []
    part: Mapping[str, Any] | None = explanation
    while part is not None:
        found.append((part, f" · {topic_name(part['topic'])}" if "topic" in part else ""))
        part = part.get("also")
    return found
