"""Whatever is written or pressed: no exception, one question open, and nothing that cannot be stored."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import emergency
from flows.exchange import FlowEvent
from knowledge.facts import Facts

NASTY = [
    "", " ", "\n", "?", "!", "ㅋ", "ㅠㅠ", "0", "-1", "1" * 400, "가" * 5000, "<b>굵게</b>", "{{ notice }}", "%s%d", "\x00",
    "😀😀", "'; drop table request; --", "٣٤٥", "１２３－４５－６７８９１", "null", "NaN", "1e309", "9" * 30 + "원", "2023-02-30",
    "0월 0일", "99999999년 1월 1일", "+82", "tel:010", "네 아니요", "아니요 네", "취소 안 할래요", "\u202eabc", "가\u0301", "flow:cancel",
]  # fmt: skip
WORDS = st.lists(
    st.sampled_from([
        "네", "아니요", "없습니다", "모르겠어요", "아까", "잘못 말했어요", "주소", "평택", "중구", "견적", "3천만원", "공급기업", "가나정밀",
        "010-2345-6789", "123-45-67891", "2주", "어제", "언제", "되나요?", "고쳐 주세요", "바꿔", "으로", "나중에", "서버", "체납", "이고요",
        "계약", "취소", "이전", "왜", "납세증명서", "다 있어요", ".", ",", "\n",
    ]),
    max_size=8,
).map(" ".join)  # fmt: skip


@pytest.fixture(scope="module")
def steps(notice, context, happy):
    """The happy path's steps by the field that each asks."""
    step = emergency.start(Facts(), "", notice, context)
    seen = {}
    while step.state is not None:
        seen.setdefault(step.ask, step)
        events = happy[step.ask]
        for event in events if isinstance(events, tuple) else (events,):
            step = emergency.advance(step.state, event, notice, context)
    return seen


def check(step):
    json.dumps(step.state, ensure_ascii=False)
    assert step.messages
    assert all(message.text.strip() for message in step.messages)
    assert (step.state is None) == (step.outcome is not None) == (step.ask is None)
    assert len(step.findings) == 17


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_words_at_every_question(text, steps, notice, context):
    for step in steps.values():
        check(emergency.advance(step.state, FlowEvent(text=text), notice, context))
        check(emergency.advance(step.state, FlowEvent(choice=text), notice, context))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=60), WORDS), at=st.data())
def test_any_words_at_any_question(text, at, steps, notice, context):
    step = steps[at.draw(st.sampled_from(sorted(steps)))]
    check(emergency.advance(step.state, FlowEvent(text=text), notice, context))
