"""Topic `smalltalk`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from intents.answer import Answer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("고맙습니다", "다행"),
        ("너 사람이야?", "프로그램"),
        ("뭐 할 수 있어?", "지원 대상"),
        ("안녕하세요", "안녕하세요"),
    ],
)
def test_a_short_word_back(answer_to: Callable[..., Answer], text: str, words: str) -> None:
    answer = answer_to("smalltalk", text)
    assert not answer.in_scope
    assert answer.verdict is None
    assert words in answer.card.headline
