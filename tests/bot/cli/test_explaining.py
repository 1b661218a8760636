"""`asbot ask --explain` speaks of every fact, value, topic and rule in words."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from rich.console import Console

from bot.cli.explaining import LIST_FACTS, draw_explanation, fact_name, labels, rule_name, topic_name, value_name
from intents.answer import TOPICS
from intents.ask import ask
from intents.thread import Thread
from intents.world import World
from knowledge.fact_vocabulary import FOLDER, vocabulary
from knowledge.facts import Open
from knowledge.loading import default_notice
from knowledge.sources import load_yaml
from knowledge.wording import default_wording

QUESTION_FACTS = tuple(load_yaml((FOLDER / "question_facts.yaml").read_text(encoding="utf-8")))


def explained(question: str) -> str:
    world = World(default_notice(), default_wording(), date(2023, 7, 3), {"emergency": True, "regular": True})
    answer, _ = ask(question, Thread(), world)
    out = StringIO()
    draw_explanation(Console(file=out, width=160, highlight=False), answer)
    return out.getvalue()


@pytest.mark.parametrize("fact", QUESTION_FACTS)
def test_every_fact_and_closed_value_has_a_korean_name(fact: str) -> None:
    assert fact in labels()["facts"]
    for value in vocabulary()[fact]:
        # the values of a list fact are named by the fact whose values they are
        assert value_name(LIST_FACTS.get(fact, fact), value) != value or not value.isascii() or not value.islower(), (
            value
        )


def test_names_are_only_for_facts_and_values_that_exist() -> None:
    for fact, names in labels()["facts"].items():
        assert fact in vocabulary()
        assert set(names.get("values", {})) <= set(vocabulary()[fact]), fact


def test_every_topic_has_a_name() -> None:
    assert set(labels()["topics"]) == set(TOPICS)
    assert len({topic_name(topic) for topic in TOPICS}) == len(TOPICS)


@pytest.mark.parametrize(("fact", "value", "words"), [
    ("quote_amount", 30_000_000, "30,000,000원"), ("duration_months", 4.5, "4.5개월"), ("track", Open.UNSURE, "모름"),
    ("works", ("repair", "training"), "수리, 교육"), ("on_date", date(2023, 7, 3), "2023-07-03"), ("linked", "no", "아니요"),
])  # fmt: skip
def test_values_read_as_a_person_says_them(fact: str, value: object, words: str) -> None:
    assert value_name(fact, value) == words


def test_a_reading_shows_facts_with_their_words_rules_and_clauses() -> None:
    shown = explained("체납이 있는데 자체구축한 공장 PLC 고장 수리 되나요?")
    for words in (fact_name("track"), "“자체구축”", "“체납”", "PLC", "판단 규칙", "근거 조항", "eligibility."):
        assert words in shown


def test_the_runner_up_is_never_the_topic_itself() -> None:
    line = next(
        each for each in explained("긴급AS랑 AS지원 둘 중 뭐가 낫나요").splitlines() if each.startswith("물은 것")
    )
    topic = line.removeprefix("물은 것  ").split(" (")[0]
    assert all(
        topic not in each for each in explained("긴급AS랑 AS지원 둘 중 뭐가 낫나요").splitlines() if "다음 후보" in each
    )


def test_a_question_of_which_nothing_is_read_says_so() -> None:
    assert "읽은 사실  없음" in explained("")


@pytest.mark.parametrize(("decided_by", "name"), [
    ("model", "주제 모델"), ("model.over.facts.coverage", "주제 모델이 규칙을 이김 (model.over.facts.coverage)"),
    ("topics.contact", "물음말 규칙 (topics.contact)"), ("something new", "something new"),
])  # fmt: skip
def test_what_decided_is_named_with_its_rule(decided_by: str, name: str) -> None:
    assert rule_name(decided_by) == name
