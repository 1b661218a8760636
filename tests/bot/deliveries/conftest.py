"""A transport that keeps what it is given and fails as it is told."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.deliveries.loop import DeliveryLoop
from bot.deliveries.queue import enqueue
from bot.store import Store
from bot.store.models import Delivery


@dataclass
class Recorder:
    """A transport. `fail[text]` is a list of errors, one for each try."""

    sent: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    again: list[bool] = field(default_factory=list)
    fail: dict[str, list[Exception]] = field(default_factory=lambda: defaultdict(list))
    at_once: int = 0
    most_at_once: dict[str, int] = field(default_factory=dict)
    pause: float = 0.0

    async def send(self, delivery: Delivery) -> str | None:
        assert delivery.payload is not None
        text = delivery.payload["text"]
        self.at_once += 1
        self.most_at_once[delivery.recipient] = max(self.most_at_once.get(delivery.recipient, 0), self.at_once)
        try:
            await asyncio.sleep(self.pause)
            if self.fail[text]:
                raise self.fail[text].pop(0)
        finally:
            self.at_once -= 1
        self.sent.append(text)
        self.recipients.append(delivery.recipient)
        self.again.append(bool(delivery.payload.get("again")))
        return f"m{len(self.sent)}"


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


Put = Callable[..., None]


@pytest.fixture
def put(either_store: Store) -> Put:
    """Enqueues texts for a recipient, in one transaction."""

    def putting(
        *texts: str,
        recipient: str = "7",
        kind: str = "staff_notice",
        due_at: datetime | None = None,
        session: Session | None = None,
        **payload: Any,
    ) -> None:
        def add(open_session: Session) -> None:
            for text in texts:
                enqueue(
                    open_session, kind=kind, channel="telegram", recipient=recipient,
                    payload={"text": text, "user": recipient, **payload}, dedupe_key=f"{recipient}:{text}",
                    due_at=due_at,
                )  # fmt: skip

        if session is not None:
            add(session)
            return
        with either_store.begin() as own:
            add(own)

    return putting


@pytest.fixture
def states(either_store: Store) -> Callable[[], dict[str, str]]:
    """State by dedupe key."""

    def found() -> dict[str, str]:
        with either_store.read() as session:
            return {row.dedupe_key: row.state for row in session.exec(select(Delivery).order_by(Delivery.id))}  # type: ignore[arg-type]

    return found


@pytest.fixture
def running(either_store: Store, recorder: Recorder) -> Callable[..., Any]:
    """A delivery loop for the length of a block; `until(condition)` waits for a few seconds at most."""

    @asynccontextmanager
    async def run(**options: Any) -> AsyncIterator[Callable[[Callable[[], bool]], Any]]:
        loop = DeliveryLoop(either_store, {"telegram": recorder}, **options)
        task = asyncio.create_task(loop.run())

        async def until(condition: Callable[[], bool]) -> None:
            async with asyncio.timeout(8):
                while not condition():
                    assert not task.done(), task
                    await asyncio.sleep(0.01)

        try:
            yield until
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return run
