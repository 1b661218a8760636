"""The notice as a page: its clauses in their places, each with an anchor, to the letter."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.notice import Clause, Notice

CELL = " | "  # joins the table cells of one row in a quote


@dataclass(frozen=True)
class Passage:
    """One clause; more than one cell is a row of a table of the notice."""

    id: str
    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Clauses of one place, under the heading that people read: `2. 지원내용` and `긴급AS`."""

    number: int
    chapter: str
    title: str
    opens_chapter: bool
    passages: tuple[Passage, ...]


def sections(notice: Notice) -> tuple[Section, ...]:
    """All clauses by place, in the order of the clause index."""
    groups: list[tuple[str, list[Clause]]] = []
    for clause in notice.clauses.values():
        if groups and groups[-1][0] == clause.place:
            groups[-1][1].append(clause)
        else:
            groups.append((clause.place, [clause]))
    made: list[Section] = []
    for place, clauses in groups:
        chapter, _, title = place.partition(" · ")
        made.append(
            Section(
                number=len(made) + 1,
                chapter=chapter,
                title=title,
                opens_chapter=not made or made[-1].chapter != chapter,
                passages=tuple(Passage(c.id, c.title, tuple(c.quote.split(CELL))) for c in clauses),
            )
        )
    return tuple(made)
