"""Facts: what is known about a company's case, by fact id.

A fact is present, absent (not asked yet), or answered without a value: `unsure` (staff check it) or `later` (the
company will say). A missing fact is never a no and never a zero: there is no default value to read by accident.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any


class Open(StrEnum):
    """A real answer that carries no value."""

    UNSURE = "unsure"
    LATER = "later"


# won as int, months as float (a month has 30 days, a week 7), days as date, everything else as text
FactValue = str | int | float | date | tuple[str, ...] | Open


class Facts(Mapping[str, FactValue]):
    """Immutable facts. Reading a fact that is absent raises KeyError; ask `known` or `state` instead."""

    def __init__(self, values: Mapping[str, FactValue] | None = None) -> None:
        self._values: dict[str, FactValue] = dict(values or {})

    def __getitem__(self, fact: str) -> FactValue:
        return self._values[fact]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        # values may be personal data: a representation in a log shows only which facts there are
        return f"Facts({sorted(self._values)})"

    def state(self, fact: str) -> str:
        """`absent`, `unsure`, `later` or `present`."""
        if fact not in self._values:
            return "absent"
        value = self._values[fact]
        return value.value if isinstance(value, Open) else "present"

    def known(self, fact: str) -> Any:
        """The value of a present fact, else None."""
        return self._values[fact] if self.state(fact) == "present" else None

    def updated(self, values: Mapping[str, FactValue]) -> Facts:
        """These facts with newer values on top."""
        return Facts({**self._values, **values})

    def without(self, *facts: str) -> Facts:
        """These facts less the named ones."""
        return Facts({fact: value for fact, value in self._values.items() if fact not in facts})


def to_json(value: FactValue) -> Any:
    """A JSON value that `from_json` turns back into exactly this fact value."""
    if isinstance(value, Open):
        return {"open": value.value}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return list(value)
    return value


def from_json(value: Any) -> FactValue:
    """The fact value that `to_json` wrote. Raises ValueError for anything else."""
    if isinstance(value, dict):
        if "open" in value:
            return Open(value["open"])
        if "date" in value:
            return date.fromisoformat(value["date"])
        raise ValueError(f"a fact value has one of the keys open, date; found {sorted(value)}")
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if isinstance(value, str | int | float):
        return value
    raise ValueError(f"a fact value is text, a number, a list, a date or open; found {type(value).__name__}")
