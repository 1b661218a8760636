"""The sides of a topic and the open subjects, as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents import aspects
from intents.aspects import aspects_of, fold, subject_of, subjects
from intents.errors import AspectError
from knowledge.loading import default_notice


def test_every_open_subject_cites_clauses_of_the_notice() -> None:
    for subject in subjects().values():
        assert subject.title
        assert set(subject.clauses) <= set(default_notice().clauses)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("부가세도 포함되나요", "vat"),
        ("이의신청은 어떻게 하나요", "objection"),
        ("부가세가 밀려 있어요", None),
        ("센서가 고장 났어요", None),
    ],
)
def test_a_subject_is_known_by_its_words(text: str, subject: str | None) -> None:
    assert subject_of(text) == subject


def test_spaces_and_marks_do_not_matter() -> None:
    assert fold("중간 점검은, 무조건 받나요?") == "중간점검은무조건받나요"
    assert aspects_of("procedure", "중간 점검은, 무조건 받나요?") == ("always", "midcheck")
    assert aspects_of("procedure", "중간 점검은, 무조건 받나요?", telling=True) == ("midcheck",)


@pytest.mark.parametrize(
    "text",
    [
        "weather: {rain: {all: [[비]]}}",
        "amount: {limit: {any: [[한도]]}}",
        "amount: {limit: {all: [[]]}}",
        'amount: {limit: {all: [["?"]]}}',
    ],
)
def test_data_that_cannot_be_used_names_its_place(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "aspects.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(aspects, "FOLDER", tmp_path)
    aspects._aspects.cache_clear()
    try:
        with pytest.raises(AspectError, match=r"aspects\.yaml: "):
            aspects_of("amount", "한도")
    finally:
        aspects._aspects.cache_clear()
