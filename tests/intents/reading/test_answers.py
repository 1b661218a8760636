"""Short answers of a dialog."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.reading.answers import (
    read_amount,
    read_date,
    read_duration_months,
    read_equipment,
    read_later,
    read_yes_no,
)
from knowledge.facts import Open

TODAY = date(2023, 7, 3)


@pytest.mark.parametrize(
    "text",
    [
        "네",
        "넹",
        "예",
        "ㅇㅇ",
        "응",
        "그럼요",
        "맞아요",
        "있습니다",
        "ok",
        "네네 맞습니다",
        "없는 건 아니에요",
        "당연하죠",
    ],
)
def test_agreement_is_yes(text: str) -> None:
    assert read_yes_no(text) == "yes"


@pytest.mark.parametrize(
    "text", ["아니요", "아뇨", "ㄴㄴ", "없어요", "없습니다", "안 했어요", "아니야", "no", "전혀 없어요", "해당 없음"]
)
def test_denial_is_no(text: str) -> None:
    assert read_yes_no(text) == "no"


@pytest.mark.parametrize("text", ["잘 모르겠어요", "글쎄요", "확실하지 않아요", "몰라요", "긴가민가해요"])
def test_not_knowing_is_unsure(text: str) -> None:
    assert read_yes_no(text) is Open.UNSURE


@pytest.mark.parametrize("text", ["가능한가요?", "그건 왜 물어요", "얼마예요?", "어제요", "", "PLC"])
def test_anything_else_is_no_answer(text: str) -> None:
    assert read_yes_no(text) is None


@pytest.mark.parametrize("text", ["아직 몰라요", "나중에 적기", "견적 아직 안 나왔어요", "미정", "나중에요"])
def test_later_is_understood(text: str) -> None:
    assert read_later(text)


@pytest.mark.parametrize("text", ["3천만원", "네", "(주)가나정밀"])
def test_a_value_is_not_later(text: str) -> None:
    assert not read_later(text)


def test_an_amount_is_read_and_a_negative_one_is_not() -> None:
    assert read_amount("2천만원이요") == 20_000_000
    assert read_amount("4600") == 46_000_000
    assert read_amount("-300만원") is None
    assert read_amount("부품 300만원 공임 200만원 합쳐서 500만원") == 5_000_000
    assert read_amount("300만원이나 500만원") is None


def test_a_duration_a_day_and_a_thing_are_read() -> None:
    assert read_duration_months("두 달 반이요") == 2.5
    assert read_duration_months("3") == 3.0
    assert read_date("어제요", TODAY) == date(2023, 7, 2)
    assert read_date("6월 1일에서 6월 3일", TODAY) is None
    assert read_equipment("프레스 로드셀이요") == "load_cell"
    assert read_equipment("기계에 달린 그 온도 재는 거") == "temperature_sensor"
    assert read_equipment("글쎄요") is None


@given(st.text(max_size=120))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    read_yes_no(text)
    read_later(text)
    read_amount(text)
    read_duration_months(text)
    read_date(text, TODAY)
    read_equipment(text)
