"""The vocabulary of things."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.equipment import KINDS, all_equipment, equipment, load_equipment
from knowledge.errors import NoticeErrors, UnknownEquipment


def test_every_kind_has_things_and_every_thing_a_label() -> None:
    things = all_equipment()
    assert {thing.kind for thing in things.values()} == set(KINDS)
    assert all(thing.label and thing.value == value for value, thing in things.items())
    assert equipment("sensor").label == "센서"


def test_a_thing_outside_the_vocabulary_is_named() -> None:
    with pytest.raises(UnknownEquipment, match="abacus"):
        equipment("abacus")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("values:\n  - {value: sensor, label: 센서, kind: gadget}\n", "values.sensor.kind"),
        ("values:\n  - {value: sensor, kind: part}\n", "values.sensor.label"),
        ("values:\n" + "  - {value: sensor, label: 센서, kind: part}\n" * 2, "values.sensor"),
        ("values: []\n", "values"),
        ("- sensor\n", "file"),
    ],
)
def test_a_broken_vocabulary_names_the_key(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "equipment.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(NoticeErrors) as caught:
        load_equipment(tmp_path)
    assert key in {problem.key for problem in caught.value.problems}
