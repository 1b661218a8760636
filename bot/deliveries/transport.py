"""What a channel has to offer so that deliveries reach it."""

from __future__ import annotations

from typing import Protocol

from bot.store.models import Delivery


class Transport(Protocol):
    """Carries out one delivery of its channel.

    Payloads, by `Delivery.kind`:
    chat_reply      {"user", "message": Message as JSON (bot.codec), "redrawn"?}
    company_notice  the same; a message about a request that was filed earlier
    staff_notice    {"what", "request_id", ...}: drawn when it is sent, from the request as it stands then
    admin_notice    {"what", "request_id", ...}
    file_fetch      {"attachment_id", "file_id"}; the recipient is `file:<attachment id>`
    reminder        {"what", "request_id"}
    `again` is true in a payload that may have arrived before; staff notices say so.
    """

    async def send(self, delivery: Delivery) -> str | None:
        """Returns the channel's id of what was sent. Raises TransportError."""
        ...
