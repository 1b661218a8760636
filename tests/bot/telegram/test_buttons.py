"""Buttons: what fits into callback data, and which row a choice stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.buttons import CALLBACK_BYTES, CallbackTooLong, pack, rows, unpack
from bot.channels.telegram.render import render
from flows.exchange import Message
from intents.answer import Choice


@given(st.text(min_size=1, max_size=40))
def test_a_choice_comes_back_from_its_button_or_is_refused_when_built(choice_id: str) -> None:
    try:
        data = pack(choice_id)
    except (CallbackTooLong, UnicodeEncodeError):
        return
    assert len(data.encode()) <= CALLBACK_BYTES
    assert unpack(data) == choice_id


@pytest.mark.parametrize("data", ["", "1|", "0|consent:yes", "consent:yes"])
def test_data_of_another_version_is_a_stale_button(data: str) -> None:
    assert unpack(data) is None


CHOICES = st.lists(
    st.builds(
        Choice,
        st.from_regex(r"[a-z]{1,8}:[a-z]{1,8}", fullmatch=True),
        st.text("가나다라마바사아자차", min_size=1, max_size=16),
    ),
    unique_by=lambda choice: choice.id,
    max_size=20,
)


@given(CHOICES)
def test_every_answer_has_a_button_in_at_most_six_rows(choices: list[Choice]) -> None:
    laid = rows(tuple(choices))
    assert {choice.id for row in laid for choice in row} == {choice.id for choice in choices}
    assert len(laid) <= 6 or sum(choice.id.endswith((":unsure", ":later")) for choice in choices) > 4


def test_unsure_stands_alone_and_the_ways_around_stand_last() -> None:
    laid = rows(
        (
            Choice("flow:back", "이전 질문"),
            Choice("self_funds:yes", "낼 수 있습니다"),
            Choice("self_funds:unsure", "잘 모르겠습니다"),
            Choice("self_funds:no", "어렵습니다"),
            Choice("flow:why", "왜 묻나요?"),
            Choice("human:connect", "담당자 연결"),
        )
    )
    assert [[choice.id for choice in row] for row in laid] == [
        ["self_funds:yes", "self_funds:no"],
        ["self_funds:unsure"],
        ["flow:why", "flow:back", "human:connect"],
    ]


def test_a_wide_label_has_a_row_of_its_own() -> None:
    laid = rows((Choice("a:1", "정부 지원사업으로 마련"), Choice("a:2", "회사 자체로 구축")))
    assert [len(row) for row in laid] == [1, 1]


def test_asking_for_a_phone_number_shows_the_contact_button_and_keeps_the_ways_around() -> None:
    (outgoing,) = render(Message("전화번호를 적어 주세요.", (Choice("flow:why", "왜 묻나요?"),), wants="contact"))
    keyboard = outgoing.keyboard.to_dict()["keyboard"]
    assert keyboard[0][0]["request_contact"] is True
    assert keyboard[1][0]["text"] == "왜 묻나요?"
