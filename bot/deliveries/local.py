"""Channels that read the store themselves: the web page and the terminal show `chat_message` rows."""

from __future__ import annotations

from bot.store import Store
from bot.store.models import Delivery


class LocalTransport:
    """The line is in the conversation already; when it is due, whoever streams the conversation is told to look."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def send(self, delivery: Delivery) -> str | None:
        self._store.tell(frozenset({f"chat:{delivery.channel}:{delivery.recipient}"}))
        return None
