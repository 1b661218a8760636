"""Points where a question gives several grades: each to the criterion that is named with it, or as many as a group has."""

from __future__ import annotations

import re

from intents.decisions.criteria import group_names, items_in
from intents.decisions.scores import GRADES, Scored
from knowledge.notice import ScoringGroup, ScoringItem, ScoringTable

_GRADE = re.compile(r"(?P<excellent>우수)|(?P<good>양호)|(?P<poor>다소 ?미흡)|(?P<bad>미흡)|(?P<fair>보통)")
_TIMES = re.compile(
    r"^ ?(?:이|가|은|는)? ?(?P<number>[1-9]|하나|한|둘|두|셋|세|넷|네) ?(?:개|가지)?(?=[\s,.·/가-힣]|$)"
)
_NUMBERS = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4}


def mixed_grades(text: str, table: ScoringTable | None, group: ScoringGroup | None) -> Scored | None:
    """The named criteria at their own grades; None where fewer than two grades stand or they cannot be told apart."""
    mentions = list(_GRADE.finditer(text))
    if len(mentions) < 2 or table is None:
        return None
    if group is not None and len(mentions) > len(group.items):
        group = None  # more grades than the named group has criteria: the whole table is gone through
    starts = [0, *(mention.end() for mention in mentions)]
    pointed = [
        [item for item in items_in(text[start : mention.start()], table, group) if item.points]
        for start, mention in zip(starts, mentions, strict=False)
    ]
    items = _told_apart(pointed)
    if items is not None:
        return Scored(tuple((item, item.points[_place(each)]) for item, each in zip(items, mentions, strict=True)))
    return _by_number(text, mentions, group)


def _told_apart(pointed: list[list[ScoringItem]]) -> list[ScoringItem] | None:
    """For each mention the one criterion that it points at and no other takes; None where that leaves one without."""
    found: dict[int, ScoringItem] = {}
    while True:
        free = {
            at: [item for item in items if item not in found.values()]
            for at, items in enumerate(pointed)
            if at not in found
        }
        settled = next((at for at, items in free.items() if len(items) == 1), None)
        if settled is None:
            return None if free else [found[at] for at in range(len(pointed))]
        found[settled] = free[settled][0]


def summed_points(text: str, table: ScoringTable | None) -> int | None:
    """The sum of the points that are given for every group of the table that has points; None where one is missing."""
    groups = [group for group in table.groups if group.points] if table else []
    folded = re.sub(r"\s+", "", text)
    total = 0
    for group in groups:
        given = re.search(rf"(?:{'|'.join(group_names(group, groups))})[^\d,]{{0,6}}(\d{{1,2}})(?!\d)", folded)
        if given is None or int(given[1]) > (group.points or 0):
            return None
        total += int(given[1])
    return total if groups else None


def _by_number(text: str, mentions: list[re.Match[str]], group: ScoringGroup | None) -> Scored | None:
    """Grades that are only counted, where it does not matter which criterion gets which: all are worth the same."""
    items = tuple(item for item in group.items if item.points) if group else ()
    if not items or len({item.points for item in items}) != 1:
        return None
    places: list[int] = []
    for mention in mentions:
        times = _TIMES.match(text[mention.end() : mention.end() + 8])
        number = (_NUMBERS.get(times["number"]) or int(times["number"])) if times else 1
        places += [_place(mention)] * number
    if len(places) != len(items):
        return None
    return Scored(tuple((item, item.points[place]) for item, place in zip(items, places, strict=True)))


def _place(mention: re.Match[str]) -> int:
    return GRADES.index(str(mention.lastgroup))
