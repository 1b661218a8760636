"""What can be wrong with the data of the answers, or with a pressed button; the message says place, found and allowed."""

from __future__ import annotations

from collections.abc import Iterable


class IntentsError(Exception):
    """An answer cannot be made."""


class UnknownChoice(IntentsError):
    """A button whose id no answer gives out, or that belongs to the caller (`office:send`)."""

    def __init__(self, choice: str, allowed: Iterable[str]) -> None:
        self.choice, self.allowed = choice, tuple(allowed)
        super().__init__(f"choice: {choice} (allowed: {', '.join(self.allowed)})")


class AspectError(IntentsError):
    """An entry of aspects.yaml or not_in_notice.yaml that cannot be used."""

    def __init__(self, place: str, found: str, allowed: Iterable[str]) -> None:
        self.place, self.found, self.allowed = place, found, tuple(allowed)
        super().__init__(f"{place}: {found} (allowed: {', '.join(self.allowed)})")
