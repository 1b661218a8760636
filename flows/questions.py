"""The questions of a flow as data: how each is answered, when it matters, and what it makes worth asking again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from flows.errors import QuestionsBroken
from knowledge.facts import Facts, Open

KINDS = (
    "yes_no", "choice", "equipment", "text", "company", "person", "business_number", "phone", "address", "date",
    "amount", "months", "documents", "files",
)  # fmt: skip
KEYS = ("kind", "values", "gates", "needs", "open", "when", "replaces", "renewed")
NEEDS = ("request", "consultation")
TESTS = ("is", "is_not", "has")


@dataclass(frozen=True)
class Condition:
    """What another answer must be for a question to matter."""

    fact: str
    test: str  # is, is_not, has
    value: str

    def holds(self, facts: Facts) -> bool | None:
        """Whether it holds; None while the other fact is absent."""
        if facts.state(self.fact) == "absent":
            return None
        found = facts[self.fact]
        if self.test == "has":
            return isinstance(found, tuple) and self.value in found
        same = not isinstance(found, Open) and found == self.value
        return same if self.test == "is" else not same


@dataclass(frozen=True)
class Question:
    """One field of a request; see emergency/questions.yaml for what the parts mean."""

    id: str
    kind: str
    values: tuple[str, ...]
    gates: tuple[str, ...]
    needs: tuple[str, ...]
    open: tuple[Open, ...]
    when: tuple[Condition, ...]
    replaces: tuple[str, ...]
    renewed: tuple[str, ...]

    def matters(self, facts: Facts) -> bool | None:
        """Whether all conditions hold; False as soon as one does not, None while that cannot be told."""
        results = [condition.holds(facts) for condition in self.when]
        if False in results:
            return False
        return None if None in results else True


Questions = Mapping[str, Question]


def build_questions(data: Mapping[str, Any], file: str) -> Questions:
    """Questions from parsed YAML, in the file's order. Raises QuestionsBroken."""
    built = {name: _question(name, entry, file) for name, entry in data.items()}
    for question in built.values():
        for key, names in (("when", [c.fact for c in question.when]), ("renewed", list(question.renewed))):
            for name in names:
                if name not in built:
                    raise QuestionsBroken(file, f"{question.id}.{key}", name, built)
    return built


def _question(name: str, entry: Mapping[str, Any], file: str) -> Question:
    def check(key: str, found: Any, allowed: tuple[str, ...]) -> None:
        if found not in allowed:
            raise QuestionsBroken(file, f"{name}.{key}", found, allowed)

    for key in entry:
        check(str(key), key, KEYS)
    check("kind", entry.get("kind"), KINDS)
    for need in entry.get("needs", ()):
        check("needs", need, NEEDS)
    for state in entry.get("open", ()):
        check("open", state, tuple(Open))
    return Question(
        id=name,
        kind=entry["kind"],
        values=tuple(entry.get("values", ("yes", "no") if entry["kind"] == "yes_no" else ())),
        gates=tuple(entry.get("gates", ())),
        needs=tuple(entry.get("needs", ())),
        open=tuple(Open(state) for state in entry.get("open", ())),
        when=tuple(_condition(name, condition, file) for condition in entry.get("when", ())),
        replaces=tuple(entry.get("replaces", ())),
        renewed=tuple(entry.get("renewed", ())),
    )


def _condition(name: str, entry: Mapping[str, str], file: str) -> Condition:
    tests = [test for test in TESTS if test in entry]
    if len(tests) != 1 or "fact" not in entry:
        raise QuestionsBroken(file, f"{name}.when", sorted(entry), ("fact with one of " + ", ".join(TESTS),))
    return Condition(fact=entry["fact"], test=tests[0], value=entry[tests[0]])


@cache
def flow_data(flow: str, name: str) -> Any:
    """The parsed YAML file `flows/<flow>/<name>`."""
    return yaml.safe_load((files("flows") / flow / name).read_text(encoding="utf-8"))


@cache
def emergency_questions() -> Questions:
    """The emergency request's questions."""
    return build_questions(flow_data("emergency", "questions.yaml"), "flows/emergency/questions.yaml")
