"""A doubtful topic is corrected by the clause that a message surely falls under, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intents.answer import TOPICS
from intents.clause_topics import by_clause, topic_of
from intents.reading.case_model import Case
from intents.reading.reading import TopicGuess
from knowledge.loading import default_notice

TAX = Case({"clause:excluded.tax": 0.9, "clause:overview.scale": 0.02})


def test_every_clause_belongs_to_a_topic_of_the_contract() -> None:
    assert {topic_of(clause) for clause in default_notice().clauses} <= set(TOPICS)


@pytest.mark.parametrize(("topic", "margin", "decided_by", "answered"), [
    ("out_of_scope", 0.3, "model", "eligibility"), ("smalltalk", 0.9, "model", "eligibility"),
    ("request", 0.2, "model.over.topics.window", "eligibility"), ("out_of_scope", 0.95, "outside.tax_accounting", "eligibility"),
    ("amount", 0.9, "topics.amount", "amount"), ("coverage", 0.7, "facts.coverage", "coverage"),
    ("eligibility", 0.1, "model", "eligibility"),
])  # fmt: skip
def test_only_a_guess_of_the_model_or_a_word_of_other_matters_is_corrected(
    topic: str, margin: float, decided_by: str, answered: str
) -> None:
    assert by_clause(TopicGuess(topic, margin, "…", decided_by=decided_by), TAX).topic == answered


def test_an_unlikely_clause_corrects_nothing() -> None:
    guess = TopicGuess("out_of_scope", 0.1, "…")
    assert by_clause(guess, Case({"clause:excluded.tax": 0.4})) == guess
    assert by_clause(guess, Case({})) == guess


def test_a_guess_for_which_a_clause_speaks_stands() -> None:
    guess = TopicGuess("documents", 0.1, "…")
    assert by_clause(guess, Case({"clause:excluded.tax": 0.7, "clause:documents.tax": 0.5})) == guess


TALK = TopicGuess("coverage", 0.1, "…", (("smalltalk", 0.4), ("out_of_scope", 0.2)), "model")


def test_words_without_a_fact_a_clause_or_a_thread_are_talk() -> None:
    assert by_clause(TALK, Case({"clause:excluded.tax": 0.05}), bare=True).topic == "smalltalk"
    assert by_clause(TALK, Case({"clause:excluded.tax": 0.05}), bare=False) == TALK
    assert by_clause(TALK, Case({"clause:support.emergency.repair": 0.2}), bare=True) == TALK
    sure = replace(TALK, margin=0.5)
    assert by_clause(sure, Case({}), bare=True) == sure
