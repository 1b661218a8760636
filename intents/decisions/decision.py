"""The result of a rule over a question's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from knowledge.findings import Verdict


@dataclass(frozen=True)
class Decision:
    """A verdict with what decided it. `reason` is the key of its wording, the deciding clause stands first.

    `types` are the support types under which a yes or a conditional holds; `missing` is the fact that would settle a
    conditional; `values` go to the wording.
    """

    verdict: Verdict | None
    reason: str
    clauses: tuple[str, ...]
    types: tuple[str, ...] = ()
    missing: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def citing(self, *clauses: str) -> Decision:
        """The same decision with further clauses behind its own."""
        return replace(self, clauses=unique((*self.clauses, *clauses)))


def unique(clauses: tuple[str, ...]) -> tuple[str, ...]:
    """Each clause once, in order of first mention."""
    return tuple(dict.fromkeys(clauses))
