"""The page as a delivery: after a case is sent, and whenever the person asks for it, in channels that are sent to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from bot.deliveries.queue import enqueue
from bot.messages import Incoming
from bot.store.requests import by_receipt
from flows.exchange import Effect

KIND = "papers"
CHANNELS = ("telegram",)  # the web and the terminal give the page on request
_EFFECTS = ("file_request", "send_papers")


def enqueue_papers(session: Session, incoming: Incoming, effects: Iterable[Effect], now: datetime) -> None:
    """A delivery for each case whose page this event asks for; it is made when it leaves. Nobody gets another's."""
    if incoming.channel not in CHANNELS:
        return
    for receipt in [str(effect.data["receipt"]) for effect in effects if effect.kind in _EFFECTS]:
        request = by_receipt(session, receipt)
        if request is None or (request.channel, request.user) != (incoming.channel, incoming.user):
            continue
        enqueue(
            session,
            kind=KIND,
            channel=incoming.channel,
            recipient=incoming.user,
            payload={"receipt": receipt},
            dedupe_key=f"{KIND}:{incoming.channel}:{incoming.event_id}:{receipt}",
            request_id=request.id,
            due_at=now,
        )
