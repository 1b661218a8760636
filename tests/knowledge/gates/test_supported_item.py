"""Gate `supported_item`: not on the list of unsupported things."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.equipment import all_equipment
from knowledge.facts import Facts, Open

STATUS = {"yes": "fail", "no": "pass", Open.UNSURE: "review", None: "open"}
KIND_CLAUSES = {
    "subscription": "unsupported.rental_license",
    "office": "unsupported.unrelated",
    "consumable": "unsupported.other",
}


@pytest.mark.parametrize("answer", STATUS)
def test_the_answer_decides(assert_gate: Callable[..., None], answer: str | None) -> None:
    assert_gate("supported_item", STATUS[answer], {"unsupported_item": answer}, cites="unsupported.unrelated")


@pytest.mark.parametrize("answer", STATUS)
@pytest.mark.parametrize("kind", KIND_CLAUSES)
def test_things_of_a_listed_kind_never_pass_and_cite_their_entry_first(
    judge: Callable[..., dict], sound: Facts, kind: str, answer: str | None
) -> None:
    value = next(thing.value for thing in all_equipment().values() if thing.kind == kind)
    facts = sound.updated({"equipment": value}).without("unsupported_item")
    found = judge(facts.updated({"unsupported_item": answer}) if answer else facts)["supported_item"]
    assert found.status == ("review" if answer == "no" else STATUS[answer])
    assert found.clauses[0] == KIND_CLAUSES[kind]


def test_other_kinds_pass_on_the_answer(judge: Callable[..., dict], sound: Facts) -> None:
    for thing in all_equipment().values():
        if thing.kind not in KIND_CLAUSES:
            assert judge(sound.updated({"equipment": thing.value}))["supported_item"].status == "pass"
