"""Points where a question gives several grades: each to the criterion that is named with it, or as many as a group has."""

from __future__ import annotations

import re

from intents.decisions.criteria import item_in
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
    by_name: list[tuple[ScoringItem, int]] = []
    start = 0
    for mention in mentions:
        item = item_in(text[start : mention.start()], table, group)
        if item is not None and item.points and item not in [each for each, _ in by_name]:
            by_name.append((item, item.points[_place(mention)]))
        start = mention.end()
    if len(by_name) == len(mentions):
        return Scored(tuple(by_name))
    return _by_number(text, mentions, group)


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
