"""Gate `track`: the two ways to qualify, exhaustively."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from knowledge.facts import Open

ANSWERS = ("yes", "no", Open.UNSURE, None)
STATUS = {"yes": "pass", "no": "fail", Open.UNSURE: "review", None: "open"}


@pytest.mark.parametrize(("completed", "certificate"), list(product(ANSWERS, ANSWERS)))
def test_only_the_proof_of_the_companys_own_track_counts(
    assert_gate: Callable[..., None], completed: str | None, certificate: str | None
) -> None:
    proofs = {"program_completed": completed, "level_certificate": certificate}
    assert_gate("track", STATUS[completed], {"track": "program", **proofs}, cites="eligibility.program")
    assert_gate("track", STATUS[certificate], {"track": "self_built", **proofs}, cites="eligibility.self_built")


@pytest.mark.parametrize(("completed", "certificate"), list(product(ANSWERS, ANSWERS)))
def test_without_a_known_track_it_never_passes(
    assert_gate: Callable[..., None], completed: str | None, certificate: str | None
) -> None:
    proofs = {"program_completed": completed, "level_certificate": certificate}
    assert_gate("track", "open", {"track": None, **proofs}, reason="absent")
    assert_gate("track", "review", {"track": Open.UNSURE, **proofs}, reason="unsure")


def test_self_built_without_level_certificate_names_the_missing_certificate(assert_gate: Callable[..., None]) -> None:
    facts = {"track": "self_built", "level_certificate": "no"}
    assert_gate("track", "fail", facts, reason="level_certificate_missing", cites="eligibility.level_certificate")
