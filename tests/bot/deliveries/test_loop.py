"""The loop sends what was committed, soon, in order, whatever single deliveries do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import TransportError
from bot.store import Store
from bot.store.models import Delivery

Put = Callable[..., None]
States = Callable[[], dict[str, str]]


async def test_a_commit_reaches_the_transport_within_a_second(
    put: Put, running: Any, recorder: Any, states: States
) -> None:
    async with running() as until:
        await asyncio.sleep(0.2)
        started = time.monotonic()
        await asyncio.to_thread(put, "notice")
        await until(lambda: recorder.sent == ["notice"])
        assert time.monotonic() - started < 1.0
        await until(lambda: states() == {"7:notice": "sent"})


async def test_order_is_kept_even_when_one_fails_first(put: Put, running: Any, recorder: Any) -> None:
    recorder.fail["1"] = [TransportError("flood", retry_after=0.3)]
    put("1", "2", "3")
    async with running() as until:
        await until(lambda: len(recorder.sent) == 3)
    assert recorder.sent == ["1", "2", "3"]
    assert max(recorder.most_at_once.values()) == 1


async def test_a_slow_recipient_does_not_hold_up_the_others(put: Put, running: Any, recorder: Any) -> None:
    recorder.pause = 0.3
    for recipient in range(5):
        put("x", recipient=str(recipient))
    started = time.monotonic()
    async with running() as until:
        await until(lambda: len(recorder.sent) == 5)
    assert time.monotonic() - started < 1.4


async def test_an_error_nobody_expected_stops_only_its_own_delivery(
    put: Put, running: Any, recorder: Any, states: States
) -> None:
    recorder.fail["bad"] = [ValueError("010-1234-5678 did not fit")]
    put("bad", recipient="7")
    put("good", recipient="8")
    async with running() as until:
        await until(lambda: recorder.sent == ["good"])
        await until(lambda: states() == {"7:bad": "waiting", "8:good": "sent"})


async def test_what_cannot_arrive_is_handed_back_in_the_same_transaction(
    put: Put, running: Any, recorder: Any, states: States
) -> None:
    recorder.fail["1"] = [TransportError("forbidden", blocked=True)]
    handed: list[str] = []

    def given_up(session: Any, delivery: Delivery) -> None:
        handed.append(delivery.dedupe_key)
        put("1", recipient="8", session=session)

    put("1")
    async with running(given_up=given_up) as until:
        await until(lambda: recorder.recipients == ["8"])
        await until(lambda: states() == {"7:1": "blocked", "8:1": "sent"})
    assert handed == ["7:1"]


async def test_stopping_the_loop_finishes_what_is_being_sent(
    put: Put, running: Any, recorder: Any, states: States
) -> None:
    recorder.pause = 0.3
    put("1")
    async with running() as until:
        await until(lambda: recorder.at_once == 1)
    assert recorder.sent == ["1"]
    assert states() == {"7:1": "sent"}


@pytest.mark.postgres
async def test_a_commit_of_another_process_wakes_the_loop(
    postgres_url: str, open_store: Callable[[str], Store], recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.deliveries import loop
    from bot.deliveries.queue import enqueue
    from bot.store.schema import migrate

    monkeypatch.setattr(loop, "POLL_SECONDS", 30.0)  # so that only the notification can wake it in time
    here, elsewhere = open_store(postgres_url), open_store(postgres_url)
    migrate(here)
    task = asyncio.create_task(loop.DeliveryLoop(here, {"telegram": recorder}).run())
    await asyncio.sleep(0.7)

    def commit() -> None:
        with elsewhere.begin() as session:
            enqueue(
                session, kind="staff_notice", channel="telegram", recipient="7", payload={"text": "x"}, dedupe_key="k"
            )

    started = time.monotonic()
    await asyncio.to_thread(commit)
    async with asyncio.timeout(5):
        while not recorder.sent:
            await asyncio.sleep(0.01)
    assert time.monotonic() - started < 1.0
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
