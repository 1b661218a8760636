"""The delivery loop: claims what is due, sends it, settles it. Woken by commits, notifications and a short poll."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime

import psycopg
from sqlmodel import Session

from bot.deliveries import queue
from bot.deliveries.pace import Pace
from bot.deliveries.transport import Transport
from bot.errors import TransportError
from bot.logging import log
from bot.store import Store
from bot.store.errors import StoreError
from bot.store.models import Delivery, utc_now

# other processes' commits wake PostgreSQL listeners; on SQLite they are found by looking
POLL_SECONDS = 0.5
AFTER_TROUBLE_SECONDS = 2.0
RECOVER_SECONDS = 15.0
STOP_SECONDS = 5.0

# called in the transaction that settles a delivery which cannot arrive: the desk decides where a staff notice goes next
GivenUp = Callable[[Session, Delivery], None]


class DeliveryLoop:
    """Sends through `transports`, by channel. Run it once per process; any number of processes may share a database."""

    def __init__(
        self,
        store: Store,
        transports: Mapping[str, Transport],
        given_up: GivenUp | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store = store
        self._transports = dict(transports)
        self._given_up = given_up
        self._clock = clock
        self._owner = queue.owner_id()
        self._pace = Pace()
        self._sending: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled. What is being sent then is finished, for a few seconds at most."""
        here = asyncio.get_running_loop()

        def on_commit(topics: frozenset[str]) -> None:
            if "deliveries" in topics and not here.is_closed():
                here.call_soon_threadsafe(self._woken.set)

        unlisten = self._store.listen(on_commit)
        notified = None if self._store.is_sqlite else asyncio.create_task(self._listen_to_others())
        try:
            await self._forever()
        finally:
            unlisten()
            if notified is not None:
                notified.cancel()
                await asyncio.gather(notified, return_exceptions=True)
            if self._sending:
                await asyncio.wait(self._sending, timeout=STOP_SECONDS)
            for task in self._sending:
                task.cancel()
            await asyncio.gather(*self._sending, return_exceptions=True)

    async def _forever(self) -> None:
        recovered_at = -RECOVER_SECONDS
        while True:
            self._woken.clear()
            try:
                if time.monotonic() - recovered_at >= RECOVER_SECONDS:
                    count = await asyncio.to_thread(self._recover)
                    recovered_at = time.monotonic()
                    if count:
                        log().info("deliveries_recovered", count=count)
                wait = await self._round()
            except StoreError as error:
                log().warning("delivery_store_trouble", error=type(error).__name__)
                wait = AFTER_TROUBLE_SECONDS
            try:
                async with asyncio.timeout(wait):
                    await self._woken.wait()
            except TimeoutError:
                pass

    async def _round(self) -> float:
        """Claim once, start sending; returns for how many seconds there is nothing to do unless woken."""
        now = time.monotonic()
        resting = self._pace.resting(now)
        room = self._pace.room(now)
        for delivery in await asyncio.to_thread(self._claim, room, list(resting)) if room > 0 else ():
            self._pace.sent(delivery.recipient, time.monotonic())
            task = asyncio.create_task(self._send(delivery))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return min([POLL_SECONDS, *(max(until - now, 0.01) for until in resting.values())])

    async def _send(self, delivery: Delivery) -> None:
        started = time.monotonic()
        external_id, error = None, None
        try:
            async with asyncio.timeout(queue.SEND_TIMEOUT_SECONDS):
                external_id = await self._transports[delivery.channel].send(delivery)
        except TransportError as problem:
            error = problem
        except TimeoutError:
            error = TransportError("timeout", maybe_delivered=True)
        except Exception as problem:
            # a delivery that breaks the sender must not stop the others; only the type is told, texts may be personal
            error = TransportError(f"unexpected:{type(problem).__name__}", maybe_delivered=True)
        if error is not None and error.retry_after is not None:
            self._pace.halt(delivery.recipient, error.retry_after, time.monotonic())
        while True:
            try:
                state = await asyncio.to_thread(self._settle, delivery, external_id, error)
                break
            except StoreError as trouble:
                log().warning("delivery_store_trouble", error=type(trouble).__name__)
                await asyncio.sleep(AFTER_TROUBLE_SECONDS)
        line = {"delivery": delivery.id, "kind": delivery.kind, "state": state, "attempt": delivery.attempts}
        if error is None:
            log().info("delivery", ms=round((time.monotonic() - started) * 1000), **line)
        else:
            log().warning("delivery", error=error.kind, **line)
        self._woken.set()  # the recipient's next one may go

    def _recover(self) -> int:
        with self._store.begin() as session:
            return queue.recover(session, self._owner, self._clock())

    def _claim(self, room: int, resting: list[str]) -> list[Delivery]:
        # a look without the write lock first: the loop is idle most of the time
        with self._store.read() as session:
            due = queue.next_due(session, self._transports.keys())
        now = self._clock()
        if due is None or due > now:
            return []
        with self._store.begin() as session:
            return queue.claim(session, self._owner, self._transports.keys(), now, room, resting)

    def _settle(self, delivery: Delivery, external_id: str | None, error: TransportError | None) -> str:
        with self._store.begin() as session:
            if error is None:
                queue.settle_sent(session, delivery, self._clock(), external_id)
                return "sent"
            state = queue.settle_error(session, delivery, error, self._clock())
            if state in ("failed", "blocked") and self._given_up is not None:
                self._given_up(session, delivery)
            return state

    async def _listen_to_others(self) -> None:
        """PostgreSQL tells of commits in other processes."""
        url = self._store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
                    await connection.execute("LISTEN asbot_deliveries")
                    async for _ in connection.notifies():
                        self._woken.set()
            except psycopg.Error as error:
                log().warning("delivery_listen_trouble", error=type(error).__name__)
            await asyncio.sleep(AFTER_TROUBLE_SECONDS)
