"""The named steps of a request: the groups by which its answers are shown and corrected, in the order of the questions."""

from __future__ import annotations

from dataclasses import dataclass

from flows.labels import Labels


@dataclass(frozen=True)
class Step:
    """A part of the request, counted from 1."""

    id: str
    number: int
    total: int
    label: str


def step_of(field: str | None, labels: Labels) -> Step | None:
    """The step to which a field belongs; None for consent, the confirmation and the talk with the office."""
    groups = labels.edit_groups()
    for number, (id, group) in enumerate(groups.items(), start=1):
        if field in group["fields"]:
            return Step(id, number, len(groups), str(group["label"]))
    return None
