"""What happens with an update: read, handled and committed, and only then acknowledged by the caller."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from sqlmodel import col, select
from telegram import Update

from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.incoming import CHANNEL, ChatGone, ChatMoved, Press, StaffAct, read_update
from bot.channels.telegram.markup import LIMIT, safe, units
from bot.channels.telegram.staff import StaffDesk
from bot.deliveries.queue import move_recipient
from bot.errors import ConversationBusy, TransportError
from bot.logging import log
from bot.messages import Incoming
from bot.runner import Runner
from bot.store import Store
from bot.store.errors import StoreError
from bot.store.models import StaffChat


class Receiver:
    """Handles updates one by one. Raises StoreError and ConversationBusy: the update is then not to be acknowledged."""

    def __init__(self, client: TelegramClient, store: Store, runner: Runner, desk: StaffDesk) -> None:
        self._client = client
        self._store = store
        self._runner = runner
        self._desk = desk
        self._marking: set[asyncio.Task[None]] = set()

    async def handle(self, update: Update) -> None:
        """Everything that the update changes is committed when this returns."""
        event = read_update(update)
        if event is None:
            return
        if isinstance(event, Incoming):
            await self._turn(event)
        elif isinstance(event, Press):
            # within 150 s or the button keeps turning: answered at receipt, whatever the turn takes
            self._aside(self._client.answer_press(event.query.id))
            await self._turn(event.incoming)
            self._aside(self._mark(event))
        elif isinstance(event, StaffAct):
            text = await asyncio.to_thread(self._desk.act, event)
            if event.callback_id is not None:
                self._aside(self._client.answer_press(event.callback_id, text))
        elif isinstance(event, ChatGone):
            await asyncio.to_thread(self._chat_gone, event)
        elif isinstance(event, ChatMoved):
            await asyncio.to_thread(self._chat_moved, event)

    async def _turn(self, incoming: Incoming) -> None:
        try:
            await asyncio.to_thread(self._runner.handle, incoming)
        except (StoreError, ConversationBusy):
            raise
        except Exception as error:
            # one message that breaks the turn must not hold up everybody's: it is named in the log, the person is told
            log().error("turn_failed", error=type(error).__name__, channel=CHANNEL)
            self._aside(self._tell(incoming.user, self._runner.wording.render("company/failed")))

    async def _tell(self, chat_id: str, text: str) -> None:
        await self._client.send(chat_id, safe(text.strip()))

    async def close(self) -> None:
        """Waits for marks that are under way."""
        if self._marking:
            await asyncio.wait(self._marking, timeout=3)

    def _aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Ornament: its failure changes nothing that was committed."""

        async def quietly() -> None:
            try:
                await work
            except TransportError as error:
                log().info("telegram_mark_failed", error=error.kind)

        task = asyncio.create_task(quietly())
        self._marking.add(task)
        task.add_done_callback(self._marking.discard)

    async def _mark(self, press: Press) -> None:
        """The pressed message loses its buttons and shows what was chosen."""
        message = press.query.message
        html = getattr(message, "text_html", None)
        if message is None or not html or not press.label:
            return
        marked = f"{html}\n\n→ {safe(press.label)}"
        if units(marked) <= LIMIT:
            await self._client.edit(str(message.chat.id), message.message_id, marked, None)

    def _chat_gone(self, event: ChatGone) -> None:
        with self._store.begin() as session:
            chat = session.exec(select(StaffChat).where(col(StaffChat.chat_id) == event.chat_id)).first()
            if chat is not None and chat.active == event.gone:
                chat.active = not event.gone
                session.add(chat)

    def _chat_moved(self, event: ChatMoved) -> None:
        with self._store.begin() as session:
            move_recipient(session, event.old_chat_id, event.new_chat_id)
