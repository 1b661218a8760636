"""The emergency request as a conversation: consent, order, progress, why, edits, back, cancel, consultation."""

from __future__ import annotations

import json

import pytest

from flows.errors import ReceiptMissing, StateUnreadable
from flows.exchange import FileRef, FlowEvent
from flows.parsing import parse
from flows.questions import emergency_questions
from knowledge.facts import from_json

YES, NO, UNSURE = (FlowEvent(choice=value) for value in ("yes", "no", "unsure"))


def test_a_case_in_order_is_routed_with_office_number_and_subsidy(company):
    talk = company()
    talk.go_on()
    outcome = talk.step.outcome
    assert (outcome.result, outcome.receipt, outcome.office) == ("routed", "2306-0147", "gyeonggi")
    assert (outcome.failed, outcome.subsidy_krw) == ((), 18_000_000)
    assert set(talk.statuses().values()) == {"pass"}
    assert talk.step.state is None
    assert talk.ask is None


def test_consent_is_asked_before_anything_else(company):
    assert company().ask == "consent"


def test_refused_consent_ends_the_request_and_deletes_the_conversation(company):
    talk = company()
    talk.say("동의 안 합니다")
    assert talk.step.outcome.result == "cancelled"
    assert [effect.kind for effect in talk.step.effects] == ["forget"]
    assert talk.step.state is None


def test_consent_is_not_taken_as_unsure(company):
    talk = company()
    talk.say("잘 모르겠어요")
    assert talk.ask == "consent"
    assert talk.step.state["answers"] == []


def test_a_file_before_consent_is_not_kept(company):
    talk = company()
    talk.do(FlowEvent(file=FileRef("f9", "photo", "a.jpg", 10)))
    assert talk.ask == "consent"
    assert "f9" not in json.dumps(talk.step.state)


def test_no_question_is_asked_twice_and_every_question_is_on_the_way(company, questions):
    talk = company()
    talk.go_on()
    distinct = [field for field in talk.asked if field not in ("documents", "attachments")]
    assert len(distinct) == len(set(distinct))
    assert set(questions) - set(talk.asked) == {"level_certificate", "consult"}


def test_a_self_built_company_is_asked_for_its_certificate_and_not_for_the_programme(company):
    talk = company()
    talk.go_on(track=FlowEvent(choice="self_built"))
    assert "level_certificate" in talk.asked
    assert "program_completed" not in talk.asked


def test_without_the_tax_certificate_its_day_is_not_asked(company):
    talk = company()
    talk.go_on(documents=(FlowEvent(choice="application"), FlowEvent(choice="done")))
    assert "tax_certificate_issued_on" not in talk.asked
    assert len(talk.filed["missing_documents"]) == 5


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("네", "no"),
        ("ㅇㅇ", "no"),
        ("아니요", "yes"),
        ("아뇨", "yes"),
        ("없습니다", "yes"),
    ],
)
def test_yes_and_no_in_free_korean(company, said, value):
    """Asked whether it is in arrears: a yes fails the gate, a no goes on."""
    talk = company()
    talk.go_on(until="tax_arrears")
    talk.say(said)
    assert talk.statuses()["tax_clear"] == ("fail" if value == "no" else "pass")


@pytest.mark.parametrize("said", ["잘 모르겠어요", "모르겠습니다", "글쎄요 잘 모르겠네요"])
def test_unsure_in_free_korean_is_for_staff(company, said):
    talk = company()
    talk.go_on(until="warranty")
    talk.say(said)
    assert talk.statuses()["no_warranty"] == "review"


@pytest.mark.parametrize(
    "field", ["supplier_name", "supplier_number", "quote_amount", "duration_months", "occurred_on"]
)
@pytest.mark.parametrize("said", ["아직 몰라요", "나중에 적기", "나중에 알려드릴게요"])
def test_what_is_not_known_yet_can_be_said_later(company, field, said):
    talk = company()
    talk.go_on(until=field)
    talk.say(said)
    assert talk.ask != field
    talk.go_on()
    assert talk.facts[field] == {"open": "later"}
    assert (talk.step.outcome.subsidy_krw is None) == (field == "quote_amount")


@pytest.mark.parametrize("field", ["company_name", "business_number", "phone", "site_address", "contact_name"])
def test_what_the_office_needs_cannot_be_said_later(company, field):
    talk = company()
    talk.go_on(until=field)
    talk.say("나중에 적을게요")
    assert talk.ask == field
    assert "미룰 수 없습니다" in talk.texts


def test_progress_only_goes_forward(company):
    talk = company()
    talk.go_on()
    shares = [done / total for done, total in talk.progress]
    assert shares == sorted(shares)
    assert talk.progress[0][0] == 0
    assert talk.progress[-1][0] == talk.progress[-1][1] - 1


@pytest.mark.parametrize("said", ["왜 묻나요?", "왜 물어보는 거예요?"])
def test_why_a_question_is_asked_is_told_with_the_clause_and_asked_again(company, notice, said):
    talk = company()
    talk.go_on(until="self_funds")
    talk.say(said)
    assert notice.clauses["procedure.emergency.self_funded"].quote in talk.texts
    assert talk.ask == "self_funds"
    assert "이어서 답해 주세요" in talk.texts


def test_every_question_says_why_it_is_asked(company, happy):
    talk = company()
    while talk.step.state is not None:
        asked = talk.ask
        talk.press("flow:why")
        assert len(talk.step.messages) == 2
        assert talk.ask == asked
        talk.answer(happy)


@pytest.mark.parametrize("said", ["취소", "그만할게요", "취소할게요", "요청 취소해 주세요"])
def test_cancel_ends_the_request_at_every_question(company, happy, said):
    talk = company()
    while talk.step.state is not None:
        before = talk.step
        talk.say(said)
        assert talk.step.outcome.result == "cancelled"
        assert talk.step.outcome.receipt is None
        assert not talk.step.effects
        talk.step = before
        talk.answer(happy)


def test_back_asks_the_question_before_with_its_answer(company):
    talk = company()
    talk.go_on(until="phone")
    talk.say("이전")
    assert talk.ask == "contact_name"
    assert "김가나 과장" in talk.texts
    talk.press("flow:back")
    assert talk.ask == "business_number"
    talk.press("flow:keep")
    assert talk.ask == "phone"


def test_back_at_the_first_question_stays_there(company):
    talk = company()
    talk.press("flow:back")
    assert talk.ask == "consent"


def test_back_from_a_failing_gate_asks_its_question_again(company):
    talk = company()
    talk.go_on(until="consult", tax_arrears=YES)
    talk.say("이전")
    assert talk.ask == "tax_arrears"
    talk.press("no")
    assert talk.ask == "sanctioned"


def test_an_edit_by_button_asks_only_that_and_returns_to_the_summary(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.press("flow:edit:quote_amount")
    assert talk.ask == "quote_amount"
    talk.say("2천만원")
    assert talk.ask == "confirm"
    assert "1,000만 원" in talk.texts
    talk.press("confirm:yes")
    assert talk.step.outcome.subsidy_krw == 10_000_000


def test_an_edited_track_asks_what_that_makes_necessary(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.press("flow:edit:track")
    talk.asked.clear()
    talk.press("self_built")
    talk.go_on()
    assert set(talk.asked) == {"level_certificate", "scope_link", "documents", "confirm"}
    assert "program_completed" not in talk.facts


def test_no_to_the_summary_offers_every_answer_for_correction(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.press("confirm:no")
    assert talk.ask == "confirm"
    groups = [choice for choice in talk.choices if choice.startswith("flow:edits:")]
    assert len(groups) == 6, "six rows fit under a message"
    offered: list[str] = []
    for group in groups:
        talk.press(group)
        offered += [choice.removeprefix("flow:edit:") for choice in talk.choices if choice.startswith("flow:edit:")]
    known = {entry["fact"] for entry in talk.step.state["answers"]} & set(emergency_questions()) - {"consent"}
    assert sorted(offered) == sorted(known)


def test_a_stale_button_changes_nothing(company):
    talk = company()
    talk.go_on(until="phone")
    before = talk.step.state
    talk.press("tax_arrears:yes")
    assert talk.step.state == before
    assert "이미 답한 질문입니다" in talk.texts
    assert talk.ask == "phone"


@pytest.mark.parametrize("choice", ["nonsense", "flow:nonsense", "flow:edit:nonsense", "phone:yes", "documents:tax"])
def test_an_unknown_button_changes_nothing(company, choice):
    talk = company()
    talk.go_on(until="phone")
    before = talk.step.state
    talk.press(choice)
    assert (talk.step.state, talk.ask) == (before, "phone")


def test_the_summary_shows_everything_that_is_sent(company):
    talk = company()
    talk.go_on(until="confirm", warranty=UNSURE, documents=(FlowEvent(choice="tax"), FlowEvent(choice="done")))
    for words in (
        "가나정밀", "123-45-67891", "김가나 과장", "010-2345-6789", "경기 화성시 봉담읍", "경기지역본부", "서버",
        "3,600만 원", "최대 1,800만 원", "2개월", "하자보수 계약 없음", "사업 완료보고서", "현장에서 평가",
    ):  # fmt: skip
        assert words in talk.texts
    labels = [choice.label for message in talk.step.messages for choice in message.choices]
    assert "경기지역본부에 보내기" in labels


def test_the_whole_case_is_handed_over(company, notice):
    talk = company()
    talk.go_on(warranty=UNSURE)
    filed = talk.filed
    assert (filed["receipt"], filed["kind"], filed["office"]) == ("2306-0147", "request", "gyeonggi")
    assert filed["company_name"] == "가나정밀"
    assert filed["fault"] == "MES 서버가 부팅되지 않습니다"
    assert len(filed["findings"]) == 17
    assert filed["clauses"]["support.warranty"] == notice.clauses["support.warranty"].quote
    assert filed["files"] == [{"id": "f1", "kind": "photo", "name": "서버 앞면.jpg", "size": 1000, "caption": ""}]
    assert filed["missing_documents"] == []
    assert len(filed["onsite"]) == 3
    assert json.loads(json.dumps(filed, ensure_ascii=False)) == filed
    for value in filed["facts"].values():
        from_json(value)


def test_sent_to_an_office_with_staff_says_when_they_look(company):
    talk = company()
    talk.go_on()
    assert "경기지역본부에 보냈습니다" in talk.texts
    assert "요청번호 2306-0147" in talk.texts
    assert "오전 9시부터" in talk.texts
    assert "smart-factory.kr" in talk.texts


def test_sent_to_an_office_without_staff_says_whom_to_call(company):
    talk = company(offices_with_staff=frozenset())
    talk.go_on()
    assert "담당자에게 아직 전하지 못했습니다" in talk.texts
    assert "경기지역본부 031-260-4931로 전화해 주세요" in talk.texts
    assert "보냈습니다" not in talk.texts


def test_a_request_is_never_sent_without_a_reserved_number(company):
    talk = company(reserved_receipt=None)
    talk.go_on(until="confirm")
    with pytest.raises(ReceiptMissing):
        talk.press("confirm:yes")


def test_a_consultation_asks_only_what_the_office_needs(company):
    talk = company()
    talk.go_on(until="consult", closed=YES)
    talk.asked.clear()
    talk.press("consult:yes")
    talk.go_on()
    assert set(talk.asked) == {"site_address", "company_name", "phone"}
    outcome = talk.step.outcome
    assert (outcome.result, outcome.receipt, outcome.office) == ("consultation", "2306-0147", "gyeonggi")
    assert outcome.failed == ("operating",)
    assert talk.filed["kind"] == "consultation"


def test_a_consultation_before_consent_asks_for_consent(company):
    talk = company(intake_open={"emergency": False})
    talk.press("consult:yes")
    assert talk.ask == "consent"
    talk.press("no")
    assert talk.step.outcome.result == "cancelled"
    assert [effect.kind for effect in talk.step.effects] == ["forget"]


def test_a_consultation_without_an_address_has_no_office(company):
    talk = company()
    talk.go_on(until="consult", closed=YES)
    talk.press("consult:yes")
    assert talk.ask == "site_address"
    talk.press("later")
    talk.go_on()
    assert talk.step.outcome.result == "consultation"
    assert talk.step.outcome.office is None


def test_a_consultation_with_everything_known_is_sent_at_once(company):
    talk = company()
    talk.go_on(until="consult", duration_months=FlowEvent(text="9개월"))
    talk.press("yes")
    assert talk.step.outcome.result == "consultation"


@pytest.mark.parametrize("said", ["담당자 연결해 주세요", "사람이랑 얘기하고 싶어요"])
def test_whoever_wants_a_person_gets_the_office_and_may_go_on(company, said):
    talk = company()
    talk.go_on(until="phone")
    talk.say(said)
    assert talk.ask == "consult"
    assert "031-260-4931" in talk.texts
    talk.press("consult:no")
    assert talk.ask == "phone"
    talk.go_on()
    assert talk.step.outcome.result == "routed"


def test_the_state_of_another_flow_is_refused(company):
    talk = company()
    talk.step = type(talk.step)(state={"flow": "other", "answers": []}, messages=())
    with pytest.raises(StateUnreadable, match="emergency"):
        talk.press("yes")


def test_the_happy_path_reads_as_the_questions_read_it(questions, happy, context):
    """The fixtures' own words are answers by the flow's own reading, so that a failing test means the flow."""
    for field, events in happy.items():
        if isinstance(events, FlowEvent) and events.text:
            assert parse(questions[field], events.text, context.today) is not None
