"""Two runs over the same questions: what got better and what got worse."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.cli.evaluate_score import Item, Score


@dataclass(frozen=True)
class Change:
    """One question whose answer was judged otherwise before."""

    before: Item
    after: Item

    @property
    def worse(self) -> bool:
        return _rank(self.after) < _rank(self.before)


@dataclass(frozen=True)
class Comparison:
    """Changes by what they mean; `only_before` and `only_after` count questions that the other run does not have."""

    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    same: int
    only_before: int
    only_after: int

    @property
    def chance(self) -> float:
        """How likely so uneven a split is where neither run is better (exact sign test, two-sided, 0-1)."""
        total, few = len(self.worse) + len(self.better), min(len(self.worse), len(self.better))
        if total == 0:
            return 1.0
        return min(1.0, 2 * sum(math.comb(total, one) for one in range(few + 1)) / float(2**total))


def compared(before: Score, after: Score) -> Comparison:
    """Matched by id and question; harmful changes first."""
    earlier = {(item.id, item.question): item for item in before.items}
    later = {(item.id, item.question): item for item in after.items}
    both = [Change(earlier[key], later[key]) for key in later if key in earlier]
    changed = [each for each in both if _rank(each.before) != _rank(each.after)]
    return Comparison(
        worse=tuple(sorted((each for each in changed if each.worse), key=lambda each: _rank(each.after))),
        better=tuple(sorted((each for each in changed if not each.worse), key=lambda each: _rank(each.before))),
        same=len(both) - len(changed),
        only_before=len(earlier) - len(both),
        only_after=len(later) - len(both),
    )


def _rank(item: Item) -> tuple[bool, bool, bool]:
    # harm weighs most, then being right; among right answers a yes or no is worth more than a question back
    return not item.harmful, item.right, item.decisive
