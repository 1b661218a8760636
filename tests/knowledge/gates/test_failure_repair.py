"""Gate `failure_repair`: only a repair, by the answer and by the description."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.facts import Open
from knowledge.notice import Notice

REPAIR, UPGRADE = ("repair",), ("upgrade",)
BOTH = ("repair", "upgrade")


@pytest.mark.parametrize(
    ("answer", "works", "status"),
    [
        ("yes", None, "pass"),
        ("yes", REPAIR, "pass"),
        ("yes", BOTH, "review"),
        ("yes", UPGRADE, "review"),
        ("no", None, "fail"),
        ("no", REPAIR, "fail"),
        ("no", BOTH, "fail"),
        ("no", UPGRADE, "fail"),
        (Open.UNSURE, None, "review"),
        (Open.UNSURE, REPAIR, "review"),
        (Open.UNSURE, BOTH, "review"),
        (Open.UNSURE, UPGRADE, "review"),
        (None, None, "open"),
        (None, REPAIR, "open"),
        (None, BOTH, "open"),
        (None, UPGRADE, "fail"),
    ],
)
def test_answer_and_description_together(
    assert_gate: Callable[..., None], answer: str | None, works: tuple[str, ...] | None, status: str
) -> None:
    assert_gate("failure_repair", status, {"failure_repair": answer, "works": works})


def test_every_kind_of_work_beyond_a_repair_contradicts_a_yes(assert_gate: Callable[..., None], notice: Notice) -> None:
    beyond = notice.gates["failure_repair"].operators["beyond_repair"]
    assert "training" in beyond
    for work in beyond:
        facts = {"failure_repair": "yes", "works": (work,)}
        cites = "support.emergency.repair_only"
        assert_gate("failure_repair", "review", facts, reason="described_improvement", cites=cites)
