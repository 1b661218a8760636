"""Server-sent events: what comes later than the answer to a request (staff replies, a claim, another tab)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from bot.channels.web.chat_view import CHANNEL, latest, update_json
from bot.runner import Runner
from bot.store.errors import StoreError
from bot.store.models import utc_now

# commits of other processes tell nobody here: they are found by looking
LOOK_SECONDS = 3.0
BEAT_SECONDS = 15.0
# a stream ends now and then and the browser opens the next one: none is forgotten behind a sleeping proxy
LIFE_SECONDS = 120.0
RETRY_MS = 1500
PER_VISITOR = 4


class Streams:
    """The open streams of this process; `close` ends them so that the server can stop."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._open: dict[str, set[asyncio.Event]] = {}
        self._closing = False

    def close(self) -> None:
        """End all streams. Call it in the event loop's thread."""
        self._closing = True
        for events in self._open.values():
            for event in events:
                event.set()

    def is_full(self, user: str) -> bool:
        return len(self._open.get(user, ())) >= PER_VISITOR

    async def events(self, user: str, since: int) -> AsyncIterator[bytes]:
        """Updates of a visitor's conversation, from `since` (milliseconds) on."""
        loop = asyncio.get_running_loop()
        woken = asyncio.Event()
        topic = f"chat:{CHANNEL}:{user}"

        def on_commit(topics: frozenset[str]) -> None:
            if topic in topics and not loop.is_closed():
                loop.call_soon_threadsafe(woken.set)

        self._open.setdefault(user, set()).add(woken)
        unlisten = self._runner.store.listen(on_commit)
        end = loop.time() + LIFE_SECONDS
        beat = loop.time() + BEAT_SECONDS
        seen: tuple[int, int] | None = None
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            while not self._closing and loop.time() < end:
                woken.clear()
                try:
                    now_there = await asyncio.to_thread(latest, self._runner, user, utc_now())
                    if now_there != seen:
                        update = await asyncio.to_thread(update_json, self._runner, user, since)
                        since = max(since, int(update["cursor"]))
                        seen = now_there
                        yield f"id: {since}\nevent: update\ndata: {json.dumps(update, ensure_ascii=False)}\n\n".encode()
                except StoreError:
                    pass  # the next look tries again
                if loop.time() >= beat:
                    beat = loop.time() + BEAT_SECONDS
                    yield b": beat\n\n"
                try:
                    await asyncio.wait_for(woken.wait(), LOOK_SECONDS)
                except TimeoutError:
                    continue
        finally:
            unlisten()
            self._open[user].discard(woken)
            if not self._open[user]:
                del self._open[user]
