"""What a conversation carries from one question to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from intents.answer import Answer
from intents.ask import ask, choose
from intents.errors import UnknownChoice
from intents.thread import Thread, carried
from intents.world import World
from knowledge.facts import Facts, Open


def test_a_thread_survives_its_json() -> None:
    facts = Facts(
        {"track": Open.UNSURE, "works": ("repair", "training"), "on_date": date(2023, 6, 19), "quote_amount": 3}
    )
    thread = Thread(facts, "coverage", "track", "서버 수리 되나요", ("coverage", "amount"), True)
    again = Thread.from_json(thread.to_json())
    assert again == thread or (dict(again.facts), again.topic) == (dict(facts), "coverage")
    assert again.to_json() == thread.to_json()
    assert Thread.from_json(None).to_json() == Thread().to_json()


def test_a_question_that_stands_alone_keeps_only_what_holds_for_the_company() -> None:
    thread = Thread(Facts({"track": "program", "tax_state": "arrears", "equipment": "plc"}), "eligibility")
    assert dict(carried(thread, Facts({"work": "training"}), leans=False)) == {"track": "program", "work": "training"}


def test_a_newer_word_on_a_matter_replaces_the_older_ones() -> None:
    thread = Thread(Facts({"tax_state": "arrears", "tax_arrears": "yes", "equipment": "plc"}), "eligibility")
    facts = carried(thread, Facts({"tax_state": "paid"}), leans=True)
    assert dict(facts) == {"equipment": "plc", "tax_state": "paid"}


def test_another_track_forgets_the_proof_of_the_first() -> None:
    thread = Thread(Facts({"track": "program", "program_completed": "yes"}), "eligibility")
    assert dict(carried(thread, Facts({"track": "self_built"}), leans=True)) == {"track": "self_built"}


def test_the_button_that_answers_the_question_back_settles_the_verdict(make_world: Callable[..., World]) -> None:
    world = make_world()
    first, thread = ask("서버가 고장 났는데 수리비 지원되나요", Thread(), world)
    assert first.verdict == "conditional"
    assert first.card.question == "스마트공장을 어떻게 마련했나요?"
    assert [choice.id for choice in first.card.choices] == [
        "fact:track:program",
        "fact:track:self_built",
        "fact:track:unsure",
    ]
    assert thread.pending == "track"
    second, _ = choose("fact:track:program", thread, world)
    assert second.verdict == "yes"
    assert second.facts["equipment"] == "server"


def test_not_knowing_is_an_answer_and_is_not_asked_again(make_world: Callable[..., World]) -> None:
    world = make_world()
    _, thread = ask("서버가 고장 났는데 수리비 지원되나요", Thread(), world)
    answer, after = choose("fact:track:unsure", thread, world)
    assert answer.verdict == "conditional"
    assert after.pending is None


@pytest.mark.parametrize("choice", ["office:send", "fact:track", "topic:weather", "reading:7", "nonsense", ""])
def test_a_foreign_choice_is_refused(make_world: Callable[..., World], choice: str) -> None:
    with pytest.raises(UnknownChoice):
        choose(choice, Thread(topic="coverage"), make_world())


@pytest.mark.parametrize(
    ("choice", "topic"), [("topic:documents", "documents"), ("request:start", "request"), ("human:connect", "human")]
)
def test_a_way_on_answers_its_topic(make_world: Callable[..., World], choice: str, topic: str) -> None:
    answer, _ = choose(choice, Thread(question="서버 수리 되나요"), make_world())
    assert answer.topic == topic


def test_offered_readings_are_picked_by_number(make_world: Callable[..., World]) -> None:
    thread = Thread(question="그거요", readings=("amount", "documents"))
    assert choose("reading:1", thread, make_world())[0].topic == "documents"


def test_every_button_of_an_answer_can_be_pressed(make_world: Callable[..., World]) -> None:
    world = make_world()
    for line in (
        "서버 고장 수리 되나요",
        "MES 교육 지원되나요",
        "신청 자격이 되나요",
        "3천만원이면 얼마 받나요",
        "부가세도 포함인가요",
    ):
        answer, thread = ask(line, Thread(), world)
        assert answer.card.choices
        for choice in answer.card.choices:
            # what opens a dialog or sends a question is not the answer's own to carry out
            if choice.id.split(":")[0] not in ("office", "selfcheck", "calculator", "regular"):
                assert choose(choice.id, thread, world)[0].text


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        (("MES에 기능을 추가하고 싶은데 지원되나요", "그럼 긴급AS로는요?"), "no"),
        (("로드셀이 고장 났는데 지원되나요", "보급확산 사업으로 설치한 거예요. 되나요?"), "yes"),
        (("국세 체납 중인데 신청되나요", "밀린 세금을 다 내서 지금은 체납이 없으면 신청되나요?"), "yes"),
        (("사업기간이 다섯 달 걸리는데 괜찮나요", "그럼 일곱 달이면요?"), "no"),
    ],
)
def test_a_follow_up_leans_on_what_was_said(say: Callable[..., Answer], lines: tuple[str, ...], verdict: str) -> None:
    assert say(*lines).verdict == verdict


def test_it_is_said_once_that_a_yes_is_not_a_selection(make_world: Callable[..., World]) -> None:
    world, said = make_world(), "선정 여부는 현장평가로 정해집니다."
    first, thread = ask("MES 사용 교육도 지원되나요", Thread(), world)
    second, _ = ask("ERP 모듈 추가도 지원되나요", thread, world)
    assert said in first.text
    assert said not in second.text
