"""What can be wrong with the data of the reading; the message says place, found and allowed."""

from __future__ import annotations

from collections.abc import Iterable


class ReadingError(Exception):
    """Data of the reading is not usable."""


class LexiconError(ReadingError):
    """A lexicon file holds something that it may not."""

    def __init__(self, place: str, found: str, allowed: Iterable[str]) -> None:
        self.place, self.found, self.allowed = place, found, tuple(allowed)
        super().__init__(f"{place}: {found} (allowed: {', '.join(self.allowed)})")


class TopicModelError(ReadingError):
    """The topic model's artefact is missing or was trained on other data."""

    def __init__(self, place: str, found: str, allowed: Iterable[str]) -> None:
        self.place, self.found, self.allowed = place, found, tuple(allowed)
        super().__init__(f"{place}: {found} (allowed: {', '.join(self.allowed)})")
