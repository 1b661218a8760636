"""The facts that there are, with the closed list of values of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.equipment import all_equipment
from knowledge.sources import load_yaml

FOLDER = Path(__file__).parent / "vocabulary"
FILES = ("request_facts.yaml", "question_facts.yaml")
_EQUIPMENT = "equipment.yaml"


@cache
def vocabulary() -> Mapping[str, tuple[str, ...]]:
    """Values by fact; empty for facts of text, amounts, days. Equipment values are those of equipment.yaml."""
    read: dict[str, dict[str, object]] = {}
    for file in FILES:
        entries = load_yaml((FOLDER / file).read_text(encoding="utf-8"))
        read |= {fact: entry for fact, entry in entries.items() if fact not in read}
    return {fact: _values(entry, read) for fact, entry in read.items()}


def _values(entry: dict[str, object], read: dict[str, dict[str, object]]) -> tuple[str, ...]:
    values = entry.get("values", ())
    if values == _EQUIPMENT:
        return tuple(all_equipment())
    if isinstance(values, str):
        # a list fact refers to the fact whose values it holds; anything else in words is a reference outside this file
        return _values(read[values], read) if values in read else ()
    return tuple(str(value) for value in values) if isinstance(values, list) else ()
