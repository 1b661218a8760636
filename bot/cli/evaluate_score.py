"""What makes an answer right, harmful or decisive (contract: evaluation/README), item by item."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

DECISIVE = frozenset({"yes", "no"})
OUTSIDE = frozenset({"out_of_scope", "smalltalk"})
FIGURES = ("right", "harmful", "decisive")
NONE = "none"  # how question sets write that no verdict is given
MARGIN_BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Item:
    """One judged answer. `wanted`: accepted topics; `failed`: the parts that it lacks; `decidable`: a yes or no is right.

    `margin` (0-1) and `decided_by` tell how sure the topic was and what decided it.
    """

    id: str
    question: str
    style: str
    wanted: tuple[str, ...]
    topic: str
    verdict: str
    failed: tuple[str, ...]
    harmful: bool
    decidable: bool
    margin: float
    decided_by: str

    @property
    def right(self) -> bool:
        return not self.failed

    @property
    def decisive(self) -> bool:
        return self.decidable and self.verdict in DECISIVE and not self.harmful

    @property
    def topic_right(self) -> bool:
        return self.topic in self.wanted


@dataclass
class Score:
    """A question set judged."""

    items: list[Item] = field(default_factory=list)

    @property
    def questions(self) -> int:
        return len(self.items)

    @property
    def right(self) -> int:
        return sum(item.right for item in self.items)

    @property
    def harmful(self) -> int:
        return sum(item.harmful for item in self.items)

    @property
    def decisive(self) -> int:
        return sum(item.decisive for item in self.items)

    @property
    def decidable(self) -> int:
        return sum(item.decidable for item in self.items)

    def out_of(self, figure: str) -> int:
        """How many questions a figure is counted over."""
        return self.decidable if figure == "decisive" else self.questions

    def count(self, figure: str) -> int:
        return int(getattr(self, figure))

    def share(self, figure: str) -> float:
        """The figure as a share; a set in which nothing is decidable is fully decisive."""
        total = self.out_of(figure)
        return self.count(figure) / total if total else 1.0

    def groups(self, kind: str) -> dict[str, Score]:
        """The items apart by `style` or by `topic` (the first accepted one)."""
        found: dict[str, Score] = {}
        for item in self.items:
            found.setdefault(item.style if kind == "style" else item.wanted[0], Score()).items.append(item)
        return dict(sorted(found.items()))

    def confused(self) -> Counter[tuple[str, str]]:
        """Wanted and given topic of the items whose topic is none of the accepted ones."""
        return Counter((item.wanted[0], item.topic) for item in self.items if not item.topic_right)

    def worst(self) -> list[Item]:
        """What is not right: harmful ones first, then by how much is missing."""
        return sorted((item for item in self.items if item.failed or item.harmful), key=_badness)


@dataclass(frozen=True)
class Bin:
    """Items whose topic was chosen with a margin of `low` up to `high`: how many, how many topics and answers right."""

    low: float
    high: float
    items: int
    topics_right: int
    right: int


def calibration(items: list[Item]) -> list[Bin]:
    """Margin against being right, in the bins that hold something."""
    found = []
    for low, high in pairwise(MARGIN_BINS):
        inside = [item for item in items if low <= item.margin < high or (high == 1.0 and item.margin >= 1.0)]
        if inside:
            topics, right = sum(item.topic_right for item in inside), sum(item.right for item in inside)
            found.append(Bin(low, high, len(inside), topics, right))
    return found


def by_model(item: Item) -> bool:
    """Whether the topic model chose the topic; else a rule did, whose margin is a constant of the rule."""
    return item.decided_by.startswith("model")


def judged(
    question: Mapping[str, Any], answer: Mapping[str, Any], margin: float = 1.0, decided_by: str = "", number: int = 0
) -> Item:
    """The answer (`asbot ask --json`) held against the question of a set. `number` names items without an id."""
    verdict = answer["verdict"] or NONE
    wanted = question.get("verdict") or ()
    return Item(
        id=str(question.get("id") or f"#{number}"),
        question=question["q"],
        style=question["style"],
        wanted=tuple(question["topic"]),
        topic=answer["topic"],
        verdict=verdict,
        failed=tuple(failed_parts(question, answer)),
        harmful=bool(wanted) and verdict in DECISIVE and verdict not in wanted,
        decidable=bool(DECISIVE & set(wanted)),
        margin=margin,
        decided_by=decided_by,
    )


def failed_parts(question: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    """The parts of a right answer that this one lacks: in_scope, verdict, clauses, must, must_not."""
    outside = [topic in OUTSIDE for topic in question["topic"]]
    text = folded(answer["text"])
    wrong = {
        # a question that may be read both ways counts as either
        "in_scope": (all(outside) or not any(outside)) and answer["in_scope"] == all(outside),
        "verdict": bool(question.get("verdict")) and (answer["verdict"] or NONE) not in question["verdict"],
        "clauses": bool(question.get("clauses")) and not set(question["clauses"]) & set(answer["clauses"]),
        "must": not all(any(folded(one) in text for one in group) for group in question.get("must") or ()),
        "must_not": any(folded(one) in text for one in question.get("must_not") or ()),
    }
    return [part for part, is_wrong in wrong.items() if is_wrong]


def folded(text: str) -> str:
    """Text without white space, commas and markup, in lower case."""
    return re.sub(r"[\s,‚·*_`~]+", "", re.sub(r"<[^>]+>", "", text)).lower()


def interval(count: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if total == 0:
        return 0.0, 1.0
    z, share = 1.96, count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def _badness(item: Item) -> tuple[bool, bool, int, str]:
    return not item.harmful, "in_scope" not in item.failed, -len(item.failed), item.id
