"""What a channel has to offer so that deliveries reach it."""

from __future__ import annotations

from typing import Protocol

from bot.store.models import Delivery


class Transport(Protocol):
    """Carries out one delivery of its channel.

    Payloads, by `Delivery.kind`; a message is JSON as `bot.codec.message_to_json` writes it:
    chat_reply, company_notice
                    {"user", "message"}
    staff_notice, admin_notice, reminder
                    {"what", "request_id", "edits"}: drawn when it leaves (bot.desk.notices); `edits` is the delivery
                    whose message is to be changed in place, or None
    papers          {"receipt"}: the page of a case as a file, made when it leaves (bot.papers)
    file_fetch      {"attachment_id", "file_id"}; the recipient is `file:<attachment id>`
    `again` is true in a payload that may have arrived before; staff notices say so.
    """

    async def send(self, delivery: Delivery) -> str | None:
        """Returns the channel's id of what was sent. Raises TransportError."""
        ...
