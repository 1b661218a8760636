"""Two processes on one PostgreSQL: what one commits the other delivers, and nothing is done twice."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from bot.deliveries.loop import DeliveryLoop
from bot.deliveries.queue import enqueue
from bot.messages import Incoming
from bot.runner import Runner
from bot.store import Store
from bot.store.models import Delivery, IncomingEvent
from bot.store.schema import migrate
from knowledge.loading import default_notice

pytestmark = pytest.mark.postgres


@pytest.fixture
def machines(postgres_url: str, open_store: Callable[..., Store]) -> tuple[Store, Store]:
    first, second = open_store(postgres_url), open_store(postgres_url)
    migrate(first)
    return first, second


async def test_two_loops_share_the_work_and_send_each_once(machines: tuple[Store, Store]) -> None:
    sent: Counter[str] = Counter()
    by: Counter[int] = Counter()

    class Transport:
        def __init__(self, number: int) -> None:
            self._number = number

        async def send(self, delivery: Delivery) -> str | None:
            await asyncio.sleep(0.05)
            sent[delivery.dedupe_key] += 1
            by[self._number] += 1
            return None

    with machines[0].begin() as session:
        for number in range(40):
            enqueue(
                session, kind="staff_notice", channel="telegram", recipient=str(number), payload={},
                dedupe_key=f"k{number}",
            )  # fmt: skip
    loops = [
        asyncio.create_task(DeliveryLoop(store, {"telegram": Transport(number)}).run())
        for number, store in enumerate(machines)
    ]
    async with asyncio.timeout(20):
        while len(sent) < 40:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.5)
    for loop in loops:
        loop.cancel()
    await asyncio.gather(*loops, return_exceptions=True)
    assert set(sent.values()) == {1}
    with machines[0].read() as session:
        assert set(session.exec(select(Delivery.state))) == {"sent"}


def test_an_event_handed_to_both_machines_is_handled_once(machines: tuple[Store, Store]) -> None:
    runners = [Runner(store, default_notice(), today=lambda: date(2023, 6, 14)) for store in machines]
    replies: list[Any] = []
    event = Incoming("77", "telegram", "7", choice="request:start")
    threads = [threading.Thread(target=lambda one=one: replies.append(one.handle(event))) for one in runners * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 6
    assert all(reply == replies[0] for reply in replies)
    with machines[0].read() as session:
        assert len(session.exec(select(IncomingEvent)).all()) == 1
        assert len(session.exec(select(Delivery)).all()) == len(replies[0].messages)


def test_a_conversation_moves_between_the_machines(machines: tuple[Store, Store]) -> None:
    runners = [Runner(store, default_notice(), today=lambda: date(2023, 6, 14)) for store in machines]
    asked = runners[0].handle(Incoming("1", "web", "u", choice="request:start"))
    assert asked.ask == "consent"
    after = runners[1].handle(Incoming("2", "web", "u", choice="consent:yes"))
    assert after.flow == "emergency"
    assert after.ask != "consent"
    assert runners[0].last_reply("web", "u") == after


def test_two_machines_migrate_at_once(postgres_url: str, open_store: Callable[..., Store]) -> None:
    failed: list[Exception] = []

    def run() -> None:
        try:
            migrate(open_store(postgres_url))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
