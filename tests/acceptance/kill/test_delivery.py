"""kill -9 in the middle of a delivery: the notice arrives, marked; a chat reply is not repeated blindly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from support.bot_api import TOKEN, BotApi, Fault

from bot.codec import message_to_json
from bot.deliveries.queue import enqueue
from bot.messages import Incoming
from bot.runner import Runner
from bot.store import Store
from bot.store.models import Delivery
from bot.store.schema import migrate
from flows.exchange import Message
from knowledge.loading import default_notice

CHATS = range(100, 130)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def store(environment: dict[str, str], api: BotApi, tmp_path: Path, open_store: Callable[..., Store]) -> Store:
    """The same database that the processes use, with Telegram on loopback."""
    environment["TELEGRAM_BOT_TOKEN"] = TOKEN
    environment["TELEGRAM_API_BASE"] = api.base
    (tmp_path / "data").mkdir()
    opened = open_store(f"sqlite:///{tmp_path}/data/asbot.sqlite", "k")
    migrate(opened)
    return opened


def _put(store: Store, kind: str, chat: int, text: str) -> None:
    with store.begin() as session:
        enqueue(
            session, kind=kind, channel="telegram", recipient=str(chat),
            payload={"user": str(chat), "message": message_to_json(Message(text))}, dedupe_key=f"{chat}:{text}",
        )  # fmt: skip


def _states(store: Store) -> Counter[str]:
    with store.read() as session:
        return Counter(session.exec(select(Delivery.state)).all())


def test_every_company_notice_arrives_although_the_sender_is_killed(
    start: Callable[..., Any], store: Store, api: BotApi
) -> None:
    for chat in CHATS:
        _put(store, "company_notice", chat, f"알림 {chat}")
    # the server has taken the eighth message, but the process dies before it hears so
    api.faults["sendMessage"] = [Fault() for _ in range(7)] + [Fault(delay=2.0)]
    worker = start("worker")
    api.wait_until(lambda: sum(call.method == "sendMessage" for call in api.calls) >= 8)
    worker.kill()
    assert _states(store)["sending"] >= 1
    start("worker")
    api.wait_until(lambda: _states(store) == Counter(sent=len(CHATS)), seconds=20)
    received = Counter(str(call.data["chat_id"]) for call in api.calls if call.method == "sendMessage")
    assert set(received) == {str(chat) for chat in CHATS}, "nothing is lost"
    assert max(received.values()) <= 2


def test_a_reply_in_flight_is_uncertain_and_the_question_is_drawn_once_more(
    start: Callable[..., Any], store: Store, api: BotApi
) -> None:
    runner = Runner(store, default_notice())
    reply = runner.handle(Incoming("1", "telegram", "7", choice="request:start"))
    api.faults["sendMessage"] = [Fault() for _ in range(len(reply.messages) - 1)] + [Fault(delay=3.0)]
    worker = start("worker")
    api.wait_until(lambda: len(api.sent(7)) == len(reply.messages))
    worker.kill()
    start("worker")
    api.wait_until(lambda: len(api.sent(7)) == len(reply.messages) + 1, seconds=20)
    question = reply.messages[-1].text.splitlines()[0]
    assert question in api.sent(7)[-1].text
    api.wait_until(lambda: _states(store) == Counter(sent=len(reply.messages), uncertain=1))


def test_a_killed_server_takes_the_update_again_and_answers_once(
    start: Callable[..., Any], store: Store, api: BotApi
) -> None:
    update = api.message(7, "견적 3천만원이면 얼마 나와요?")
    first = start("serve")
    api.push(update)
    api.wait_for(7, "1,500만 원")
    api.wait_until(lambda: set(_states(store)) == {"sent"})
    first.kill()
    # Telegram hands out what was not acknowledged; the same update id is answered no second time
    start("serve")
    api.push(api.message(7, "긴급AS는 언제까지 신청하나요?"))
    api.wait_for(7, "예산")
    assert len([call for call in api.sent(7) if "1,500만 원" in call.text]) == 1


@pytest.mark.usefixtures("store")
def test_sigterm_ends_the_process_cleanly(start: Callable[..., Any]) -> None:
    for command in ("serve", "worker"):
        running = start(command)
        assert running.line()
        assert running.terminate() == 0
