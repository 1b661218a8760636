"""What a set of answers comes to: points from least to most, what pulls them down, and how they stand to the threshold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.selfcheck.criteria import MET, UNMET, Criterion
from intents.decisions.scores import GRADES
from knowledge.facts import FactValue
from knowledge.notice import ScoringGroup


@dataclass(frozen=True)
class Judged:
    """One criterion with its answer; `value` None: not said or not known."""

    criterion: Criterion
    value: str | None

    @property
    def least(self) -> int:
        points = self.criterion.points
        return 0 if not points else points[-1] if self.value is None else self.criterion.worth(self.value)

    @property
    def most(self) -> int:
        points = self.criterion.points
        return 0 if not points else points[0] if self.value is None else self.criterion.worth(self.value)

    @property
    def full(self) -> int:
        return self.criterion.points[0] if self.criterion.points else 0

    @property
    def lost(self) -> int:
        """Points that a known grade leaves away."""
        return self.full - self.most if self.value is not None else 0

    @property
    def better(self) -> tuple[str, int] | None:
        """The next better grade and what it would bring; None at the best grade, and where there are no grades."""
        place = GRADES.index(self.value) if self.value in GRADES else 0
        if place == 0:
            return None
        return GRADES[place - 1], self.criterion.points[place - 1] - self.criterion.points[place]


@dataclass(frozen=True)
class Assessment:
    """A whole table judged by its own answers. Every sum is of points that the notice gives."""

    judged: tuple[Judged, ...]

    @property
    def least(self) -> int:
        return sum(one.least for one in self.judged)

    @property
    def most(self) -> int:
        return sum(one.most for one in self.judged)

    @property
    def full(self) -> int:
        return sum(one.full for one in self.judged)

    @property
    def failed(self) -> tuple[Judged, ...]:
        """Criteria judged ○/× that were answered ×."""
        return tuple(one for one in self.judged if one.value == UNMET)

    @property
    def met(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.value == MET)

    @property
    def suitability(self) -> tuple[Judged, ...]:
        """All criteria judged ○/×."""
        return tuple(one for one in self.judged if not one.criterion.points)

    @property
    def unsure(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.value is None)

    @property
    def pulling_down(self) -> tuple[Judged, ...]:
        """What costs points, the most first; criteria that cost the same in the table's order."""
        return tuple(sorted((one for one in self.judged if one.lost), key=lambda one: -one.lost))

    def reaches(self, pass_points: int) -> bool | None:
        """Whether the points are enough; None where that depends on what is not known."""
        if self.least >= pass_points:
            return True
        return False if self.most < pass_points else None

    def groups(self) -> tuple[tuple[ScoringGroup, Assessment], ...]:
        """The groups of the table, each with its own part."""
        parts: dict[str, list[Judged]] = {}
        named: dict[str, ScoringGroup] = {}
        for one in self.judged:
            named[one.criterion.group.clause] = one.criterion.group
            parts.setdefault(one.criterion.group.clause, []).append(one)
        return tuple((named[clause], Assessment(tuple(part))) for clause, part in parts.items())


def assess(criteria: tuple[Criterion, ...], answers: Mapping[str, FactValue]) -> Assessment:
    """Judge the criteria by the answers; what is not answered, or answered unsure, is not known."""
    return Assessment(
        tuple(Judged(each, str(answers[each.id]) if answers.get(each.id) in each.values else None) for each in criteria)
    )
