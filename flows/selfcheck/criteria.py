"""The criteria of an evaluation table as questions: what can be answered to each, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from intents.decisions.scores import GRADES
from knowledge.notice import Notice, ScoringGroup, ScoringItem, ScoringTable

MET, UNMET = "met", "unmet"  # 적합(○), 부적합(×)


@dataclass(frozen=True)
class Criterion:
    """One criterion. Two wordings, one for each track, are one criterion.

    `points` from the best grade to the worst; empty where it is judged ○/×.
    """

    id: str  # written.3: table and number
    number: int  # from 1, in the order of the table
    table: str
    group: ScoringGroup
    wordings: tuple[ScoringItem, ...]

    @property
    def points(self) -> tuple[int, ...]:
        return self.wordings[0].points

    @property
    def tracked(self) -> bool:
        """Whether its words depend on how the smart factory was built."""
        return self.wordings[0].track is not None

    @property
    def values(self) -> tuple[str, ...]:
        """The answers that it takes, beside unsure."""
        return GRADES if self.points else (MET, UNMET)

    def worth(self, grade: str) -> int:
        """Points of a grade. Raises ValueError for an answer that is no grade."""
        return self.points[GRADES.index(grade)]

    def titles(self, track: str | None) -> tuple[str, ...]:
        """Its words for a track; both wordings where the track is not known."""
        own = [item.title for item in self.wordings if item.track in (None, track)]
        return tuple(own or [item.title for item in self.wordings])


def criteria_of(table: ScoringTable) -> tuple[Criterion, ...]:
    """The criteria of a table in its order."""
    made: list[tuple[ScoringGroup, list[ScoringItem]]] = []
    for group in table.groups:
        for item in group.items:
            other_wording = item.track is not None and made and made[-1][0] is group and made[-1][1][0].track
            if other_wording:
                made[-1][1].append(item)
            else:
                made.append((group, [item]))
    return tuple(
        Criterion(f"{table.id}.{number}", number, table.id, group, tuple(items))
        for number, (group, items) in enumerate(made, 1)
    )


@cache
def _row(clause_quote: str, title: str, points: tuple[int, ...]) -> str:
    written = f"{title} {' '.join(map(str, points))}".strip()
    return written if written in clause_quote else title if title in clause_quote else ""


def row_in_clause(criterion: Criterion, track: str | None, notice: Notice) -> str:
    """The criterion's row as it stands in its clause: what is marked in the quote. Empty where both wordings apply."""
    titles = criterion.titles(track)
    return _row(notice.clauses[criterion.group.clause].quote, titles[0], criterion.points) if len(titles) == 1 else ""
