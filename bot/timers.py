"""What comes due without anybody doing something: forgetting what was kept without consent, and old rows."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from bot import flow_counts
from bot.logging import log
from bot.standing import Standing
from bot.store import Store, conversations
from bot.store.errors import StoreError
from bot.store.models import Attachment, ConsoleLink, ConsoleSession, Conversation, Delivery, IncomingEvent, utc_now

WITHOUT_CONSENT = timedelta(hours=24)
# a channel repeats an event for a day at most; after two its id is of no use
EVENT_IDS = timedelta(hours=48)
SENT_REPLIES = timedelta(days=7)
ROUND_SECONDS = 600.0


def purge(store: Store, data_dir: Path | None, now: datetime) -> int:
    """Forget conversations that had no consent for 24 hours, and rows nobody needs. Returns the conversations."""
    forgotten = 0
    with store.read() as session:
        old = session.exec(
            select(Conversation.channel, Conversation.user, Conversation.version).where(
                col(Conversation.consented).is_(False), col(Conversation.updated_at) <= now - WITHOUT_CONSENT
            )
        ).all()
    for channel, user, version in old:
        with store.begin() as session:
            paths = conversations.stored_files(session, channel, user)
            row = conversations.find(session, channel, user)
            run = Standing.from_json(row.state).run if row is not None else None
            # a person who writes in this very moment goes on: the version tells
            if not conversations.forget(session, channel, user, version):
                continue
            flow_counts.vanish(session, flow_counts.Run.from_json(run) if run is not None else None)
            forgotten += 1
        for path in paths if data_dir is not None else ():
            assert data_dir is not None
            (data_dir / path).unlink(missing_ok=True)
    with store.begin() as session:
        _old_rows(session, now)
    if data_dir is not None:
        _lost_files(store, data_dir, now)
    return forgotten


def _blank(now: datetime) -> ColumnElement[bool]:
    """Events whose person is forgotten and that no channel repeats any more."""
    return (col(IncomingEvent.user) == "") & (col(IncomingEvent.received_at) <= now - EVENT_IDS)


def _old_rows(session: Session, now: datetime) -> None:
    session.execute(delete(IncomingEvent).where(_blank(now)))
    # what was answered is in the conversation; of old events the newest reply per person alone is read again
    old = col(IncomingEvent.received_at) <= now - timedelta(days=30)
    session.execute(update(IncomingEvent).where(old).values(reply=None))
    session.execute(
        delete(Delivery).where(
            col(Delivery.kind) == "chat_reply",
            col(Delivery.state).in_(("sent", "failed", "blocked", "uncertain")),
            col(Delivery.created_at) <= now - SENT_REPLIES,
        )
    )
    session.execute(delete(ConsoleSession).where(col(ConsoleSession.expires_at) <= now))
    session.execute(delete(ConsoleLink).where(col(ConsoleLink.expires_at) <= now))


def _lost_files(store: Store, data_dir: Path, now: datetime) -> None:
    """Files of uploads that never became part of a conversation."""
    folder = data_dir / "files"
    if not folder.is_dir():
        return
    with store.read() as session:
        kept = {path for path in session.exec(select(Attachment.stored_path)) if path}
    before = (now - WITHOUT_CONSENT).timestamp()
    for path in folder.rglob("*"):
        if path.is_file() and str(path.relative_to(data_dir)) not in kept and path.stat().st_mtime <= before:
            path.unlink(missing_ok=True)


async def keep_time(store: Store, data_dir: Path | None) -> None:
    """Until cancelled: a round every ten minutes. Rounds of several processes do not hurt each other."""
    while True:
        try:
            count = await asyncio.to_thread(purge, store, data_dir, utc_now())
            if count:
                log().info("conversations_forgotten", count=count)
        except StoreError as error:
            log().warning("timer_store_trouble", error=type(error).__name__)
        await asyncio.sleep(ROUND_SECONDS)
