"""RapidFuzz: the answer of the phrasing that is written most alike, as a list of frequent questions would be searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process, utils

from benchmarks.contestants.contestant import Answered, Prepare, Question
from benchmarks.contestants.wording import usual_by_topic, worded
from intents.model.phrasings import Phrasing


def build(phrasings: Sequence[Phrasing]) -> Prepare:
    """The usual verdict and clauses of the topic stand in where the nearest phrasing has none."""
    texts = [utils.default_process(phrasing.text) for phrasing in phrasings]
    usual = usual_by_topic(phrasings)

    def answer(text: str) -> Answered:
        found = process.extractOne(utils.default_process(text), texts, scorer=fuzz.ratio)
        nearest = phrasings[found[2]]
        if nearest.verdict is None:
            instead = usual[nearest.topic]
            return worded(nearest.topic, instead.verdict, nearest.clauses or instead.clauses)
        return worded(nearest.topic, nearest.verdict, nearest.clauses)

    def prepare(question: Question) -> Callable[[], Answered]:
        return lambda: answer(question["q"])

    return prepare
