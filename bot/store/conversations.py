"""Conversations, their lines and their events. Functions take the open session and never commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.sql.base import Executable
from sqlmodel import Session, col, select

from bot.store.models import Attachment, ChatMessage, Conversation, Delivery, IncomingEvent


def find(session: Session, channel: str, user: str) -> Conversation | None:
    return session.get(Conversation, (channel, user))


def find_event(session: Session, channel: str, event_id: str) -> IncomingEvent | None:
    return session.get(IncomingEvent, (channel, event_id))


def save(
    session: Session,
    channel: str,
    user: str,
    *,
    version: int | None,
    notice: str,
    state: dict[str, Any],
    consented: bool,
    now: datetime,
) -> bool:
    """Write the state if the conversation is still at `version` (None: there is none yet); False where it is not."""
    if version is None:
        # a second writer waits here for the first and then finds the row
        if find(session, channel, user) is not None:
            return False
        session.add(
            Conversation(
                channel=channel, user=user, notice=notice, state=state, consented=consented, created_at=now,
                updated_at=now,
            )
        )  # fmt: skip
        session.flush()
        return True
    statement = update(Conversation).where(*_at(channel, user, version))
    values = {"state": state, "consented": consented, "updated_at": now, "version": version + 1}
    return _rows(session, statement.values(**values).execution_options(synchronize_session=False)) == 1


def forget(session: Session, channel: str, user: str, version: int | None) -> bool:
    """Delete what belongs to no request; False where the conversation has moved on. Events keep only their ids."""
    if version is not None and _rows(session, delete(Conversation).where(*_at(channel, user, version))) != 1:
        return False
    files = select(Attachment.id).where(
        Attachment.channel == channel, Attachment.user == user, col(Attachment.request_id).is_(None)
    )
    fetches = [f"file:{number}" for number in session.exec(files)]
    session.execute(delete(Delivery).where(col(Delivery.recipient).in_(fetches), col(Delivery.kind) == "file_fetch"))
    for table in (ChatMessage, Attachment):
        session.execute(
            delete(table).where(
                col(table.channel) == channel, col(table.user) == user, col(table.request_id).is_(None)
            )
        )  # fmt: skip
    session.execute(
        delete(Delivery).where(
            col(Delivery.channel) == channel,
            col(Delivery.recipient) == user,
            col(Delivery.kind) == "chat_reply",
            col(Delivery.request_id).is_(None),
        )
    )
    events = update(IncomingEvent).where(col(IncomingEvent.channel) == channel, col(IncomingEvent.user) == user)
    session.execute(events.values(user="", reply=None))
    return True


def stored_files(session: Session, channel: str, user: str) -> list[str]:
    """Paths of files that `forget` takes out of the tables; the caller deletes them after the commit."""
    query = select(Attachment.stored_path).where(
        Attachment.channel == channel, Attachment.user == user, col(Attachment.request_id).is_(None)
    )
    return [path for path in session.exec(query) if path]


def lines(session: Session, channel: str, user: str, now: datetime, after: int = 0) -> Sequence[ChatMessage]:
    """The conversation's lines after id `after`, oldest first; what is dated later than `now` is not due yet."""
    query = select(ChatMessage).where(
        ChatMessage.channel == channel,
        ChatMessage.user == user,
        col(ChatMessage.id) > after,
        col(ChatMessage.at) <= now,
    )
    return session.exec(query.order_by(col(ChatMessage.id))).all()


def _at(channel: str, user: str, version: int) -> tuple[Any, ...]:
    return (
        col(Conversation.channel) == channel,
        col(Conversation.user) == user,
        col(Conversation.version) == version,
    )


def _rows(session: Session, statement: Executable) -> int:
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
