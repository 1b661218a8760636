"""Topic `documents`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from intents.answer import Answer


def test_the_list_has_six_numbers(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("documents", "서류 뭐뭐 내나요")
    assert {row.label for row in answer.card.rows} == {"1", "2", "3", "4", "5", "6"}
    assert "documents.track" in answer.clauses


def test_the_list_of_a_track_has_only_its_own_proof(answer_to: Callable[..., Answer]) -> None:
    rows = answer_to("documents", "제출서류 알려 주세요", {"track": "self_built"}).card.rows
    assert next(row.value for row in rows if row.label == "6").startswith("수준확인서")
    assert len(rows) == 6


@pytest.mark.parametrize(("day", "verdict"), [(date(2023, 6, 2), "yes"), (date(2023, 6, 19), "no")])
def test_a_certificate_is_judged_on_the_day(answer_to: Callable[..., Answer], day: date, verdict: str) -> None:
    answer = answer_to("documents", facts={"document": "tax", "issued_on": date(2023, 3, 2), "on_date": day})
    assert answer.verdict == verdict
    assert "3개월" in answer.text


def test_a_copy_of_the_registration_is_another_paper(answer_to: Callable[..., Answer]) -> None:
    assert answer_to("documents", "사업자등록증 사본 내면 되나요").verdict == "no"
    assert answer_to("documents", "사업자등록증명원도 내나요").verdict is None


def test_a_lost_report_is_left_to_the_office(answer_to: Callable[..., Answer]) -> None:
    answer = answer_to("documents", "완료보고서를 잃어버렸어요", {"office": "busan"})
    assert answer.verdict == "conditional"
    assert "051-630-7430" in answer.text
