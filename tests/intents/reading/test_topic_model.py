"""The topic model's artefact belongs to the phrasings beside it."""

import json

import pytest

from intents.answer import TOPICS
from intents.model import topics
from intents.model.phrasings import data_hash, load_phrasings
from intents.reading.errors import TopicModelError
from intents.reading.topic_model import FOLDER, METADATA, topic_model


def test_the_artefact_was_trained_on_these_phrasings() -> None:
    about = json.loads((FOLDER / METADATA).read_text(encoding="utf-8"))
    assert about["data"] == data_hash(load_phrasings(), topics.shape())


def test_every_topic_of_the_contract_has_phrasings() -> None:
    assert {phrasing.topic for phrasing in load_phrasings()} == set(TOPICS)


def test_no_phrasing_stands_under_two_topics() -> None:
    topics: dict[str, set[str]] = {}
    for phrasing in load_phrasings():
        topics.setdefault(phrasing.text, set()).add(phrasing.topic)
    assert [text for text, found in topics.items() if len(found) > 1] == []


def test_scores_are_probabilities() -> None:
    scores = topic_model().scores("견적이 얼마면 좋을까요", "")
    assert sum(score for _, score in scores.ranked) == pytest.approx(1, abs=1e-3)
    assert 0 <= scores.margin <= 1


def test_an_unknown_topic_among_the_phrasings_is_named(tmp_path) -> None:
    (tmp_path / "x.jsonl").write_text(
        '{"text": "a", "topic": "weather", "writer": "w", "style": "s"}\n', encoding="utf-8"
    )
    with pytest.raises(TopicModelError, match=r"x\.jsonl:1: weather \(allowed: coverage"):
        load_phrasings(tmp_path)
