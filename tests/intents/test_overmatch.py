"""Entries that fire against the hand are listed, the worst first; what the hand agrees with is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from intents.model.phrasings import load_phrasings
from intents.overmatch import Overmatch, overmatches
from knowledge.loading import default_notice

Listed = Callable[..., dict[str, Overmatch]]


def phrasing(text: str, topic: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "topic": topic, "writer": "w", "style": "formal", **more}


@pytest.fixture
def listed(tmp_path: Path) -> Listed:
    """The entries found in a folder of these phrasings, in their order, by name."""

    def found(*phrasings: dict[str, Any]) -> dict[str, Overmatch]:
        lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in phrasings)
        (tmp_path / "a.jsonl").write_text(f"{lines}\n\n", encoding="utf-8")
        (tmp_path / "notes.txt").write_text("not a phrasing", encoding="utf-8")
        return {each.entry: each for each in overmatches(load_phrasings(tmp_path), default_notice(), date(2023, 7, 3))}

    return found


def test_a_rule_of_another_topic_than_the_hand_s_is_wrong(listed: Listed) -> None:
    found = listed(
        phrasing("담당자 전화번호 알려 주세요", "contact"),
        phrasing("지원금은 얼마인가요", "procedure"),
        phrasing("배점은 얼마인가요", "evaluation"),
    )["topics.amount"]
    assert (found.fired, found.wrong, found.unsaid) == (2, 1, 1)
    assert [(each.text, each.says) for each in found.examples] == [
        ("지원금은 얼마인가요", "procedure"),
        ("배점은 얼마인가요", "evaluation"),
    ]
    assert all(each.words and each.words in each.text for each in found.examples)


def test_what_the_hand_agrees_with_is_not_listed(listed: Listed) -> None:
    facts = {"kind": "part", "condition": "broken", "work": ["repair"], "level_certificate": "pending"}
    assert (
        listed(phrasing("센서가 고장 났어요. 수준확인서는 신청해 놓고 기다리는 중이에요", "coverage", facts=facts))
        == {}
    )


def test_a_thing_of_another_kind_is_wrong_with_the_words_that_named_it(listed: Listed) -> None:
    found = listed(phrasing("사무실 서버가 고장 났는데 되나요", "coverage", facts={"kind": "office"}))
    assert found["equipment.server"].wrong == 1
    assert found["equipment.server"].examples[0].words == "서버"
    assert found["equipment.server"].examples[0].says == "office"


def test_a_fact_that_the_hand_leaves_out_is_unsaid_where_hands_note_it(listed: Listed) -> None:
    noted = phrasing("센서 고장 수리 되나요", "coverage", facts={"condition": "broken"})
    silent = phrasing("단말기 고장 수리 되나요", "coverage", facts={"kind": "terminal"})
    assert listed(noted, silent)["condition.broken"].unsaid == 1
    # nobody notes conditions, or nobody read the facts: nothing is said against it
    assert "condition.broken" not in listed(silent)
    assert "condition.broken" not in listed(noted, phrasing("단말기 고장 수리 되나요", "coverage"))


def test_the_worst_stand_first_with_two_examples(listed: Listed) -> None:
    found = listed(
        *(phrasing(f"{name} 얼마인가요", "procedure") for name in ("지원금은", "한도는", "최대")),
        phrasing("담당자 전화번호 알려 주세요", "apply"),
    )
    assert [each.wrong for each in found.values()] == sorted((each.wrong for each in found.values()), reverse=True)
    assert next(iter(found)) == "topics.amount"
    assert len(found["topics.amount"].examples) == 2


def test_a_separator_of_unicode_ends_no_phrasing(listed: Listed) -> None:
    found = listed(phrasing("지원금은\u2028얼마인가요", "procedure"))
    assert found["topics.amount"].examples[0].text == "지원금은\u2028얼마인가요"
