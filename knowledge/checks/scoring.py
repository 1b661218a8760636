"""Evaluation tables: their points add up, and the criteria are the notice's own."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.quotes import CELL, compact
from knowledge.checks.references import TRACKS
from knowledge.errors import NoticeProblem
from knowledge.notice import Notice, ScoringGroup, ScoringItem, ScoringTable

FILE = "scoring.yaml"
TABLES = ("written", "onsite", "emergency")
FULL_POINTS = 100
GRADES = 5  # 우수, 양호, 보통, 다소 미흡, 미흡


def scoring_problems(notice: Notice) -> Iterator[NoticeProblem]:
    """Sums that do not come out, grades out of order, criteria that are not in their clause."""
    for table_id in TABLES:
        if table_id not in notice.scoring:
            yield NoticeProblem(FILE, table_id, "missing", f"each of {', '.join(TABLES)}")
    for table in notice.scoring.values():
        if table.id not in TABLES:
            yield NoticeProblem(FILE, table.id, "unknown table", ", ".join(TABLES))
        for group in table.groups:
            key = f"{table.id}.{group.title}"
            yield from _sum(key, group)
            named = {item.track for item in group.items if item.track is not None}
            if named and named != set(TRACKS):
                yield NoticeProblem(FILE, key, f"worded for {', '.join(sorted(named))} only", ", ".join(TRACKS))
            for item in group.items:
                yield from _item(notice, key, group, item)
        yield from _total(notice, table)


def _sum(key: str, group: ScoringGroup) -> Iterator[NoticeProblem]:
    total = sum(item.points[0] for item in group.items if item.points)
    if total != (group.points or 0):
        yield NoticeProblem(FILE, f"{key}.points", str(group.points), f"{total}, the sum of the best grades below")


def _item(notice: Notice, key: str, group: ScoringGroup, item: ScoringItem) -> Iterator[NoticeProblem]:
    points = list(item.points)
    graded = group.points is not None
    falling = points == sorted(set(points), reverse=True)
    if len(points) != (GRADES if graded else 0) or not falling:
        allowed = f"{GRADES} falling numbers" if graded else "no points in a group judged ○/×"
        yield NoticeProblem(FILE, f"{key}.{item.title}.points", str(points), allowed)
    if item.track is not None and item.track not in TRACKS:
        yield NoticeProblem(FILE, f"{key}.{item.title}.track", item.track, ", ".join(TRACKS))
    # the criterion and its points stand together in one table row of the clause
    words = compact(item.title + "".join(map(str, points)))
    cells = notice.clauses[group.clause].quote.split(CELL) if group.clause in notice.clauses else []
    if cells and not any(words in compact(cell) for cell in cells):
        found = f"{item.title} {' '.join(map(str, points))}".strip()
        yield NoticeProblem(FILE, key, found, f"a row of {group.clause}")


def _total(notice: Notice, table: ScoringTable) -> Iterator[NoticeProblem]:
    if table.id == "emergency":
        criteria = sum(_criteria(group) for group in table.groups)
        if criteria != notice.figures.emergency_criteria:
            allowed = f"{notice.figures.emergency_criteria}, as figures.yaml says"
            yield NoticeProblem(FILE, table.id, f"{criteria} criteria", allowed)
        return
    total = sum(group.points or 0 for group in table.groups)
    if total != FULL_POINTS:
        yield NoticeProblem(FILE, table.id, f"{total} points in all", str(FULL_POINTS))


def _criteria(group: ScoringGroup) -> int:
    """How many criteria a group holds: two wordings, one for each track, are one criterion."""
    return len([item for item in group.items if item.track is None]) + any(item.track for item in group.items)
