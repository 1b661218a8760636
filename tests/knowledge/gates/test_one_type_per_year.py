"""Gate `one_type_per_year`: one application of either type a year."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from knowledge.facts import Open

STATUS = {"yes": "fail", "no": "pass", Open.UNSURE: "review", None: "open"}


@pytest.mark.parametrize("answer", STATUS)
def test_the_companys_own_answer_decides(assert_gate: Callable[..., None], answer: str | None) -> None:
    assert_gate("one_type_per_year", STATUS[answer], {"other_application": answer}, cites="support.one_type")


@pytest.mark.parametrize(("answer", "same_number"), list(product(STATUS, ["yes", None])))
def test_an_own_earlier_request_fails_whatever_is_answered(
    assert_gate: Callable[..., None], answer: str | None, same_number: str | None
) -> None:
    facts = {"other_application": answer, "own_open_request": "yes", "other_request_same_number": same_number}
    assert_gate("one_type_per_year", "fail", facts, reason="own_request")


@pytest.mark.parametrize(
    ("answer", "status"), [("yes", "fail"), ("no", "review"), (Open.UNSURE, "review"), (None, "open")]
)
def test_another_persons_request_with_the_same_number_is_at_most_a_review(
    assert_gate: Callable[..., None], answer: str | None, status: str
) -> None:
    facts = {"other_application": answer, "other_request_same_number": "yes"}
    assert_gate("one_type_per_year", status, facts, reason="same_number" if status == "review" else None)
