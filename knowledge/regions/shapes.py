"""What reading a place gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Routing:
    """The office for an address. `office` is None where several fit (`candidates`, in the notice's order) or none does.

    `matched` holds the words that decided, separated by ", " where they stand apart.
    """

    office: str | None
    candidates: tuple[str, ...]
    matched: str


@dataclass(frozen=True)
class RegionMention:
    """A region named in a sentence: `text[start:end]` is `matched`, without the particle behind it."""

    start: int
    end: int
    matched: str
    office: str | None
    candidates: tuple[str, ...]


NOWHERE = Routing(None, (), "")
