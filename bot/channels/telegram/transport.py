"""Deliveries to Telegram: chat replies, notices to companies and staff, and the fetching of files."""

from __future__ import annotations

import asyncio
from pathlib import Path

from telegram import ForceReply

from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.incoming import CHANNEL
from bot.channels.telegram.render import Outgoing, inline, render
from bot.channels.telegram.staff import StaffDesk
from bot.codec import message_from_json
from bot.errors import TransportError
from bot.files.keeping import drop, keep
from bot.files.kinds import FileRefused
from bot.files.rows import settle_refused, settle_stored
from bot.papers.making import PaperMaker, file_name
from bot.papers.outbox import KIND
from bot.store import Store
from bot.store.models import Attachment, Delivery, utc_now
from bot.store.requests import by_receipt
from knowledge.wording import Wording

AGAIN = "다시 보냅니다."  # above a message that may have arrived before


class TelegramTransport:
    """Carries out deliveries whose channel is telegram (bot.deliveries.transport.Transport)."""

    def __init__(
        self,
        client: TelegramClient,
        store: Store,
        desk: StaffDesk,
        data_dir: Path,
        papers: PaperMaker,
        wording: Wording,
    ) -> None:
        self._client = client
        self._store = store
        self._desk = desk
        self._data_dir = data_dir
        self._papers = papers
        self._wording = wording

    async def send(self, delivery: Delivery) -> str | None:
        """Returns the id of the last message sent. Raises TransportError."""
        if delivery.kind == "file_fetch":
            await self._fetch(delivery)
            return None
        if delivery.kind in ("staff_notice", "admin_notice"):
            return await self._send_staff(delivery)
        if delivery.kind == KIND:
            return await self._send_papers(delivery)
        payload = delivery.payload or {}
        outgoing = render(message_from_json(payload["message"]))
        again = bool(payload.get("again")) and delivery.kind != "chat_reply"
        return await self._send_all(delivery.recipient, outgoing, again)

    async def _send_all(self, chat_id: str, outgoing: list[Outgoing], again: bool) -> str | None:
        sent: str | None = None
        for each in outgoing:
            text = f"{AGAIN}\n{each.html}" if again and sent is None else each.html
            try:
                sent = await self._client.send(chat_id, text, each.keyboard)
            except TransportError as error:
                # the first parts have arrived: sending all again would say them twice
                if sent is not None and not error.permanent:
                    raise TransportError(error.kind, maybe_delivered=True) from None
                raise
        return sent

    async def _send_staff(self, delivery: Delivery) -> str | None:
        notice = await asyncio.to_thread(self._desk.draw, delivery)
        if notice is None:
            return None  # nothing to say any more: handed over or withdrawn before it left
        outgoing = render(notice.message)
        if notice.edits is not None:
            await self._client.edit(delivery.recipient, notice.edits, outgoing[0].html, inline(notice.message.choices))
            return str(notice.edits)
        if notice.force_reply:
            return await self._client.send(delivery.recipient, outgoing[0].html, ForceReply(selective=False))
        sent = await self._send_all(delivery.recipient, outgoing, bool((delivery.payload or {}).get("again")))
        for file in notice.files:
            await self._client.send_file(
                delivery.recipient, file.kind, file.file_id, file.caption, int(sent) if sent else None
            )
        return sent

    async def _send_papers(self, delivery: Delivery) -> str | None:
        payload = delivery.payload or {}
        receipt = str(payload["receipt"])
        body = await asyncio.to_thread(self._page, receipt)
        if body is None:
            return None  # a database that was put back to before the case: there is nothing to send
        caption = self._wording.render("company/papers", receipt=receipt)
        caption = f"{AGAIN} {caption}" if payload.get("again") else caption
        return await self._client.send_document(delivery.recipient, body, file_name(receipt), caption)

    def _page(self, receipt: str) -> bytes | None:
        with self._store.read() as session:
            request = by_receipt(session, receipt)
        return self._papers.make(request) if request is not None else None

    async def _fetch(self, delivery: Delivery) -> None:
        """Keeps a company's file before Telegram forgets it."""
        payload = delivery.payload or {}
        body = await self._client.fetch_file(payload["file_id"])
        await asyncio.to_thread(self._keep, int(payload["attachment_id"]), body)

    def _keep(self, attachment_id: int, body: bytes) -> None:
        """Only now it shows what the file is: what is not taken is not kept, and the company hears why."""
        try:
            stored, kind = keep(self._data_dir, f"{CHANNEL}:{attachment_id}", body)
        except FileRefused as refused:
            with self._store.begin() as session:
                attachment = session.get(Attachment, attachment_id)
                if attachment is not None and attachment.state == "waiting":
                    settle_refused(session, attachment, refused.reason, self._wording, utc_now())
            return
        with self._store.begin() as session:
            attachment = session.get(Attachment, attachment_id)
            if attachment is not None:
                settle_stored(session, attachment, stored, kind, len(body))
                return
        drop(self._data_dir, stored)  # the person took it away while it was on its way
