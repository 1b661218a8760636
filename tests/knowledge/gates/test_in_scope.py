"""Gate `in_scope`: the thing belongs to the smart factory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.equipment import all_equipment
from knowledge.facts import Facts, Open

STATUS = {"yes": "pass", "no": "fail", Open.UNSURE: "review", None: "open"}


@pytest.mark.parametrize("answer", STATUS)
@pytest.mark.parametrize("track", ["program", "self_built"])
def test_the_answer_decides_and_the_track_names_the_clause(
    assert_gate: Callable[..., None], answer: str | None, track: str
) -> None:
    facts = {"scope_link": answer, "track": track, "level_certificate": "yes"}
    assert_gate("in_scope", STATUS[answer], facts, cites=f"scope.{track}")


def test_kinds_that_rarely_belong_are_looked_at_by_staff_even_after_a_yes(
    judge: Callable[..., dict], sound: Facts
) -> None:
    reviewed = {"office", "facility", "machine"}
    kinds = {thing.kind: thing.value for thing in all_equipment().values()}
    assert reviewed <= set(kinds)
    for kind, value in kinds.items():
        found = judge(sound.updated({"equipment": value}))["in_scope"]
        assert found.status == ("review" if kind in reviewed else "pass")
        assert found.reason == (kind if kind in reviewed else "met")


def test_an_unnamed_thing_passes_on_the_answer_alone(assert_gate: Callable[..., None]) -> None:
    assert_gate("in_scope", "pass", {"equipment": None})
    assert_gate("in_scope", "pass", {"equipment": Open.UNSURE})


def test_a_thing_that_the_vocabulary_no_longer_has_is_review(judge: Callable[..., dict], sound: Facts) -> None:
    assert judge(sound.updated({"equipment": "abacus"}))["in_scope"].reason == "unlisted"
