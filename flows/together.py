"""Answers that can be given at once: the statements of a group that hold for most companies, confirmed in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flows.engine import Standing
from flows.errors import QuestionsBroken
from flows.questions import Questions, emergency_questions, flow_data

LEAST = 2  # a single statement is the question itself


@dataclass(frozen=True)
class Together:
    """A group of which several questions are still to come: each field with the value that its statement stands for."""

    group: str
    answers: Mapping[str, str]


def offered(standing: Standing, questions: Questions) -> Together | None:
    """What can be answered along with the open question; None where it stands alone or is asked once more."""
    if standing.reopened or standing.ask is None:
        return None
    group = next((id for id, fields in groups().items() if standing.ask in fields), None)
    if group is None:
        return None
    coming = {
        field: value
        for field, value in groups()[group].items()
        if field not in standing.facts and standing.needs(questions[field])
    }
    return Together(group, coming) if len(coming) >= LEAST else None


@cache
def groups() -> Mapping[str, Mapping[str, str]]:
    """The groups of flows/emergency/together.yaml. Raises QuestionsBroken."""
    made: Mapping[str, Mapping[str, str]] = flow_data("emergency", "together.yaml")
    questions = emergency_questions()
    for group, fields in made.items():
        for field, value in fields.items():
            allowed = questions[field].values if field in questions else tuple(questions)
            if (value if field in questions else field) not in allowed:
                raise QuestionsBroken("flows/emergency/together.yaml", f"{group}.{field}", value, allowed)
    return made
