"""Which criterion of the evaluation tables a question names: by the words that only few criteria have."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.notice import Notice, ScoringGroup, ScoringItem, ScoringTable

_WORD = re.compile(r"[가-힣]{3,}")  # shorter words stand in every title
_NOT_HANGUL = re.compile(r"[^가-힣a-z0-9]+")
# a criterion is meant when its rare words in the text weigh at least this much: one word that at most two of them have
ENOUGH = 3.5
MOST_TITLES = 3
# endings that a word of a title has and the question's word may lack
_ENDINGS = (
    "으로",
    "하기",
    "에서",
    "하는",
    "되는",
    "까지",
    "여부",
    "과",
    "와",
    "의",
    "이",
    "가",
    "을",
    "를",
    "에",
    "로",
)


@dataclass(frozen=True)
class Named:
    """What is named: a group of a table, and the criterion within it where it is named too."""

    table: ScoringTable
    group: ScoringGroup
    item: ScoringItem | None


def named(text: str, notice: Notice, table_id: str | None) -> Named | None:
    """The criterion or group that the text names, in the given table or in the one that fits best; None for none."""
    folded = _NOT_HANGUL.sub("", text.lower())
    places = [place for place in _places(notice) if table_id in (None, place.table.id)]
    weights = _weights(places)
    scored = [(sum(weights[w] for w in _words(p.item) if w in folded), p) for p in places if p.item]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    groups = [place for place in places if _title(place.group) in folded]
    if groups:
        # the group is named: its own criterion only where the words point at one
        inside = [pair for pair in scored if pair[1].group is groups[0].group and pair[0] >= ENOUGH]
        item = max(inside, key=lambda pair: pair[0])[1].item if len(inside) == 1 else None
        return Named(groups[0].table, groups[0].group, item)
    return best[1] if best[1] is not None and best[0] >= ENOUGH else None


def items_in(text: str, table: ScoringTable, group: ScoringGroup | None) -> tuple[ScoringItem, ...]:
    """The criteria of the group, else of the table, that this part of a question points at most: several where it points at
    them alike; none where it points at no one."""
    folded = _NOT_HANGUL.sub("", text.lower())
    items = [item for each in table.groups if group in (None, each) for item in each.items]
    counts = Counter(word for item in items for word in set(_short_words(item)))
    weights = [sum(1 / counts[word] for word in _short_words(item) if word in folded) for item in items]
    best = max(weights, default=0.0)
    return tuple(item for item, weight in zip(items, weights, strict=True) if weight == best) if best > 0 else ()


def _short_words(item: ScoringItem) -> tuple[str, ...]:
    """Words of two syllables tell criteria of one table apart."""
    return tuple(dict.fromkeys(_stem(word) for word in re.findall(r"[가-힣]{2,}", item.title)))


def _places(notice: Notice) -> Iterator[Named]:
    for table in notice.scoring.values():
        for group in table.groups:
            for item in group.items:
                yield Named(table, group, item)


def _weights(places: list[Named]) -> dict[str, float]:
    counts = Counter(word for place in places for word in set(_words(place.item)))
    # a word that many titles have tells nothing
    return {word: math.log2(1 + len(places) / count) if count <= MOST_TITLES else 0.0 for word, count in counts.items()}


def _words(item: ScoringItem | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_stem(word) for word in _WORD.findall(item.title))) if item else ()


def _stem(word: str) -> str:
    ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 2), "")
    return word.removesuffix(ending)


def group_names(group: ScoringGroup, among: list[ScoringGroup]) -> tuple[str, ...]:
    """How a group is named, without spaces: by its whole title, or by a word of it that the others' titles do not have."""
    words = _title_words(group)
    others = ["".join(_title_words(other)) for other in among if other is not group]
    alone = [word for word in (words[0], words[-1]) if not any(word in other for other in others)]
    return tuple(dict.fromkeys(("".join(words), *alone)))


def _title(group: ScoringGroup) -> str:
    """The title as it is said: 활용정도 for 스마트공장 활용정도, 요청사항 for AS 요청사항."""
    return _NOT_HANGUL.sub("", "".join(_title_words(group)).lower())


def _title_words(group: ScoringGroup) -> list[str]:
    return [word for word in group.title.split() if word not in ("AS", "스마트공장")]
