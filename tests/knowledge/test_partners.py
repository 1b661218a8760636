"""One id everywhere: a gate, its rule where it has one, and its tests carry one name."""

from __future__ import annotations

from pathlib import Path

from knowledge import rules
from knowledge.notice import Notice

GATE_TESTS = Path(__file__).parent / "gates"
RULE_FILES = Path(rules.__file__).parent
SHARED = {"__init__", "case", "operators"}


def test_every_gate_has_a_test_file_of_its_name_and_no_test_file_is_left_over(notice: Notice) -> None:
    assert {path.stem.removeprefix("test_") for path in GATE_TESTS.glob("test_*.py")} == set(notice.gates)


def test_every_rule_is_named_after_its_gate_and_stands_in_a_file_of_that_name(notice: Notice) -> None:
    used = {gate.rule for gate in notice.gates.values() if gate.rule}
    assert all(gate.rule in (None, gate.id) for gate in notice.gates.values())
    assert {path.stem for path in RULE_FILES.glob("*.py")} - SHARED == used == set(rules.RULES)
    assert set(rules.RULES) == set(rules.RULE_FACTS) == set(rules.RULE_DATA)
