"""The self-check and the calculator among everything else that a conversation does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.channels.telegram.buttons import MOST_ROWS, pack, rows
from bot.channels.web.chat_panel import panel_of
from bot.channels.web.chat_view import read_view
from bot.channels.web.guide_panel import guide_panel_of
from bot.messages import Conversation, Incoming, Reply
from bot.runner import Runner
from bot.standing import Standing
from bot.store.models import ChatMessage, Delivery, Request, utc_now
from bot.store.models import Conversation as StoredConversation
from bot.timers import purge
from bot.turn import turn
from flows.exchange import Context, Effect, FileRef
from knowledge.loading import default_notice

NOTICE = default_notice()
CONTEXT = Context(
    today=date(2023, 6, 14),
    now=datetime(2023, 6, 14, 1, 0, tzinfo=UTC),
    intake_open={"emergency": True, "regular": True},
)


class Talk:
    """A conversation without a store; every state goes through JSON, as in one."""

    def __init__(self) -> None:
        self.conversation = Conversation("web", "u", NOTICE.id)
        self.effects: tuple[Effect, ...] = ()

    def does(self, **what: Any) -> Reply:
        after, reply, self.effects = turn(self.conversation, Incoming("e", "web", "u", **what), CONTEXT, NOTICE)
        self.conversation = Conversation("web", "u", NOTICE.id, json.loads(json.dumps(after.state)))
        return reply

    def says(self, text: str) -> Reply:
        return self.does(text=text)

    def presses(self, choice: str) -> Reply:
        return self.does(choice=choice)

    @property
    def standing(self) -> Standing:
        return Standing.from_json(self.conversation.state)


def text_of(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)


def ids_of(reply: Reply) -> list[str]:
    return [choice.id for message in reply.messages for choice in message.choices]


def test_the_reply_names_the_running_flow_and_its_question() -> None:
    talk = Talk()
    reply = talk.says("자가 점검 해볼래요")
    assert (reply.flow, reply.ask, reply.outcome) == ("selfcheck", "table", None)
    reply = talk.presses("selfcheck:written")
    assert (reply.flow, reply.ask, reply.progress) == ("selfcheck", "written.1", (0, 9))
    assert talk.presses("excellent").progress == (1, 9)
    reply = talk.says("나머지는 다 보통이요")
    assert (reply.flow, reply.ask) == (None, None)
    assert reply.outcome is not None
    assert (reply.outcome.result, reply.outcome.receipt) == ("finished", None)
    assert len(reply.gates) == 17


def test_the_calculator_begins_by_button_and_by_words() -> None:
    assert Talk().presses("calculator:start").flow == "calculator"
    talk = Talk()
    assert talk.says("지원금 계산기").ask == "quote_amount"
    talk.says("3,600만 원")
    assert "1,800만 원" in text_of(talk.says("없어요"))
    assert talk.standing.flow is None


def test_after_the_result_everything_is_as_before() -> None:
    talk = Talk()
    talk.presses("selfcheck:written")
    talk.says("전부 보통")
    reply = talk.says("서류는 뭘 내야 해요?")
    assert reply.flow is None
    assert reply.answer is not None
    assert reply.answer.topic == "documents"


def test_one_answer_is_changed_after_the_result_by_button_and_in_words() -> None:
    talk = Talk()
    talk.presses("selfcheck:written")
    assert "60점" in text_of(talk.says("전부 보통"))
    assert talk.presses("selfcheck:edit").ask == "edit"
    assert talk.says("9번").ask == "written.9"
    assert "58점" in text_of(talk.says("다소 미흡"))
    assert "60점" in text_of(talk.says("9번을 보통으로 고칠래요"))
    assert talk.says("3번 고칠래요").ask == "written.3"


def test_questions_with_points_and_amounts_are_answered_as_ever() -> None:
    for text, topic in (("58점이면 되나요?", "evaluation"), ("3천만원이면 얼마 받아요?", "amount")):
        reply = Talk().says(text)
        assert reply.flow is None
        assert reply.answer is not None
        assert reply.answer.topic == topic


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("현장평가 기준이 뭐예요?", "selfcheck:onsite"), ("서면평가 항목 알려주세요", "selfcheck:written"),
        ("지원금은 얼마예요?", "calculator:start"), ("3천만원이면 얼마 받아요?", "calculator:start"),
    ],
)  # fmt: skip
def test_answers_lead_to_their_guide(text: str, choice: str) -> None:
    talk = Talk()
    assert choice in ids_of(talk.says(text))
    assert talk.presses(choice).flow == choice.partition(":")[0]


def test_a_request_ends_a_self_check_and_its_answers_are_kept() -> None:
    for begin in ({"choice": "request:start"}, {"text": "긴급AS 신청할게요"}):
        talk = Talk()
        talk.presses("selfcheck:written")
        talk.says("우수, 양호")
        reply = talk.does(**begin)
        assert (reply.flow, reply.ask) == ("emergency", "consent")
        assert "멈춥니다" in text_of(reply)
        talk.says("취소")
        assert talk.presses("selfcheck:written").ask == "written.3"


def test_a_running_request_is_not_lost_to_a_guide() -> None:
    talk = Talk()
    talk.presses("request:start")
    talk.presses("consent:yes")
    before = talk.standing.flow
    for choice in ("selfcheck:start", "selfcheck:written", "calculator:start", "selfcheck:edit"):
        reply = talk.presses(choice)
        assert (reply.flow, reply.ask) == ("emergency", "equipment")
        assert "요청을 적는 중" in text_of(reply)
    assert talk.standing.flow == before
    assert talk.says("자가 점검 해볼래요").flow == "emergency"


def test_in_a_request_no_answer_offers_a_guide() -> None:
    talk = Talk()
    talk.presses("request:start")
    talk.presses("consent:yes")
    for question in ("평가 기준이 뭐예요?", "지원금은 얼마예요?"):
        reply = talk.says(question)
        assert not [id for id in ids_of(reply) if id.startswith(("selfcheck:", "calculator:"))]


def test_one_guide_gives_way_to_the_other() -> None:
    talk = Talk()
    talk.presses("selfcheck:written")
    talk.says("우수")
    assert talk.says("지원금 계산기").flow == "calculator"
    assert talk.says("자가 점검 할래요").flow == "selfcheck"
    assert talk.says("서면").ask == "written.2"


def test_the_words_that_begin_a_guide_do_not_begin_it_again() -> None:
    talk = Talk()
    talk.presses("selfcheck:written")
    talk.says("우수")
    assert talk.says("자가 점검 할래요").ask == "written.2"


def test_a_person_is_one_word_away() -> None:
    talk = Talk()
    talk.presses("selfcheck:written")
    talk.says("우수")
    assert "시·군·구" in text_of(talk.says("담당자 연결해 주세요"))
    reply = talk.says("화성이요")
    assert "031-260-4931" in text_of(reply)
    assert reply.ask == "written.2"


@pytest.mark.parametrize("command", ["start", "help", "status"])
def test_commands_leave_the_question_standing(command: str) -> None:
    talk = Talk()
    talk.presses("selfcheck:written")
    assert talk.does(command=command).ask == "written.1"


def test_a_command_cancels_it() -> None:
    talk = Talk()
    talk.presses("calculator:start")
    reply = talk.does(command="cancel")
    assert (reply.flow, reply.outcome.result if reply.outcome else None) == (None, "cancelled")


def test_a_self_check_is_no_consent() -> None:
    talk = Talk()
    talk.presses("selfcheck:onsite")
    talk.presses("program")
    talk.says("네, 네, 네")
    assert talk.standing.flow is not None
    assert not talk.standing.consented
    forged = Standing(flow={**talk.standing.flow, "answers": [{"fact": "consent", "value": "yes"}]})
    assert not forged.consented
    assert not [effect for effect in talk.effects if effect.kind != "record_unanswered"]


def test_refusing_a_request_forgets_the_self_check_too() -> None:
    talk = Talk()
    talk.presses("selfcheck:written")
    talk.says("전부 보통")
    talk.presses("request:start")
    talk.presses("consent:no")
    assert talk.standing == Standing()


def test_a_self_check_after_a_filed_request_does_not_let_it_be_forgotten(
    runner: Runner, meet: Callable[..., Any]
) -> None:
    person = meet(runner)
    person.goes_to(None)
    assert [row.kind for row in _all(runner, Request)] == ["request"]
    person.does(choice="selfcheck:written")
    person.says("우수")
    assert purge(runner.store, None, utc_now() + timedelta(hours=25)) == 0
    assert _all(runner, ChatMessage)


def test_without_a_request_it_is_forgotten_after_a_day_and_staff_hear_nothing(
    runner: Runner, meet: Callable[..., Any]
) -> None:
    person = meet(runner)
    person.does(choice="selfcheck:emergency")
    person.does(choice="self_built")
    person.says("전부 적합")
    person.does(file=FileRef("files/photo-1.jpg", "photo", "서버 앞면.jpg", 1000))
    assert [row for row in _all(runner, Delivery) if row.kind != "chat_reply"] == []
    assert not any(row.consented for row in _all(runner, StoredConversation))
    assert purge(runner.store, None, utc_now() + timedelta(hours=25)) == 1


def _all(runner: Runner, table: Any) -> list[Any]:
    with runner.store.read() as session:
        return list(session.exec(select(table)).all())


@pytest.mark.parametrize("table", ["written", "onsite", "emergency"])
def test_every_button_fits_into_telegram(table: str) -> None:
    talk = Talk()
    reply = talk.presses("selfcheck:start")
    replies = [reply, talk.presses(f"selfcheck:{table}")]
    while replies[-1].flow:
        question = replies[-1].messages[-1]
        first = next(choice for choice in question.choices if not choice.id.startswith("flow:"))
        replies.append(talk.presses(first.id))
    replies.append(talk.presses("selfcheck:edit"))
    for reply in replies:
        for message in reply.messages:
            laid = rows(message.choices)
            assert len(laid) <= MOST_ROWS
            # a person is always there; of four ways around the command /cancel gives way
            shown = {choice.id for row in laid for choice in row}
            assert {choice.id for choice in message.choices} - shown <= {"flow:cancel"}
            assert all(pack(choice.id) for choice in message.choices)


def test_the_web_shows_how_far_it_is_and_the_groups_with_their_points() -> None:
    talk = Talk()
    talk.presses("selfcheck:written")
    talk.says("우수")
    panel = guide_panel_of(talk.standing, NOTICE, CONTEXT)
    assert panel is not None
    assert (panel.title, panel.done, panel.total) == ("평가 자가 점검", 1, 9)
    assert next(title for title, _ in panel.groups) == "스마트공장 활용정도 25점"
    given = [each for _, group in panel.groups for each in group]
    assert (given[0].value, given[0].edit) == ("우수 15점", "flow:edit:written.1")
    assert talk.presses(given[0].edit).ask == "written.1"
    assert panel_of(talk.standing, NOTICE, CONTEXT) is None
    assert guide_panel_of(Standing(), NOTICE, CONTEXT) is None
    talk.presses("calculator:start")
    panel = guide_panel_of(talk.standing, NOTICE, CONTEXT)
    assert panel is not None
    assert panel.title == "지원금 계산"


async def test_the_page_draws_a_running_self_check(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner, "web", "visitor")
    person.does(choice="selfcheck:written")
    view = read_view(runner, "visitor")
    assert view.panel is not None
    assert view.panel.kind == "guide"
    assert view.lines[-1].ask is not None
    assert len(view.lines[-1].ask.main) == 5
