"""Which words begin a self-check or the calculator, and which questions stay questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows import running
from flows.guides import starts
from flows.questions import flow_data
from intents.model.phrasings import load_phrasings
from intents.thread import Thread

DATA = Path(__file__).parents[1] / "data"

SELF_CHECK = [
    "자가 점검 해볼래요", "자가점검", "자가 점검 할게요", "평가 자가점검 해볼게요", "평가 점수 미리 계산", "평가 점수 미리 계산해 볼래요", "몇 점 나오나 해보자",
    "몇 점 나올지 계산해 주세요", "셀프 체크 하고 싶어요", "자가진단 해보고 싶습니다", "모의평가 해볼래", "점수 계산해 볼게요", "평가표로 자가 채점 해볼게요",
    "자가 점검 할 수 있나요?", "자가 점검 해볼까요?", "서면평가 자가 점검", "긴급AS 자가 점검 시작",
]  # fmt: skip
CALCULATOR = [
    "지원금 계산기", "계산해 볼래요", "지원금 계산해 볼게요", "지원금 계산해 주세요", "계산기 켜줘", "계산기", "얼마 받나 계산해 보자", "다시 계산", "지원금 계산할래",
    "회사 부담 계산해 볼래요", "지원금 계산 좀 해줘", "계산기 있나요?", "한번 계산해 볼게요",
]  # fmt: skip
QUESTIONS = [
    "58점이면 되나요?", "3천만원이면 얼마 받아요?", "전부 보통이면 몇 점이에요?", "몇 점 나와야 통과해요?", "60점 넘으면 선정되나요?", "평가 점수는 어떻게 계산해요?",
    "자가 점검이 뭐예요?", "지원금은 어떻게 계산하나요?", "원가계산은 누가 해요?", "4천만원 계산해 주세요", "우수 3개 양호 2개면 점수 계산해 주세요", "지원금 얼마예요?",
    "자가 점검 했는데 서버가 고장 났어요", "설비 건강 자가진단 시스템도 되나요?", "스마트공장 수준 자가진단", "계산서 발행일이 언제예요?", "세금계산서 주세요",
    "원가 계산해 주세요", "계산 안 할래요", "현장평가 몇 점 만점이에요?", "화학물질관리법 영업허가 자가진단표", "평가 점수 계산해 봤는데 55점 나왔어요", "",
]  # fmt: skip


def begins(text: str) -> list[str]:
    return [guide for guide in running.GUIDES if starts(text, flow_data(guide, "words.yaml"))]


@pytest.mark.parametrize("text", SELF_CHECK)
def test_words_that_begin_a_self_check(text):
    assert begins(text) == ["selfcheck"]


@pytest.mark.parametrize("text", CALCULATOR)
def test_words_that_begin_the_calculator(text):
    assert begins(text) == ["calculator"]


@pytest.mark.parametrize("text", QUESTIONS)
def test_questions_stay_questions(text):
    assert begins(text) == []


def test_no_question_that_people_asked_begins_anything():
    asked = [phrasing.text for phrasing in load_phrasings()]
    for file in (*DATA.glob("*.jsonl"), *(DATA / "held-out").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            asked += [entry["q"], *(entry.get("context") or ())]
    assert len(asked) > 10_000
    assert [text for text in asked if begins(text)] == []


@pytest.mark.parametrize(
    ("text", "ask"), [("현장평가 자가 점검 할래요", "track"), ("서면 자가 점검", "written.1"), ("자가 점검", "table")]
)
def test_the_table_may_be_named_with_the_wish(text, ask, notice, context):
    step = running.opened_by_words(text, None, Thread(), notice, context)
    assert step is not None
    assert step.ask == ask


@pytest.mark.parametrize("choice", ["selfcheck:edit", "selfcheck:nowhere", "calculator:stop", "selfcheck:"])
def test_a_button_of_no_use_begins_nothing(choice, notice, context):
    assert running.opened_by_choice(choice, None, None, Thread(), notice, context) is None
