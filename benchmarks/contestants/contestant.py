"""What a contestant is, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intents.model.phrasings import Phrasing

Question = Mapping[str, Any]  # a line of a question set (contract: evaluation/README)
Answered = Mapping[str, Any]  # a line of `asbot ask --json`, as far as it is judged


class NotHere(Exception):
    """A contestant that cannot run on this machine; the message says what is missing."""


@dataclass(frozen=True)
class Run:
    """One contestant's answers in the order of the questions, the seconds of each answer given, and its memory at most.

    `cpu_seconds` are those of each answer without what other processes took.
    """

    answers: tuple[Answered, ...]
    seconds: tuple[float, ...]
    cpu_seconds: tuple[float, ...]
    peak_mib: float | None

    @property
    def per_second(self) -> float:
        """Answers that one core gives in a second."""
        return len(self.seconds) / sum(self.cpu_seconds)


# all that comes before the answer itself (earlier lines of a conversation) is done when the second function is made
Prepare = Callable[[Question], Callable[[], Answered]]
# learns from phrasings; raises NotHere
Build = Callable[[Sequence[Phrasing]], Prepare]
