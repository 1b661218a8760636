"""The things that questions and requests are about: a closed list of values with a label and a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.errors import NoticeErrors, NoticeProblem, UnknownEquipment
from knowledge.sources import Source

VOCABULARY = Path(__file__).parent / "vocabulary"
FILE = "equipment.yaml"

# office: general office equipment; subscription: rent and term licences; consumable: used up by routine upkeep;
# facility: buildings and utilities; machine: a whole production machine
KINDS = (
    "part",
    "terminal",
    "computing",
    "network",
    "solution",
    "machine",
    "office",
    "subscription",
    "consumable",
    "facility",
)


@dataclass(frozen=True)
class Equipment:
    """One value: `sensor`, its label 센서, and its kind, one of KINDS."""

    value: str
    label: str
    kind: str


def load_equipment(folder: Path = VOCABULARY) -> Mapping[str, Equipment]:
    """All values of a vocabulary folder by value. Raises NoticeErrors."""
    problems: list[NoticeProblem] = []
    source = Source(folder, FILE, problems)
    loaded: dict[str, Equipment] = {}
    for record in source.record().records("values"):
        thing = Equipment(record.text("value"), record.text("label"), record.text("kind"))
        record.done()
        if thing.kind not in KINDS:
            source.problem(f"{record.key}.kind", thing.kind, ", ".join(KINDS))
        if thing.value in loaded:
            source.problem(record.key, "value given twice", "each value once")
        loaded[thing.value] = thing
    if not loaded and not problems:
        source.problem("values", "empty", "at least one value")
    if problems:
        raise NoticeErrors(problems)
    return loaded


@cache
def all_equipment() -> Mapping[str, Equipment]:
    """The packaged vocabulary, loaded once."""
    return load_equipment()


def equipment(value: str) -> Equipment:
    """The equipment of a value. Raises UnknownEquipment."""
    try:
        return all_equipment()[value]
    except KeyError as error:
        raise UnknownEquipment(value) from error
