"""The emergency procedure from where a sent case stands: the official application comes next, whatever staff did since.

A request to the office is no application: until the company has applied in the programme's own system, no later step has
been reached, and the assistant is never told of one.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.labels import wording_of
from knowledge.notice import Notice

PROCEDURE = "emergency"
APPLYING = "스마트공장 사업관리시스템"  # who takes applications, as the procedure's chart calls it
DONE, HERE, LEFT = "done", "here", "left"
_FIRST_SIGN = ord("①")


@dataclass(frozen=True)
class StepLine:
    """A step as it is drawn. `state`: done, here, left."""

    number: int
    title: str
    actors: str
    note: str
    state: str

    @property
    def sign(self) -> str:
        """① to ⑳, as the chart numbers its boxes."""
        return chr(_FIRST_SIGN + self.number - 1)


def step_lines(notice: Notice) -> tuple[StepLine, ...]:
    """All steps of the emergency procedure with who acts, and which of them is next for whoever has sent a request."""
    steps = notice.procedures[PROCEDURE]
    here = next(step.number for step in steps if APPLYING in step.actors)
    return tuple(
        StepLine(
            step.number,
            step.title,
            ", ".join(step.actors),
            step.note,
            DONE if step.number < here else HERE if step.number == here else LEFT,
        )
        for step in steps
    )


def words_for_steps(notice: Notice) -> dict[str, str]:
    """What stands with the steps: blocks of papers/steps."""
    lines = step_lines(notice)
    following = next(line.sign for line in lines if line.state == LEFT)
    return wording_of(notice).blocks("papers/steps", steps=lines, following=following)
