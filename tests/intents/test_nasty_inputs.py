"""Whatever is sent, an answer comes back: no exception, a text, and no template in it that was not rendered."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile import CORPUS, LONGEST, hostile, masked, mutated, odd_text
from intents.answer import TOPICS, Answer
from intents.ask import ask
from intents.model.phrasings import load_phrasings
from intents.reading.normalise import MOST_CHARACTERS, normalise
from intents.thread import Thread
from intents.world import World
from knowledge.loading import default_notice
from knowledge.wording import default_wording

UNRENDERED = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|Undefined")
PHRASINGS = [phrasing.text for phrasing in load_phrasings()]
NASTY = [(kind, text) for kind, texts in CORPUS.items() for text in texts]

hangul = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))
jamo = st.text(st.characters(min_codepoint=0x3131, max_codepoint=0x318E))
anything = st.text(st.characters())  # lone surrogates too
chances = st.integers(min_value=0, max_value=2**32).map(random.Random)


def answered(*lines: str) -> Answer:
    """The answer to the last of the lines, after checking that every line's answer is one."""
    world, thread = World(default_notice(), default_wording(), date(2023, 7, 3), {}), Thread()
    for line in lines:
        answer, thread = ask(line, thread, world)
        assert answer.topic in TOPICS
        assert isinstance(answer.text, str)
        assert answer.text.strip()
        assert not UNRENDERED.search(answer.text), answer.text
        answer.text.encode("utf-8")  # a lone surrogate in an answer could not be sent
        assert Thread.from_json(thread.to_json()).to_json() == thread.to_json()
    return answer


@pytest.mark.parametrize(("kind", "text"), NASTY, ids=[f"{kind}-{masked(text, 12)!r}" for kind, text in NASTY])
def test_a_nasty_text_is_answered(kind: str, text: str) -> None:
    assert kind
    answered(text)


@pytest.mark.parametrize("kind", CORPUS)
def test_nasty_texts_are_answered_one_after_the_other(kind: str) -> None:
    answered("센서가 고장 났는데 지원되나요?", *CORPUS[kind])


@pytest.mark.parametrize("text", CORPUS["injections"])
def test_what_is_injected_into_a_question_stands_in_no_answer(text: str) -> None:
    assert text.strip() not in answered(f"견적 3천만원 {text} 이면 얼마 나와요?").text or len(text.strip()) < 3


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(hangul, jamo, anything, st.sampled_from(PHRASINGS)), min_size=1, max_size=6).map(" ".join))
def test_random_text_is_answered(text: str) -> None:
    answered(text)


@settings(max_examples=150, deadline=None)
@given(chances, st.sampled_from(PHRASINGS), st.integers(min_value=1, max_value=8))
def test_a_mutated_question_is_answered(chance: random.Random, text: str, times: int) -> None:
    answered(mutated(chance, text, times))


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_the_inputs_of_the_benchmark_are_answered(number: int) -> None:
    case = hostile(1, number, PHRASINGS)
    assert len(case.text) <= LONGEST
    answered(*case.before, case.text)


@settings(max_examples=60, deadline=None)
@given(chances, st.integers(min_value=0, max_value=LONGEST))
def test_a_long_text_is_read_in_part(chance: random.Random, length: int) -> None:
    piece = odd_text(chance, 40) + chance.choice(PHRASINGS)
    text = (piece * (length // len(piece) + 1))[:length]
    # putting words right may make them longer
    assert len(normalise(text)) <= 2 * MOST_CHARACTERS
