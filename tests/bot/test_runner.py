"""One event, one transaction: all of it or nothing, each event once, two at once in order, consent before keeping."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from bot import effects
from bot import runner as runner_module
from bot.files.kinds import REASONS
from bot.messages import Incoming
from bot.runner import Runner
from bot.standing import Standing
from bot.store import Store, conversations
from bot.store.models import (
    Attachment,
    ChatMessage,
    Conversation,
    Delivery,
    IncomingEvent,
    ReceiptCounter,
    Request,
    RequestEvent,
    Staff,
    StaffChat,
    UnansweredQuestion,
    utc_now,
)  # fmt: skip
from flows.exchange import FileRef

TABLES = (Attachment, ChatMessage, Conversation, Delivery, IncomingEvent, Request, RequestEvent, UnansweredQuestion)


def _rows(store: Store, table: Any) -> list[Any]:
    with store.read() as session:
        query = select(table)
        return list(session.exec(query.order_by(table.id) if hasattr(table, "id") else query).all())


def _counts(store: Store) -> dict[str, int]:
    return {table.__tablename__: len(_rows(store, table)) for table in TABLES}


def _standing(store: Store, channel: str, user: str) -> Standing:
    with store.read() as session:
        row = conversations.find(session, channel, user)
        assert row is not None
        return Standing.from_json(row.state)


class Crash(Exception):
    """Stands for the process ending at this point."""


@pytest.mark.parametrize("where", ["enqueue", "reply_to_json", "announce"])
def test_a_crash_before_the_commit_leaves_nothing(
    either_runner: Runner, meet: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    person = meet(either_runner, "telegram", "7")
    person.goes_to("confirm")
    before = _counts(either_runner.store)
    incoming = person.event(choice="confirm:yes")
    with monkeypatch.context() as patched:

        def crash(*_: Any, **__: Any) -> None:
            raise Crash

        patched.setattr(runner_module, where, crash)
        with pytest.raises(Crash):
            either_runner.handle(incoming)
    assert _counts(either_runner.store) == before
    # the same event again, as its channel would hand it in after the restart
    reply = either_runner.handle(incoming)
    assert reply.outcome is not None
    assert reply.outcome.result == "routed"


def test_a_crash_while_the_request_is_filed_leaves_nothing(
    either_runner: Runner, meet: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = meet(either_runner)
    person.goes_to("confirm")
    before = _counts(either_runner.store)

    def crash(*_: Any, **__: Any) -> None:
        raise Crash

    monkeypatch.setattr(effects.notices, "filed", crash)
    with pytest.raises(Crash):
        person.presses("confirm:yes")
    assert _counts(either_runner.store) == before


def test_the_same_event_twice_gives_the_same_reply_and_changes_nothing(
    either_runner: Runner, meet: Callable[..., Any]
) -> None:
    person = meet(either_runner, "telegram", "7")
    person.goes_to("confirm")
    incoming = person.event(choice="confirm:yes")
    first = either_runner.handle(incoming)
    counts = _counts(either_runner.store)
    assert either_runner.handle(incoming) == first
    assert _counts(either_runner.store) == counts
    assert counts["request"] == 1


def test_the_same_event_id_in_another_channel_is_another_event(runner: Runner) -> None:
    for channel in ("web", "terminal"):
        assert runner.handle(Incoming("e1", channel, "u", command="help")).messages
    assert len(_rows(runner.store, IncomingEvent)) == 2


def test_two_answers_at_once_are_both_taken_in_order(either_runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(either_runner)
    person.goes_to("closed")
    replies: list[Any] = []

    def answer() -> None:
        replies.append(person.presses("no"))

    threads = [threading.Thread(target=answer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # four plain noes in a row answer four questions, each once: closed, tax_arrears, sanctioned, other_application
    standing = _standing(either_runner.store, person.channel, person.user)
    assert [standing.said(field) for field in ("closed", "tax_arrears", "sanctioned", "other_application")] == [
        "no"
    ] * 4
    assert {reply.ask for reply in replies} == {"tax_arrears", "sanctioned", "other_application", "site_address"}


def test_the_same_event_at_once_is_handled_once(either_runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(either_runner, "telegram", "7")
    person.goes_to("confirm")
    incoming = person.event(choice="confirm:yes")
    replies: list[Any] = []
    threads = [threading.Thread(target=lambda: replies.append(either_runner.handle(incoming))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({reply.outcome.receipt for reply in replies}) == 1
    assert len(_rows(either_runner.store, Request)) == 1


def test_a_request_is_filed_with_everything_the_office_needs(
    either_runner: Runner, meet: Callable[..., Any], photo: FileRef
) -> None:
    person = meet(either_runner)
    person.goes_to("attachments")
    person.does(file=photo)
    person.presses("done")
    outcome = person.presses("confirm:yes").outcome
    assert (outcome.result, outcome.office, outcome.subsidy_krw) == ("routed", "gyeonggi", 18_000_000)
    (request,) = _rows(either_runner.store, Request)
    assert (request.receipt, request.office, request.status) == (outcome.receipt, "gyeonggi", "new")
    assert request.company_name == "가나정밀"
    assert request.facts["phone"].replace("-", "") == "01023456789"
    assert {finding["gate"] for finding in request.findings} == set(either_runner.notice.gates)
    clauses = either_runner.notice.clauses
    assert request.clauses["support.warranty"] == clauses["support.warranty"].quote
    assert request.number_digest == either_runner.store.digest("business_number", request.facts["business_number"])
    (attachment,) = _rows(either_runner.store, Attachment)
    assert (attachment.request_id, attachment.state, attachment.stored_path) == (request.id, "stored", photo.id)
    assert [event.kind for event in _rows(either_runner.store, RequestEvent)] == ["filed"]


def test_a_photo_from_telegram_is_fetched_once_as_soon_as_it_is_sent(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner, "telegram", "7")
    person.goes_to("attachments")
    person.does(file=FileRef("AgACAgIAAx", "photo", "", 1000))
    assert [row.kind for row in _rows(runner.store, Delivery)].count("file_fetch") == 1
    person.presses("done")
    person.presses("confirm:yes")
    (fetch,) = [row for row in _rows(runner.store, Delivery) if row.kind == "file_fetch"]
    (attachment,) = _rows(runner.store, Attachment)
    assert fetch.payload == {"attachment_id": attachment.id, "file_id": "AgACAgIAAx"}


def test_an_office_without_staff_keeps_the_notice_until_somebody_joins(
    runner: Runner, meet: Callable[..., Any]
) -> None:
    reply = meet(runner).files_a_request()
    notices = [row for row in _rows(runner.store, Delivery) if row.kind == "staff_notice"]
    assert {row.recipient for row in notices} == {"office:gyeonggi"}
    assert {row.state for row in notices} == {"waiting"}
    assert [row for row in _rows(runner.store, Delivery) if row.kind == "admin_notice"]
    assert "031-260-4931" in " ".join(message.text for message in reply.messages)


def test_an_office_with_a_chat_is_told_there(runner: Runner, meet: Callable[..., Any]) -> None:
    with runner.store.begin() as session:
        session.add(Staff(name="나담당", office="gyeonggi", role="staff", telegram_user="70"))
        session.add(StaffChat(chat_id="-100", office="gyeonggi", is_group=True))
    meet(runner).files_a_request()
    new = [row for row in _rows(runner.store, Delivery) if row.payload and row.payload.get("what") == "new"]
    assert [(row.recipient, row.channel, row.kind) for row in new] == [("-100", "telegram", "staff_notice")]


def test_replies_are_deliveries_in_telegram_and_lines_elsewhere(runner: Runner, meet: Callable[..., Any]) -> None:
    reply = meet(runner, "telegram", "7").does(command="start")
    meet(runner, "web", "w").does(command="start")
    replies = [row for row in _rows(runner.store, Delivery) if row.kind == "chat_reply"]
    assert [(row.recipient, row.payload["message"]["text"]) for row in replies] == [("7", reply.messages[0].text)]
    assert [row.user for row in _rows(runner.store, ChatMessage) if row.sender == "assistant"] == ["7", "w"]


# consent


def test_staff_see_only_what_was_said_from_consent_on(either_runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(either_runner)
    person.says("직원 이야기인데 공장이 요즘 어렵네요")
    person.files_a_request()
    (request,) = _rows(either_runner.store, Request)
    lines = _rows(either_runner.store, ChatMessage)
    seen = [line for line in lines if line.request_id == request.id]
    assert seen[0].sender == "company", "the yes to the consent is the first line"
    assert seen[0].body["choice"] == "consent:yes"
    assert all("요즘 어렵네요" not in line.body["text"] for line in seen)
    assert any(line.body["text"] == "가나정밀" for line in seen)
    # and the lines before stay the person's own
    assert any("요즘 어렵네요" in line.body["text"] for line in lines if line.request_id is None)


def test_refusing_consent_deletes_the_conversation(either_runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(either_runner, "telegram", "7")
    person.says("가나정밀인데 MES 서버가 안 켜져요")
    person.presses("request:start")
    incoming = person.event(choice="consent:no")
    reply = either_runner.handle(incoming)
    assert reply.outcome is not None
    assert reply.outcome.result == "cancelled"
    store = either_runner.store
    assert _rows(store, Conversation) == []
    assert _rows(store, ChatMessage) == []
    events = _rows(store, IncomingEvent)
    assert [event for event in events if event.reply is not None and event.event_id != incoming.event_id] == []
    # what is left to send is the goodbye
    texts = [row.payload["message"]["text"] for row in _rows(store, Delivery)]
    assert texts == [message.text for message in reply.messages]
    assert either_runner.handle(incoming) == reply


def test_nothing_is_kept_of_a_new_talk_after_refusal(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    person.says("견적이 3천만원입니다. 얼마 나오나요?")
    person.presses("request:start")
    person.presses("consent:no")
    person.does(command="help")
    assert _standing(runner.store, person.channel, person.user).thread.facts == Standing().thread.facts


def test_a_refused_second_request_leaves_the_first_alone(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    person.files_a_request()
    lines = len([line for line in _rows(runner.store, ChatMessage) if line.request_id])
    person.presses("request:start")
    person.presses("consent:no")
    assert len(_rows(runner.store, Request)) == 1
    assert len([line for line in _rows(runner.store, ChatMessage) if line.request_id]) == lines


def test_a_file_before_consent_leaves_no_trace(runner: Runner, meet: Callable[..., Any], photo: FileRef) -> None:
    person = meet(runner)
    person.does(file=photo)
    person.presses("request:start")
    person.does(file=photo)
    assert _rows(runner.store, Attachment) == []
    assert photo.name not in str([line.body for line in _rows(runner.store, ChatMessage)])
    person.presses("consent:yes")
    person.does(file=photo)
    assert [attachment.name for attachment in _rows(runner.store, Attachment)] == [photo.name]


# receipts, other requests


def test_a_receipt_is_reserved_only_when_the_request_is_sent(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    person.goes_to("confirm")
    person.presses("flow:why")
    person.says("현장 주소는 수원시예요")
    assert _rows(runner.store, ReceiptCounter) == []
    assert person.presses("confirm:yes").outcome.receipt == "2306-0001"
    assert [row.last for row in _rows(runner.store, ReceiptCounter)] == [1]


def test_another_persons_request_with_the_same_number_is_for_staff_only(
    runner: Runner, meet: Callable[..., Any]
) -> None:
    meet(runner, "terminal", "first").files_a_request()
    said: list[str] = []
    second = meet(runner, "terminal", "second")
    second.goes_to("confirm")
    reply = second.presses("confirm:yes")
    said += [message.text for message in reply.messages]
    request = next(row for row in _rows(runner.store, Request) if row.user == "second")
    status = {finding["gate"]: finding["status"] for finding in request.findings}
    assert status["one_type_per_year"] == "review"
    shown = {finding.gate: finding.status.value for finding in reply.gates}
    assert shown["one_type_per_year"] == "pass"


def test_an_own_earlier_request_fails_the_gate(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    person.files_a_request()
    reply = person.goes_to("consult")
    assert {finding.gate for finding in reply.gates if finding.status.value == "fail"} == {"one_type_per_year"}


# staff asked back


def _asked_back(store: Store, receipt: str) -> None:
    with store.begin() as session:
        request = session.exec(select(Request).where(Request.receipt == receipt)).one()
        request.status = "waiting_company"
        session.add(request)


def test_a_plain_message_goes_to_the_staff_who_asked_back(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    receipt = person.files_a_request().outcome.receipt
    _asked_back(runner.store, receipt)
    reply = person.says("모델명은 가나-100이고 2019년에 샀습니다")
    assert receipt in reply.messages[0].text
    (request,) = _rows(runner.store, Request)
    assert request.status == "new"
    event = _rows(runner.store, RequestEvent)[-1]
    assert (event.kind, event.actor_kind) == ("company_reply", "company")
    assert event.body["text"] == "모델명은 가나-100이고 2019년에 샀습니다"
    assert any((row.payload or {}).get("what") == "company_reply" for row in _rows(runner.store, Delivery))


def test_a_question_is_answered_and_can_still_be_sent_to_the_staff(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    receipt = person.files_a_request().outcome.receipt
    _asked_back(runner.store, receipt)
    reply = person.says("사업비는 언제 지급되나요?")
    assert reply.answer is not None
    assert reply.messages[-1].choices[0].id == "reply:send"
    assert [event.kind for event in _rows(runner.store, RequestEvent)] == ["filed"]
    person.presses("reply:send")
    assert _rows(runner.store, RequestEvent)[-1].body["text"] == "사업비는 언제 지급되나요?"


def test_with_two_requests_waiting_the_person_says_which(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    receipts = [person.files_a_request().outcome.receipt]
    receipts.append(person.files_a_request().outcome.receipt)
    for receipt in receipts:
        _asked_back(runner.store, receipt)
    reply = person.says("모델명은 가나-100입니다")
    assert [choice.id for choice in reply.messages[0].choices] == [*(f"reply:{one}" for one in receipts), "reply:none"]
    person.presses(f"reply:{receipts[1]}")
    event = _rows(runner.store, RequestEvent)[-1]
    second = next(row for row in _rows(runner.store, Request) if row.receipt == receipts[1])
    assert (event.kind, event.request_id) == ("company_reply", second.id)


def test_a_file_goes_to_the_staff_who_asked_back(runner: Runner, meet: Callable[..., Any], photo: FileRef) -> None:
    person = meet(runner)
    receipt = person.files_a_request().outcome.receipt
    _asked_back(runner.store, receipt)
    person.does(file=photo)
    (attachment,) = _rows(runner.store, Attachment)
    assert attachment.request_id == _rows(runner.store, Request)[0].id


def test_a_reply_reaches_only_ones_own_request(runner: Runner, meet: Callable[..., Any]) -> None:
    receipt = meet(runner, "terminal", "a").files_a_request().outcome.receipt
    _asked_back(runner.store, receipt)
    meet(runner, "terminal", "b").presses(f"reply:{receipt}")
    assert [event.kind for event in _rows(runner.store, RequestEvent)] == ["filed"]


# questions for people


def test_a_question_sent_to_the_office_is_listed_without_numbers(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    person.says("견적에 부가가치세를 넣나요? 제 번호는 010-2345-6789예요")
    person.presses("office:send")
    person.says("화성")
    (question,) = _rows(runner.store, UnansweredQuestion)
    assert (question.office, question.state) == ("gyeonggi", "sent")
    assert "부가가치세" in question.question
    assert "2345" not in question.question
    assert any((row.payload or {}).get("what") == "question" for row in _rows(runner.store, Delivery))


def test_the_last_reply_can_be_read_again(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    assert runner.last_reply(person.channel, person.user) is None
    reply = person.goes_to("track")
    assert runner.last_reply(person.channel, person.user) == reply


def test_the_runner_takes_no_longer_than_a_fast_turn_may(runner: Runner, meet: Callable[..., Any]) -> None:
    person = meet(runner)
    person.goes_to("closed")
    started = utc_now()
    person.presses("no")
    assert (utc_now() - started).total_seconds() < 1.0


@pytest.mark.parametrize("reason", REASONS)
def test_a_file_that_a_channel_does_not_take_is_answered_and_the_question_stands(
    runner: Runner, meet: Callable[..., Any], reason: str
) -> None:
    person = meet(runner)
    asked = person.goes_to("attachments")
    reply = person.does(refused=reason)
    assert reply.ask == "attachments"
    assert reply.messages[0].text.endswith("주세요.")
    assert reply.messages[-1].choices == asked.messages[-1].choices
    assert _rows(runner.store, Attachment) == []
