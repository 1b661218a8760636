"""What is said beside the answers: greetings, questions in the middle, names of things, corrections."""

from __future__ import annotations

import pytest

from flows import emergency
from knowledge.facts import Facts


@pytest.fixture
def begun(notice, context):
    """The summary's words for a request that begins with these lines."""

    def begin(raw: str) -> dict[str, object]:
        step = emergency.start(Facts(), raw, notice, context)
        return {entry["fact"]: entry["value"] for entry in step.state["answers"]}

    return begin


@pytest.mark.parametrize("field", ["failure_repair", "company_name", "contact_name", "phone", "fault_description"])
def test_a_greeting_is_answered_and_the_question_stays(company, field):
    talk = company()
    talk.go_on(until=field)
    talk.say("안녕하세요")
    assert talk.ask == field
    assert talk.step.answer is not None
    assert talk.step.answer.topic == "smalltalk"


def test_yes_with_thanks_is_a_yes(company):
    talk = company()
    talk.go_on(until="failure_repair")
    talk.say("네 감사합니다")
    assert talk.ask != "failure_repair"


@pytest.mark.parametrize("words", ["수리비도 지원되나요?", "안녕하세요", "AS지원이랑 긴급AS 차이가 뭔가요?"])
def test_no_answer_in_the_middle_offers_to_begin_a_request(company, words):
    talk = company()
    talk.go_on(until="self_funds")
    talk.say(words)
    assert talk.ask == "self_funds"
    assert "request:start" not in talk.choices
    assert not [choice for choice in talk.choices if choice.startswith("fact:")]


def test_the_summary_keeps_the_persons_own_words_for_the_thing(company):
    talk = company()
    talk.go_on(until="equipment")
    talk.say("MES 서버요")
    talk.go_on(until="confirm")
    assert "고장 난 것 MES 서버" in talk.texts
    talk.press("confirm:yes")
    assert talk.facts["equipment"] == "server"


def test_another_thing_takes_the_words_for_the_old_one_with_it(company):
    talk = company()
    talk.go_on(until="equipment")
    talk.say("MES 서버요")
    talk.go_on(until="confirm")
    talk.press("flow:edit:equipment")
    talk.press("sensor")
    talk.go_on(until="confirm")
    assert "고장 난 것 센서" in talk.texts


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("MES 서버가 아침부터 안 켜져요", "2023-06-14"),
        ("바코드 스캐너가 어제부터 안 돼요", "2023-06-13"),
        ("오늘 새벽에 PLC가 멈췄습니다", "2023-06-14"),
    ],
)
def test_since_when_it_is_broken_is_taken_from_the_opening(begun, line, day):
    assert day in str(begun(line)["occurred_on"])


def test_a_day_that_tells_of_no_failure_is_not_the_day_of_the_failure(begun):
    assert "occurred_on" not in begun("어제 공고를 봤습니다. 긴급AS를 요청합니다")


@pytest.mark.parametrize(
    ("said", "shown"), [("2주", "수리 기간 2주"), ("10일", "수리 기간 10일"), ("3개월", "수리 기간 3개월")]
)
def test_a_duration_is_shown_as_people_say_it(company, said, shown):
    talk = company()
    talk.go_on(until="duration_months")
    talk.say(said)
    talk.go_on(until="confirm")
    assert shown in talk.texts


def test_a_changed_yes_or_no_is_acknowledged_in_plain_words(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.press("flow:edit:warranty")
    talk.press("unsure")
    assert "하자보수 계약 답을 고쳤습니다: 모름" in talk.texts


def test_the_summary_folds_what_was_plainly_answered_and_shows_what_needs_a_look(company):
    talk = company()
    talk.go_on(until="warranty")
    talk.press("unsure")
    talk.go_on(until="confirm")
    card = talk.step.messages[-1].card
    shown = {row.label: row.value for row in card.rows}
    assert shown["하자보수 계약"] == "모름"
    assert "세금 체납" not in shown
    assert "세금 체납: 체납이 없습니다" in card.more
    assert shown["지원 요건"] == "맞음 16 · 확인 필요 1"


def test_a_fact_of_the_opening_stands_in_the_summary_for_confirmation(company):
    talk = company(opening=Facts({"tax_arrears": "no"}), raw="")
    talk.go_on(until="confirm")
    assert "세금 체납" in [row.label for row in talk.step.messages[-1].card.rows]


def test_a_fields_name_at_the_summary_asks_it_again(company):
    talk = company()
    talk.go_on(until="confirm")
    talk.say("전화번호")
    assert talk.ask == "phone"


def test_three_questions_deep_nothing_is_lost(company):
    talk = company()
    talk.go_on(until="quote_amount")
    answers = []
    for asked in ("돈은 언제 받나요?", "그럼 완료점검은 누가 하나요?", "점검에서 문제가 나오면요?"):
        talk.say(asked)
        answers.append(talk.step.answer)
        assert talk.ask == "quote_amount"
        assert talk.step.messages[-1].text.startswith("이어서 답해 주세요.")
    assert all(answer is not None and answer.text for answer in answers)
    talk.say("3천만 원")
    talk.go_on()
    assert talk.facts["quote_amount"] == 30_000_000
