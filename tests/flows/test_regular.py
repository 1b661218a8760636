"""The AS지원 way: one card with all of it, and a talk with the office that asks only what the office needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import ReceiptMissing, StateUnreadable
from flows.exchange import Context, FileRef, FlowEvent, Step
from flows.regular import FLOW, advance, path, start
from flows.regular.standing import regular_questions
from flows.running import FLOWS
from knowledge.facts import FactValue
from knowledge.loading import default_notice

NOTICE = default_notice()
OPEN = {"emergency": True, "regular": True}
CONTEXT = Context(
    today=date(2023, 6, 14),
    now=datetime(2023, 6, 14, 10, 0, tzinfo=ZoneInfo("Asia/Seoul")),
    intake_open=OPEN,
    offices_with_staff=frozenset({"gyeonggi"}),
    reserved_receipt="2306-0001",
)
ANSWERS = {
    "consent": "네",
    "need_description": "MES에 재고 모듈을 추가하고 싶습니다",
    "company_name": "가나정밀",
    "phone": "010-2345-6789",
    "site_address": "경기 화성시 봉담읍",
}


class Talk:
    """A company that leaves a talk; every state goes through its JSON."""

    def __init__(self, need: str = "", carried: dict[str, FactValue] | None = None, **changed: Any) -> None:
        self.context = replace(CONTEXT, **changed)
        self.step: Step = start(need, carried or {}, NOTICE, self.context)

    def does(self, **event: Any) -> Step:
        assert self.step.state is not None, "the talk has ended"
        self.step = advance(self.step.state, FlowEvent(**event), NOTICE, self.context)
        return self.step

    def says(self, text: str) -> Step:
        return self.does(text=text)

    def goes_to(self, field: str | None) -> Step:
        while self.step.ask != field:
            assert self.step.ask is not None
            self.says(ANSWERS[self.step.ask])
        return self.step

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.step.messages)

    @property
    def filed(self) -> Any:
        return next(effect.data for effect in self.step.effects if effect.kind == "file_request")


# the way on one card


@pytest.mark.parametrize(
    ("day", "intake", "said"),
    [
        (date(2023, 5, 30), True, "5월 31일(수)부터 접수합니다"),
        (date(2023, 6, 14), True, "8일 남았습니다"),
        (date(2023, 6, 22), True, "오늘이 마지막 날입니다"),
        (date(2023, 6, 23), True, "마감했습니다"),
        (date(2023, 6, 14), False, "지금 접수하지 않습니다"),
        (date(2024, 2, 1), True, "올해 공고에서 확인합니다"),
    ],
)
def test_the_window_leads_on_every_day(day: date, intake: bool, said: str) -> None:
    card = path(NOTICE, day, {"regular": intake}).card
    assert card is not None
    assert said in card.headline


def test_the_card_has_types_steps_papers_and_scores() -> None:
    message = path(NOTICE, date(2023, 6, 14), OPEN)
    assert message.card is not None
    for step in NOTICE.procedures["regular"]:
        assert f"{step.number}. {step.title}" in message.card.more
        assert all(actor in message.card.more for actor in step.actors)
    assert all(paper.title in message.card.more for paper in NOTICE.documents)
    assert all(
        group.title in message.card.more for table in ("written", "onsite") for group in NOTICE.scoring[table].groups
    )
    assert all(quote.text == NOTICE.clauses[quote.clause].quote for quote in message.card.quotes)
    assert {quote.clause for quote in message.card.quotes} >= {"window.regular", "support.regular.upgrade"}
    assert message.choices[0].id == "regular:start"


def test_a_closed_window_promises_nothing() -> None:
    text = path(NOTICE, date(2023, 7, 3), OPEN).text
    assert "신청은 smart-factory.kr에서 합니다" not in text
    assert "다음 모집은" in text


# the talk


def test_a_talk_asks_what_the_office_needs_and_no_more() -> None:
    talk = Talk()
    asked = [talk.step.ask]
    while talk.step.outcome is None:
        talk.says(ANSWERS[str(talk.step.ask)])
        asked.append(talk.step.ask)
    assert asked == [*ANSWERS, None]
    outcome = talk.step.outcome
    assert (outcome.result, outcome.receipt, outcome.office) == ("consultation", "2306-0001", "gyeonggi")
    assert (talk.filed["kind"], talk.filed["facts"]["support_type"]) == ("consultation", "regular")
    assert talk.filed["fault"] == ANSWERS["need_description"]
    assert talk.filed["findings"] == [], "no gate of 긴급AS speaks about a case for AS지원"
    assert "2306-0001" in talk.text
    assert "경기지역본부에 상담을 남겼습니다" in talk.text


def test_after_the_window_the_talk_promises_no_application() -> None:
    talk = Talk(today=date(2023, 7, 3))
    talk.goes_to(None)
    assert "접수하는지는 smart-factory.kr에서 확인해" in talk.text


def test_an_office_nobody_has_joined_is_not_said_to_be_reached() -> None:
    talk = Talk(offices_with_staff=frozenset())
    talk.goes_to(None)
    assert "아직 전하지 못했습니다" in talk.text
    assert "남겼습니다" not in talk.text


def test_what_was_said_before_is_not_asked_again() -> None:
    talk = Talk(need="MES에 재고 모듈을 추가하고 싶습니다")
    assert "재고 모듈" in talk.text
    assert talk.says("네").ask == "company_name"


def test_answers_of_a_request_are_taken_over() -> None:
    carried = {"consent": "yes", "company_name": "가나정밀", "site_address": "경기 화성시"}
    talk = Talk(need="사용자 교육", carried=dict(carried))
    assert talk.step.ask == "phone"
    assert "긴급AS 요청은 그만두고" in talk.text


def test_refusing_consent_forgets_everything() -> None:
    talk = Talk()
    talk.does(choice="consent:no")
    assert [effect.kind for effect in talk.step.effects] == ["forget"]
    assert talk.step.outcome is not None
    assert talk.step.outcome.result == "cancelled"


def test_a_question_in_the_middle_is_answered_and_nothing_else_happens() -> None:
    talk = Talk()
    talk.goes_to("need_description")
    step = talk.says("교육도 지원되나요?")
    assert step.ask == "need_description"
    assert step.answer is not None
    assert step.answer.topic == "coverage"


@pytest.mark.parametrize("text", ["네", "몰라요", "ㅋㅋ", "?", "나중에"])
def test_talk_about_nothing_is_no_need(text: str) -> None:
    talk = Talk()
    talk.goes_to("need_description")
    assert talk.says(text).ask == "need_description"


def test_one_word_that_names_a_work_is_a_need() -> None:
    talk = Talk()
    talk.goes_to("need_description")
    assert talk.says("교육").ask == "company_name"


def test_an_ambiguous_place_offers_its_offices() -> None:
    talk = Talk()
    talk.goes_to("site_address")
    offered = {choice.id for choice in talk.says("중구").messages[-1].choices}
    assert {"site_address:seoul", "site_address:busan"} <= offered
    step = talk.does(choice="site_address:busan")
    assert step.outcome is not None
    assert step.outcome.office == "busan"


def test_without_a_place_the_talk_still_goes_out() -> None:
    talk = Talk()
    talk.goes_to("site_address")
    step = talk.does(choice="site_address:later")
    assert step.outcome is not None
    assert (step.outcome.result, step.outcome.office) == ("consultation", None)


def test_a_position_is_a_place() -> None:
    talk = Talk()
    talk.goes_to("site_address")
    step = talk.does(location=(37.2, 126.95))
    assert step.outcome is not None
    assert step.outcome.office == "gyeonggi"


def test_an_answer_is_changed_in_free_words_or_by_going_back() -> None:
    talk = Talk()
    talk.goes_to("site_address")
    talk.says("아까 회사 이름 잘못 적었어요 다라정밀이에요")
    assert "다라정밀" in talk.text
    assert [talk.says("이전").ask for _ in range(2)] == ["phone", "company_name"]
    assert talk.says("마바정밀").ask == "site_address"
    talk.goes_to(None)
    assert talk.filed["company_name"] == "마바정밀"


def test_files_are_taken_once_there_is_consent_and_go_along() -> None:
    photo = FileRef("f1", "photo", "화면.png", 10)
    talk = Talk()
    assert "동의한 뒤에" in (talk.does(file=photo), talk.text)[1]
    talk.goes_to("company_name")
    talk.does(file=photo)
    talk.goes_to(None)
    assert [file["id"] for file in talk.filed["files"]] == ["f1"]


def test_cancel_sends_nothing() -> None:
    talk = Talk()
    talk.goes_to("phone")
    talk.says("취소")
    assert talk.step.outcome is not None
    assert talk.step.outcome.result == "cancelled"
    assert not talk.step.effects


def test_every_question_says_why_it_is_asked() -> None:
    talk = Talk()
    for field in regular_questions():
        talk.goes_to(field)
        step = talk.does(choice="flow:why")
        assert step.ask == field
        assert len(step.messages) == 2


def test_a_receipt_is_needed_only_to_send() -> None:
    talk = Talk(reserved_receipt=None)
    talk.goes_to("site_address")
    with pytest.raises(ReceiptMissing):
        talk.says("화성시")


def test_the_registry_knows_the_flow_and_each_refuses_the_others_state() -> None:
    assert FLOWS[FLOW] is advance
    state = Talk().step.state
    assert state is not None
    with pytest.raises(StateUnreadable):
        FLOWS["emergency"](state, FlowEvent(text="네"), NOTICE, CONTEXT)


_EVENTS = st.one_of(
    st.sampled_from([*ANSWERS.values(), "이전", "왜 물어요?", "요약", "중구", "교육 되나요?", "아니요", "잘 모르겠어요"]).map(
        lambda text: {"text": text}
    ),
    st.sampled_from(
        ["consent:yes", "flow:back", "flow:why", "flow:summary", "flow:edit", "flow:edit:phone", "flow:keep", "flow:resume",
         "site_address:later", "site_address:busan", "phone:later", "yes", "flow:nothing"]
    ).map(lambda choice: {"choice": choice}),
    st.text(max_size=40).map(lambda text: {"text": text}),
    st.just({"location": (37.2, 126.95)}),
    st.just({"file": FileRef("f", "photo", "a.jpg", 1)}),
)  # fmt: skip


@given(st.lists(_EVENTS, max_size=14))
def test_whatever_is_done_the_talk_says_something_and_sends_only_what_is_complete(events: list[dict[str, Any]]) -> None:
    talk = Talk()
    for event in events:
        step = talk.does(**event)
        assert step.messages, "a person is never left without a word"
        filed = [effect for effect in step.effects if effect.kind == "file_request"]
        if filed:
            assert filed[0].data["facts"]["consent"] == "yes"
            assert filed[0].data["fault"]
            assert filed[0].data["facts"]["phone"]
        if step.outcome is not None:
            return
        assert step.ask in regular_questions()
