"""A request that was left alone: a short recap, and what has changed since."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from flows import emergency
from flows.exchange import FlowEvent
from knowledge.facts import Facts

NEXT_DAY = {"today": date(2023, 6, 15), "now": datetime(2023, 6, 15, 9, 0)}  # noqa: DTZ001 - wall clock of the offices


def later(talk, **differing):
    """The same conversation, gone on with on another day or under other circumstances."""
    talk.context = replace(talk.context, **{**NEXT_DAY, **differing})
    return talk


def test_after_a_pause_the_request_is_recapped_and_its_question_asked_again(company):
    talk = company()
    talk.go_on(until="quote_amount")
    done, total = talk.progress[-1]
    later(talk).press("flow:resume")
    recap = talk.step.messages[0].card
    assert recap.headline == f"6월 14일(수)에 시작한 긴급AS 요청을 이어갑니다. {total}개 중 {done}개를 확인했습니다."
    assert {row.label: row.value for row in recap.rows} == {
        "고장 난 것": "서버", "고장 내용": "MES 서버가 부팅되지 않습니다", "현장 주소": "경기 화성시 봉담읍", "회사 이름": "가나정밀",
    }  # fmt: skip
    assert talk.ask == "quote_amount"


def test_an_answer_after_a_pause_is_taken(company):
    talk = company()
    talk.go_on(until="quote_amount")
    later(talk).say("3천만 원")
    assert talk.ask == "self_funds"
    talk.go_on()
    assert talk.facts["quote_amount"] == 30_000_000


@pytest.mark.parametrize("away", [timedelta(0), timedelta(minutes=40), timedelta(hours=2, minutes=59)])
def test_whoever_was_not_away_reads_no_recap(company, away):
    talk = company()
    talk.go_on(until="quote_amount")
    later(talk, today=talk.context.today, now=talk.context.now + away).press("flow:resume")
    assert len(talk.step.messages) == 1


def test_giving_up_after_a_pause_is_answered_with_nothing_else(company):
    talk = company()
    talk.go_on(until="quote_amount")
    later(talk).say("취소")
    assert len(talk.step.messages) == 1


def test_an_intake_that_closed_in_between_is_said_and_judged(company):
    talk = company()
    talk.go_on(until="quote_amount")
    later(talk, intake_open={"emergency": False}).say("3천만 원")
    assert "· 접수 기간: 맞음 → 맞지 않음" in talk.texts
    assert talk.ask == "consult"
    assert talk.gate("intake_open").status == "fail"


def test_a_certificate_that_expired_in_between_is_said(company):
    talk = company()
    talk.go_on(until="confirm")
    assert talk.statuses()["documents"] == "pass"
    months_later = {"today": date(2023, 9, 2), "now": datetime(2023, 9, 2, 9, 0)}  # noqa: DTZ001
    later(talk, **months_later).press("flow:resume")
    assert "· 제출 서류: 맞음 → 확인 필요" in talk.texts


def test_what_did_not_change_is_not_said(company):
    talk = company()
    talk.go_on(until="quote_amount")
    later(talk).press("flow:resume")
    assert "달라진" not in talk.texts
    assert "공고가 바뀌었습니다" not in talk.texts


def test_a_new_notice_judges_the_same_answers_anew_and_says_what_differs(company, notice):
    talk = company()
    talk.go_on(until="attachments")
    stricter = replace(notice, id="2024-001", figures=replace(notice.figures, cap_won=10_000_000, period_months=1))
    known = emergency.dialog.wording_of
    step = emergency.advance(
        json.loads(json.dumps(talk.step.state)),
        FlowEvent(choice="flow:resume"),
        _worded_as(notice, stricter),
        talk.context,
    )
    assert known is emergency.dialog.wording_of
    said = "\n".join(message.text for message in step.messages)
    assert "· 사업기간: 맞음 → 확인 필요" in said
    assert "예상 지원금이 1,800만 원에서 1,000만 원으로 바뀌었습니다." in said
    assert step.ask == "attachments"


def _worded_as(notice, stricter):
    """The stricter notice under the old one's id: its wording is a folder, and the folder is the old one's."""
    return replace(stricter, id=notice.id)


def test_a_case_judged_under_another_notice_says_so(company):
    talk = company()
    talk.go_on(until="attachments")
    state = {**talk.step.state, "notice": "2022-100"}
    step = emergency.advance(state, FlowEvent(choice="flow:resume"), talk.notice, talk.context)
    assert "공고가 바뀌었습니다. 적은 답을 새 공고로 다시 살폈습니다." in step.messages[0].text
    assert step.state["notice"] == talk.notice.id


def test_a_conversation_of_the_first_version_goes_on(company):
    talk = company()
    talk.go_on(until="quote_amount")
    state = {key: value for key, value in talk.step.state.items() if key != "told"}
    step = emergency.advance(state, FlowEvent(text="3천만 원"), talk.notice, talk.context)
    assert step.ask == "self_funds"


def test_a_correction_that_turns_a_gate_says_so(company):
    talk = company()
    talk.go_on(until="consult", tax_arrears=FlowEvent(choice="yes"))
    talk.press("flow:edit:tax_arrears")
    talk.press("no")
    assert "이제 요건에 맞습니다: 세금 체납 없음" in talk.texts
    talk.go_on(until="confirm")
    talk.press("flow:edit:duration_months")
    talk.say("5개월")
    assert "담당자가 확인할 요건입니다: 사업기간" in talk.texts


def test_a_first_answer_turns_nothing(company):
    talk = company()
    talk.go_on(until="tax_arrears")
    talk.press("no")
    assert "이제 요건에 맞습니다" not in talk.texts


def test_what_a_story_told_stands_in_one_glance_with_a_way_to_correct_it(company):
    story = "평택에 있는 다온정밀인데요 어제부터 MES 서버가 안 켜져요. 견적은 1,200만 원입니다"
    talk = company(opening=Facts({"office": "gyeonggi"}), raw=story)
    card = next(message.card for message in talk.step.messages if message.card)
    assert {row.label: row.value for row in card.rows} == {
        "고장 난 것": "MES 서버", "고장 내용": "어제부터 MES 서버가 안 켜져요.", "고장 난 날": "2023년 6월 13일(화)",
        "현장 주소": "평택", "회사 이름": "다온정밀", "견적": "1,200만 원",
    }  # fmt: skip
    assert talk.choices[0] == "consent:yes"
    talk.say("고치기")
    assert {"flow:edit:quote_amount", "flow:edit:company_name"} <= set(talk.choices)
