"""Topic `period`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from intents.answer import Answer


@pytest.mark.parametrize(("months", "label"), [(3.0, "가능"), (5.0, "조건부"), (7.0, "불가")])
def test_a_duration_gets_a_verdict(answer_to: Callable[..., Answer], months: float, label: str) -> None:
    answer = answer_to("period", facts={"duration_months": months})
    assert answer.text.startswith(f"{label} | ")
    assert f"{months:.0f}개월" in answer.card.headline


def test_without_a_duration_the_period_is_told(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("period")
    assert answer.verdict is None
    assert "6개월" in answer.text
