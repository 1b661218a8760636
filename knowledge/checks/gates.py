"""Gates: a closed set of operators, rules that exist, facts that the vocabulary knows, clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.building import FIGURE_NAMES
from knowledge.equipment import KINDS
from knowledge.errors import NoticeProblem
from knowledge.fact_vocabulary import vocabulary
from knowledge.notice import Figures, GateSpec, Notice
from knowledge.rules import RULE_DATA, RULE_FACTS, RULES
from knowledge.rules.operators import LIMIT_OPERATORS, OPERATORS, VALUE_OPERATORS

FILE = "gates.yaml"
GATES = (
    "intake_open",
    "manufacturing_sme",
    "track",
    "operating",
    "tax_clear",
    "not_sanctioned",
    "one_type_per_year",
    "failure_repair",
    "in_scope",
    "supported_item",
    "no_warranty",
    "needs_supplier",
    "distinct_supplier",
    "self_funds",
    "lower_amount_consent",
    "duration",
    "documents",
)
_FIGURES = FIGURE_NAMES + tuple(name for name, value in vars(Figures).items() if isinstance(value, property))


def gate_problems(notice: Notice) -> Iterator[NoticeProblem]:
    """Gates that are missing or unknown, and what is wrong with each."""
    for gate_id in GATES:
        if gate_id not in notice.gates:
            yield NoticeProblem(FILE, gate_id, "missing gate", ", ".join(GATES))
    for gate in notice.gates.values():
        if gate.id not in GATES:
            yield NoticeProblem(FILE, gate.id, "unknown gate", ", ".join(GATES))
        yield from _clauses(notice, f"{gate.id}.clauses", gate.clauses)
        for fact in gate.facts:
            if fact not in vocabulary():
                yield NoticeProblem(FILE, f"{gate.id}.facts", f"unknown fact {fact}", ", ".join(sorted(vocabulary())))
        yield from _rule(notice, gate) if gate.rule else _operators(gate)


def _clauses(notice: Notice, key: str, clauses: Any) -> Iterator[NoticeProblem]:
    if not isinstance(clauses, list | tuple) or not clauses:
        yield NoticeProblem(FILE, key, "no clause", "a list of clause ids")
        return
    for clause in clauses:
        if not isinstance(clause, str) or clause not in notice.clauses:
            yield NoticeProblem(FILE, key, f"unknown clause {clause}", "an id of clauses.yaml")


def _operators(gate: GateSpec) -> Iterator[NoticeProblem]:
    if len(gate.facts) != 1:
        yield NoticeProblem(FILE, f"{gate.id}.facts", f"{len(gate.facts)} facts", "one fact where operators decide")
    for name, value in gate.operators.items():
        if name not in OPERATORS:
            yield NoticeProblem(FILE, f"{gate.id}.{name}", "unknown operator", ", ".join(OPERATORS))
        elif name in LIMIT_OPERATORS and value not in _FIGURES:
            yield NoticeProblem(FILE, f"{gate.id}.{name}", f"unknown figure {value}", ", ".join(_FIGURES))
        elif name in VALUE_OPERATORS:
            values = [entry for fact in gate.facts for entry in vocabulary().get(fact, ())]
            if value not in values:
                yield NoticeProblem(FILE, f"{gate.id}.{name}", str(value), ", ".join(values) or "no value of this fact")
    given = set(gate.operators) & set(OPERATORS)
    if not (set(VALUE_OPERATORS) == given or (given and given <= set(LIMIT_OPERATORS))):
        allowed = f"{' and '.join(VALUE_OPERATORS)}, or of {', '.join(LIMIT_OPERATORS)}"
        yield NoticeProblem(FILE, gate.id, f"operators {', '.join(sorted(given)) or 'none'}", allowed)


def _rule(notice: Notice, gate: GateSpec) -> Iterator[NoticeProblem]:
    if gate.rule not in RULES:
        yield NoticeProblem(FILE, f"{gate.id}.rule", f"unknown rule {gate.rule}", ", ".join(RULES))
        return
    if set(gate.facts) != set(RULE_FACTS[gate.rule]):
        allowed = ", ".join(RULE_FACTS[gate.rule]) or "none"
        yield NoticeProblem(FILE, f"{gate.id}.facts", ", ".join(gate.facts) or "none", allowed)
    needed = RULE_DATA[gate.rule]
    for name in gate.operators:
        if name not in needed:
            allowed = ", ".join(needed) or "nothing beside the rule"
            yield NoticeProblem(FILE, f"{gate.id}.{name}", "unknown data", allowed)
    for name, kind in needed.items():
        key = f"{gate.id}.{name}"
        if name not in gate.operators:
            yield NoticeProblem(FILE, key, "missing", f"the data that rule {gate.rule} reads")
        else:
            yield from _rule_data(notice, key, kind, gate.operators[name])


def _rule_data(notice: Notice, key: str, kind: str, value: Any) -> Iterator[NoticeProblem]:
    if kind == "clauses":
        yield from _clauses(notice, key, value)
    elif kind == "kinds":
        yield from _values(key, value, KINDS)
    elif kind == "works":
        yield from _values(key, value, vocabulary()["works"])
    elif kind == "document":
        yield from _values(key, [value], tuple(document.key for document in notice.documents))
    elif kind == "clause by kind":
        yield from _values(key, list(value) if isinstance(value, dict) else value, KINDS)
        yield from _clauses(notice, key, list(value.values()) if isinstance(value, dict) else ())
    elif not isinstance(value, dict) or set(value) != {"proof", "clauses"}:
        yield NoticeProblem(FILE, key, str(value), "proof and clauses")
    else:
        yield from _values(f"{key}.proof", [value["proof"]], tuple(vocabulary()))
        yield from _clauses(notice, f"{key}.clauses", value["clauses"])


def _values(key: str, found: Any, allowed: tuple[str, ...]) -> Iterator[NoticeProblem]:
    for value in found if isinstance(found, list) else [found]:
        if value not in allowed:
            yield NoticeProblem(FILE, key, str(value), ", ".join(allowed))
