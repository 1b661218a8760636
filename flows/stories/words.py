"""The patterns of flows/emergency/stories.yaml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flows.questions import flow_data


@dataclass(frozen=True)
class Words:
    """How stories are read; see the file for what each part means."""

    labels: Mapping[str, re.Pattern[str]]
    subjects: Mapping[str, re.Pattern[str]]
    statements: Mapping[str, Mapping[str, re.Pattern[str]]]
    says: Mapping[str, re.Pattern[str]]
    supposed: re.Pattern[str]
    not_said: re.Pattern[str]
    other_amount_before: re.Pattern[str]
    other_amount_after: re.Pattern[str]
    department: str
    title: str
    surname: str


@cache
def words() -> Words:
    data = flow_data("emergency", "stories.yaml")

    def patterns(key: str) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(form, re.IGNORECASE) for name, form in data[key].items()}

    def either(key: str) -> str:
        return "|".join(sorted(data[key], key=len, reverse=True))

    return Words(
        labels=patterns("labels"),
        subjects=patterns("subjects"),
        statements={
            field: {value: re.compile(form, re.IGNORECASE) for value, form in forms.items()}
            for field, forms in data["statements"].items()
        },
        says=patterns("says"),
        supposed=re.compile(data["supposed"]),
        not_said=re.compile(data["not_said"]),
        other_amount_before=re.compile(data["other_amount_before"]),
        other_amount_after=re.compile(data["other_amount_after"]),
        department=either("departments"),
        title=either("titles"),
        surname=f"[{data['surnames']}]",
    )
