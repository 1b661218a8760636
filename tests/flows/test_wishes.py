"""Free words about a request that was sent, and about AS지원: what is a wish, and what is a question or an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.afterwards import answers_keep, answers_withdraw, is_finished, is_given_up, wish
from flows.regular import wants_consultation, wants_path


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        ("아까 접수한 거에 사진 추가할게요", "add", True),
        ("어제 보낸 요청에 파일 추가하고 싶습니다", "add", True),
        ("사진 더 보낼게요", "add", False),
        ("견적서 보내드릴게요", "add", False),
        ("납세증명서 첨부합니다", "add", False),
        ("요청 취소하고 싶어요", "withdraw", False),
        ("신청 철회합니다", "withdraw", False),
        ("상담 취소할게요", "withdraw", False),
        ("접수한 거 철회할래요", "withdraw", True),
        ("보낸 요청 취소해 주세요", "withdraw", True),
        ("접수한 거 없던 일로 해주세요", "withdraw", True),
        ("담당자에게 글 남길게요", "note", False),
        ("담당자한테 전해주세요", "note", False),
    ],
)
def test_a_wish_is_read(text: str, kind: str, named: bool) -> None:
    found = wish(text)
    assert found is not None
    assert (found.kind, found.named) == (kind, named)


@pytest.mark.parametrize(
    "text",
    [
        "취소",
        "신청 취소하면 어떻게 되나요?",
        "접수 취소 가능한가요",
        "요청을 취소할 수 있나요",
        "협약 취소하고 싶어요",
        "선정이 취소됐어요",
        "올해 신청한 거 취소했어요",
        "지난번에 신청한 건 철회했습니다",
        "기능을 추가해 주세요",
        "MES 기능 추가하고 싶어요",
        "재고 화면 추가하고 싶어요",
        "담당자 연결해 주세요",
        "긴급AS 신청할게요",
        "사진은 몇 장까지 되나요?",
        "접수한 거 어떻게 됐어요?",
    ],
)
def test_what_only_sounds_like_a_wish_is_none(text: str) -> None:
    assert wish(text) is None


def test_the_number_in_a_wish_says_which_request() -> None:
    found = wish("2306-0147에 사진 더할게요")
    assert found is not None
    assert (found.kind, found.receipt, found.named) == ("add", "2306-0147", True)


@pytest.mark.parametrize("text", ["네", "예", "ㅇㅇ", "네 거둘게요", "철회할게요", "네 취소해 주세요"])
def test_a_plain_yes_takes_back(text: str) -> None:
    assert answers_withdraw(text)
    assert not answers_keep(text)


@pytest.mark.parametrize(
    "text",
    ["취소", "취소해 주세요", "아니요", "그대로 두기", "거두지 마세요", "네?", "네 그대로 둘게요", "예전에 보낸 거요"],
)
def test_anything_less_than_a_yes_takes_nothing_back(text: str) -> None:
    assert not answers_withdraw(text)


@pytest.mark.parametrize("text", ["아니요", "그대로 두기", "취소", "안 할래요"])
def test_a_no_keeps_the_request(text: str) -> None:
    assert answers_keep(text)


def test_the_end_of_adding_is_told_from_what_is_added() -> None:
    assert all(is_finished(text) for text in ("다 올렸습니다", "끝", "다 보냈어요", "없어요"))
    assert all(is_given_up(text) for text in ("취소", "그만", "안 보낼래요"))
    for text in ("서버 뒷면 사진입니다", "전원 램프가 꺼져 있습니다"):
        assert not is_finished(text)
        assert not is_given_up(text)


@given(st.text(max_size=120))
def test_no_text_is_both_a_yes_and_a_no(text: str) -> None:
    assert not (answers_withdraw(text) and answers_keep(text))
    wish(text)


@pytest.mark.parametrize("text", ["AS지원 알아보기", "정기 AS지원 알아보고 싶어요", "as지원 안내해 주세요"])
def test_the_path_is_asked_for(text: str) -> None:
    assert wants_path(text)


@pytest.mark.parametrize(
    "text", ["정기 AS지원 절차 전부 보여줘", "AS지원 서류 알려 주세요", "AS지원이 뭐예요?", "긴급AS 알아보기"]
)
def test_a_side_of_it_is_a_topic_of_its_own(text: str) -> None:
    assert not wants_path(text)


@pytest.mark.parametrize("text", ["AS지원 상담 남기고 싶어요", "MES 버전업 상담 받고 싶습니다", "상담 남기기"])
def test_a_talk_about_it_is_wished(text: str) -> None:
    assert wants_consultation(text)


@pytest.mark.parametrize("text", ["AS지원 상담은 어디서 하나요?", "상담하면 얼마나 걸려요?", "AS지원 신청할게요"])
def test_a_question_about_talks_is_none(text: str) -> None:
    assert not wants_consultation(text)
