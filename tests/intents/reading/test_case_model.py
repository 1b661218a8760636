"""The case model's artefact belongs to the phrasings beside it, and reads what they say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.model import cases
from intents.model.phrasings import data_hash, folds, load_phrasings
from intents.reading.case_model import METADATA, VERDICTS, case_model, joined_lines
from intents.reading.errors import TopicModelError
from intents.reading.topic_model import FOLDER
from knowledge.loading import default_notice


def test_the_artefact_was_trained_on_these_phrasings() -> None:
    about = json.loads((FOLDER / METADATA).read_text(encoding="utf-8"))
    read = [phrasing for phrasing in load_phrasings() if phrasing.verdicts is not None]
    assert about["data"] == data_hash(read, cases.shape())


def test_hand_read_texts_name_clauses_and_verdicts_that_exist() -> None:
    for phrasing in load_phrasings():
        assert set(phrasing.clauses) <= set(default_notice().clauses), phrasing.text
        assert set(phrasing.verdicts or ()) <= set(VERDICTS), phrasing.text


@given(st.text(max_size=600))
def test_any_text_has_shares_between_zero_and_one(text: str) -> None:
    case = case_model().case(text)
    assert all(0 <= share <= 1 for share in case.heads.values())
    assert [share for _, share in case.clauses] == sorted((share for _, share in case.clauses), reverse=True)


@pytest.mark.parametrize(("text", "clause"), [
    ("클라우드 서버 월 사용료도 되나요", "unsupported.rental_license"), ("국세가 체납된 회사도 신청하나요", "excluded.tax"),
    ("납세증명서는 언제 뗀 것까지 되나요", "documents.tax"), ("수준확인서는 어디서 발급받나요", "eligibility.level_certificate"),
])  # fmt: skip
def test_a_plain_question_falls_under_its_clause(text: str, clause: str) -> None:
    assert case_model().case(text).clauses[0][0] == clause


def test_a_follow_up_is_read_behind_its_line() -> None:
    assert joined_lines("앞 줄", "뒤 줄") == "앞 줄 / 뒤 줄"
    assert joined_lines(None, "뒤 줄") == "뒤 줄"


def test_groups_of_writers_hold_each_writer_once() -> None:
    writers = [writer for writer, texts in (("a", 9), ("b", 4), ("c", 1), ("d", 7)) for _ in range(texts)]
    assert sorted(name for group in folds(writers) for name in group) == ["a", "b", "c", "d"]


def test_a_verdict_outside_the_contract_is_named(tmp_path) -> None:
    (tmp_path / "x.jsonl").write_text(
        '{"text": "a", "topic": "amount", "writer": "w", "style": "s", "verdicts": ["maybe"]}\n', encoding="utf-8"
    )
    with pytest.raises(TopicModelError, match=r"x\.jsonl:1: maybe \(allowed: yes"):
        load_phrasings(tmp_path)
