"""Points of the evaluation tables: what a grade is worth, what all items give, and whether it is enough."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.notice import ScoringGroup, ScoringItem, ScoringTable

GRADES = ("excellent", "good", "fair", "poor", "bad")  # 우수 양호 보통 다소 미흡 미흡, in the order of the points


@dataclass(frozen=True)
class Scored:
    """Items with the points of one grade; `points` is their sum, `most` the sum at the best grade."""

    items: tuple[tuple[ScoringItem, int], ...]

    @property
    def points(self) -> int:
        return sum(points for _, points in self.items)

    @property
    def most(self) -> int:
        return sum(item.points[0] for item, _ in self.items)


def graded(items: tuple[ScoringItem, ...], grade: str) -> Scored:
    """Every item of points at that grade. Raises ValueError for an unknown grade."""
    place = GRADES.index(grade)
    return Scored(tuple((item, item.points[place]) for item in items if item.points))


def items_of(table: ScoringTable, group: ScoringGroup | None = None) -> tuple[ScoringItem, ...]:
    """The criteria of a group, else of the whole table."""
    groups = (group,) if group else table.groups
    return tuple(item for each in groups for item in each.items)
