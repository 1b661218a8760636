"""The stream: what comes later than an answer, once, and from where the page was."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.web.chat_stream import PER_VISITOR, Streams
from bot.runner import Runner
from bot.store import announce
from bot.store.models import ChatMessage

USER = "visitor-of-the-test"


def write(runner: Runner, text: str, at: datetime | None = None, user: str = USER) -> None:
    with runner.store.begin() as session:
        session.add(
            ChatMessage(channel="web", user=user, sender="staff", body={"text": text}, at=at or datetime.now(UTC))
        )
        announce(session, f"chat:web:{user}")


async def next_update(events) -> dict:
    while True:
        block = (await asyncio.wait_for(anext(events), 10)).decode()
        fields = dict(line.split(": ", 1) for line in block.strip().split("\n") if not line.startswith(":"))
        if fields.get("event") == "update":
            return json.loads(fields["data"]) | {"id": int(fields["id"])}


@pytest.fixture
def streams(runner: Runner) -> Streams:
    return Streams(runner)


async def test_a_line_of_staff_arrives_as_soon_as_it_is_committed(runner: Runner, streams: Streams) -> None:
    events = streams.events(USER, 0)
    assert (await next_update(events))["lines"] == []
    asked = asyncio.create_task(next_update(events))
    await asyncio.sleep(0.1)
    started = asyncio.get_running_loop().time()
    await asyncio.to_thread(write, runner, "모델명 사진을 보내 주세요.")
    update = await asked
    assert asyncio.get_running_loop().time() - started < 1
    assert "모델명 사진을 보내 주세요." in update["lines"][0]["html"]
    await events.aclose()


async def test_a_line_held_back_for_undo_is_not_shown_before_it_is_due(runner: Runner, streams: Streams) -> None:
    write(runner, "곧 보일 글", at=datetime.now(UTC) + timedelta(seconds=1))
    events = streams.events(USER, 0)
    assert (await next_update(events))["lines"] == []
    update = await next_update(events)
    assert "곧 보일 글" in update["lines"][0]["html"]
    await events.aclose()


async def test_a_stream_goes_on_where_the_page_was(runner: Runner, streams: Streams) -> None:
    write(runner, "오래된 글", at=datetime.now(UTC) - timedelta(hours=1))
    write(runner, "새 글")
    since = int((datetime.now(UTC) - timedelta(minutes=10)).timestamp() * 1000)
    events = streams.events(USER, since)
    update = await next_update(events)
    assert [line for line in update["lines"] if "오래된 글" in line["html"]] == []
    assert "새 글" in update["lines"][0]["html"]
    assert update["id"] >= since
    await events.aclose()


async def test_nobody_hears_anothers_conversation(runner: Runner, streams: Streams) -> None:
    write(runner, "다른 회사의 글", user="somebody-else")
    events = streams.events(USER, 0)
    assert (await next_update(events))["lines"] == []
    await events.aclose()


async def test_closing_ends_every_stream_at_once(streams: Streams) -> None:
    events = streams.events(USER, 0)
    await next_update(events)
    rest = asyncio.create_task(asyncio.wait_for(_drain(events), 2))
    await asyncio.sleep(0.1)
    streams.close()
    await rest


async def test_a_visitor_has_a_few_streams_and_no_more(streams: Streams) -> None:
    opened = [streams.events(USER, 0) for _ in range(PER_VISITOR)]
    for events in opened:
        await anext(events)
    assert streams.is_full(USER)
    for events in opened:
        await events.aclose()
    assert not streams.is_full(USER)


async def _drain(events) -> None:
    async for _ in events:
        pass
