"""The turn is pure: the same conversation, event and context always give the same."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.messages import Conversation, Incoming, Reply
from bot.standing import Standing
from bot.turn import turn
from flows.exchange import Context, Effect, FileRef, OwnRequest
from flows.understanding import wants_to_file
from knowledge.loading import default_notice

NOTICE = default_notice()
WAYS = ("request:start", "topic:amount", "topic:window", "selfcheck:start", "request:status", "human:connect")
OWN = OwnRequest("2306-0147", "gyeonggi", "waiting_company", "request", date(2023, 6, 10), "가나정밀")


def context(**changed: Any) -> Context:
    values: dict[str, Any] = {
        "today": date(2023, 6, 14),
        "now": datetime(2023, 6, 14, 1, 0, tzinfo=UTC),
        "intake_open": {"emergency": True, "regular": True},
    }
    return Context(**{**values, **changed})


class Talk:
    """A conversation without a store; every state goes through JSON, as in one."""

    def __init__(self, **changed: Any) -> None:
        self.context = context(**changed)
        self.conversation = Conversation("web", "u", NOTICE.id)
        self.effects: tuple[Effect, ...] = ()

    def does(self, **what: Any) -> Reply:
        incoming = Incoming("e", "web", "u", **what)
        first = turn(self.conversation, incoming, self.context, NOTICE)
        assert turn(self.conversation, incoming, self.context, NOTICE) == first, "a turn has no memory of its own"
        after, reply, self.effects = first
        self.conversation = Conversation("web", "u", NOTICE.id, json.loads(json.dumps(after.state)))
        return reply

    @property
    def standing(self) -> Standing:
        return Standing.from_json(self.conversation.state)


def _text(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


def _ids(reply: Reply) -> list[str]:
    return [choice.id for message in reply.messages for choice in message.choices]


def test_a_new_conversation_offers_the_ways_to_begin() -> None:
    reply = Talk().does(command="start")
    assert _ids(reply) == list(WAYS)


@pytest.mark.parametrize("choice", WAYS)
def test_every_way_to_begin_leads_somewhere(choice: str) -> None:
    talk = Talk()
    stale = _text(Talk().does(choice="tax_arrears:no"))
    talk.does(command="start")
    assert _text(talk.does(choice=choice)) != stale


def test_a_state_survives_json_exactly() -> None:
    talk = Talk()
    talk.does(text="견적이 3천만원이면 얼마나 나오나요?")
    talk.does(choice="request:start")
    assert Standing.from_json(talk.standing.to_json()) == talk.standing


def test_a_wish_to_file_starts_the_request_with_what_was_said() -> None:
    talk = Talk()
    talk.does(text="자체 구축한 MES인데 서버가 고장났어요. 지원되나요?")
    reply = talk.does(choice="request:start")
    assert (reply.flow, reply.ask) == ("emergency", "consent")
    assert talk.standing.said("track") == "self_built"


@pytest.mark.parametrize(
    "story",
    [
        "화성 향남에 있는 한빛정밀입니다. MES 서버가 안 켜집니다. 수리비 3천만원 견적 나왔고 3주 걸린대요. 긴급AS 요청하고 싶어요",
        "스캐너 고장. 견적 900만원. 긴급 AS 요청 부탁드립니다",
        "보급사업으로 한 MES가 멈췄는데 긴급AS 넣어주세요 견적은 2,400만원이에요",
        "PLC가 고장나서 긴급AS 접수하려고 합니다. 수리비는 1800만원이래요",
    ],
)
def test_a_story_that_says_it_files_a_request_starts_it_whatever_else_it_tells(story: str) -> None:
    reply = Talk().does(text=story)
    assert (reply.flow, reply.ask) == ("emergency", "consent")
    assert "견적" in _text(reply)


@pytest.mark.parametrize(
    "text",
    [
        "견적 3천만원인데 긴급AS 신청하면 얼마 나와요?",
        "긴급AS 신청하려고 했는데 마감됐나요?",
        "긴급AS 신청은 어디서 합니까?",
        "긴급AS 신청 안 할게요",
        "견적 3천만원 나왔어요. 지원금은 얼마예요? 긴급AS 신청할게요",
    ],
)
def test_a_question_about_filing_or_beside_it_is_answered_first(text: str) -> None:
    assert not wants_to_file(text)


def test_a_plain_yes_takes_the_offered_request() -> None:
    talk = Talk()
    assert _ids(talk.does(text="MES 서버가 안 켜져요. 긴급AS로 수리비 지원되나요?"))[0] == "request:start"
    assert talk.does(text="네").flow == "emergency"


def test_gates_are_always_listed() -> None:
    for reply in (Talk().does(text="얼마까지 지원되나요?"), Talk().does(choice="request:start")):
        assert [finding.gate for finding in reply.gates] == list(NOTICE.gates)


# commands


def test_cancel_without_a_request_says_so_and_with_one_ends_it() -> None:
    talk = Talk()
    assert talk.does(command="cancel").outcome is None
    talk.does(choice="request:start")
    reply = talk.does(command="cancel")
    assert reply.outcome is not None
    assert reply.outcome.result == "cancelled"
    assert talk.standing.flow is None


@pytest.mark.parametrize("command", ["start", "help", "status"])
def test_commands_in_the_middle_of_a_request_show_its_question_again(command: str) -> None:
    talk = Talk()
    asked = talk.does(choice="request:start")
    reply = talk.does(command=command)
    assert (reply.ask, reply.flow) == (asked.ask, "emergency")
    assert reply.messages[-1].choices == asked.messages[-1].choices


def test_status_lists_own_requests_with_state_and_office() -> None:
    text = _text(Talk(own_requests=(OWN,)).does(command="status"))
    assert "2306-0147" in text
    assert "6월 10일(토)" in text
    assert "031-260-4931" in text
    assert "답" in text


def test_asking_for_the_status_in_words_is_the_same() -> None:
    talk = Talk(own_requests=(OWN,))
    assert _text(talk.does(text="제가 보낸 요청 어떻게 됐나요?")) == _text(talk.does(command="status"))


# people


def test_a_person_is_the_office_of_the_region_which_is_asked_for_once() -> None:
    talk = Talk()
    reply = talk.does(choice="human:connect")
    assert reply.messages[0].wants == "location"
    assert "031-260-4931" in _text(talk.does(text="화성시 향남읍이요"))
    assert "031-260-4931" in _text(talk.does(choice="human:connect"))


def test_an_ambiguous_region_offers_its_offices() -> None:
    talk = Talk()
    talk.does(choice="human:connect")
    reply = talk.does(text="중구")
    assert {"region:seoul", "region:busan"} <= set(_ids(reply))
    assert "051-630-7430" in _text(talk.does(choice="region:busan"))


def test_something_else_than_a_region_is_taken_as_what_it_is() -> None:
    talk = Talk()
    talk.does(choice="human:connect")
    assert talk.does(text="견적 3천만원이면 얼마 나와요?").answer.topic == "amount"  # type: ignore[union-attr]


def test_a_person_within_a_request_does_not_end_it() -> None:
    talk = Talk()
    asked = talk.does(choice="request:start").ask
    reply = talk.does(choice="human:connect")
    assert (reply.ask, len(reply.messages)) == (asked, 1), "one question at a time"
    assert reply.progress is not None
    reply = talk.does(text="화성시")
    assert reply.ask == asked
    assert "031-260-4931" in _text(reply)


def test_a_location_is_a_way_to_ask_for_the_office() -> None:
    reply = Talk().does(location=(37.2636, 127.0286))
    assert "경기지역본부" in _text(reply)


def test_a_question_goes_to_the_office_that_the_person_names() -> None:
    talk = Talk(offices_with_staff=frozenset({"gyeonggi"}))
    talk.does(text="견적에 부가가치세를 넣나요?")
    talk.does(choice="office:send")
    reply = talk.does(text="화성")
    assert "보냈습니다" in _text(reply)
    # nobody is named to the office, so the answer cannot come by itself
    assert "031-260-4931로 전화해 물어봐 주세요" in _text(reply)
    assert talk.effects == (Effect("ask_office", {"office": "gyeonggi", "question": "견적에 부가가치세를 넣나요?"}),)


def test_an_office_nobody_has_joined_is_not_said_to_be_reached() -> None:
    talk = Talk()
    talk.does(text="견적에 부가가치세를 넣나요?")
    talk.does(choice="office:send")
    assert "아직 전하지 못했습니다" in _text(talk.does(text="화성"))


def test_what_the_notice_does_not_say_goes_on_the_list() -> None:
    talk = Talk()
    reply = talk.does(text="견적에 부가가치세를 넣나요?")
    assert reply.answer is not None
    assert reply.answer.topic == "unanswered"
    assert [effect.kind for effect in talk.effects] == ["record_unanswered"]


# buttons


def test_an_old_button_redraws_the_question_of_the_request() -> None:
    talk = Talk()
    asked = talk.does(choice="request:start")
    reply = talk.does(choice="region:busan")
    assert "이미 답한 질문입니다." in _text(reply)
    assert reply.messages[-1].choices == asked.messages[-1].choices


def test_an_old_button_after_a_request_says_so() -> None:
    assert "이미 답한 질문입니다." in _text(Talk().does(choice="tax_arrears:no"))


def test_a_bare_value_is_the_button_that_ends_in_it() -> None:
    talk = Talk()
    offered = _ids(talk.does(text="MES 서버가 고장인데 지원되나요?"))
    fact = next((id for id in offered if id.startswith("fact:")), None)
    if fact is None:
        fact = next(id for id in offered if id.startswith("topic:"))
    bare, full = Talk(), Talk()
    for one, choice in ((bare, fact.rpartition(":")[2]), (full, fact)):
        one.does(text="MES 서버가 고장인데 지원되나요?")
        one.does(choice=choice)
    assert bare.conversation == full.conversation


def test_a_file_without_a_request_is_explained() -> None:
    reply = Talk().does(file=FileRef("f", "photo", "a.jpg", 1))
    assert _ids(reply) == ["request:start"]


def test_an_empty_message_gets_help() -> None:
    assert _text(Talk().does(text="   ")) == _text(Talk().does(command="help"))


def test_a_failure_told_before_other_questions_still_opens_the_request() -> None:
    talk = Talk()
    talk.does(text="MES 서버가 아침부터 안 켜져서 라인이 다 섰어요. 수리비 지원되나요?")
    talk.does(text="견적에 부가세도 넣나요?")
    talk.does(choice="request:start")
    assert talk.standing.said("occurred_on") == date(2023, 6, 14)
    assert talk.standing.said("equipment_words") == "MES 서버"


def test_what_was_told_yesterday_does_not_date_todays_request() -> None:
    talk = Talk()
    talk.does(text="MES 서버가 아침부터 안 켜져서 라인이 다 섰어요.")
    talk.context = context(today=date(2023, 6, 15))
    talk.does(text="견적에 부가세도 넣나요?")
    talk.does(choice="request:start")
    assert talk.standing.said("occurred_on") is None


def test_a_question_in_the_middle_of_a_request_is_what_the_office_gets() -> None:
    talk = Talk()
    talk.does(choice="request:start")
    talk.does(choice="consent:yes")
    talk.does(text="견적에 부가세도 넣나요?")
    assert talk.standing.thread.question == "견적에 부가세도 넣나요?"


def test_a_topic_opened_in_the_middle_of_a_request_does_not_offer_to_begin_one() -> None:
    talk = Talk()
    talk.does(choice="request:start")
    reply = talk.does(choice="topic:amount")
    assert "request:start" not in _ids(reply)
    assert reply.ask == "consent"
