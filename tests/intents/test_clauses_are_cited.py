"""Every clause of the notice is reached by a natural question, and every quote stands to the letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from intents.answer import MOST_CLAUSES, Answer
from knowledge.loading import default_notice

DATA = Path(__file__).parent.parent / "data" / "clause-questions.yaml"
QUESTIONS: dict[str, list[str]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
PAIRS = [(clause, question) for clause, listed in QUESTIONS.items() for question in listed]
LABELS = {"yes": "가능", "conditional": "조건부", "no": "불가", "unknown": "공고에 없음"}


def test_every_clause_has_a_question() -> None:
    assert set(QUESTIONS) == set(default_notice().clauses)


@pytest.mark.parametrize(("clause", "question"), PAIRS, ids=[clause for clause, _ in PAIRS])
def test_the_answer_cites_the_clause(say: Callable[..., Answer], clause: str, question: str) -> None:
    assert clause in say(question).clauses


@pytest.mark.parametrize("question", [question for _, question in PAIRS])
def test_the_answer_keeps_the_contract(say: Callable[..., Answer], question: str) -> None:
    answer, notice = say(question), default_notice()
    assert answer.in_scope
    assert len(answer.clauses) <= MOST_CLAUSES
    assert set(answer.clauses) <= set(notice.clauses)
    for quote in answer.card.quotes:
        assert quote.text == notice.clauses[quote.clause].quote
        assert f"“{quote.text}” (공고 {quote.place})" in answer.text
    head = answer.text.split(" | ")[0]
    assert head == LABELS[answer.verdict] if answer.verdict else head not in LABELS.values()


@pytest.mark.parametrize("question", [question for _, question in PAIRS])
def test_the_answer_speaks_the_voice(say: Callable[..., Answer], question: str) -> None:
    answer = say(question)
    own = " ".join((answer.card.headline, answer.card.reason, answer.card.next, answer.card.more, answer.card.question))
    for unwanted in ("죄송", "!", "{{", "None", "고객님", "귀하", "해요.", "하십시오"):
        assert unwanted not in own
