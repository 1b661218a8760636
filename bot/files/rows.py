"""Rows of files. Functions take the open session and never commit; bytes are deleted by the caller after the commit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.codec import message_to_json
from bot.deliveries.queue import enqueue
from bot.files.kinds import MEGABYTES_MOST, FileKind, kind_kept_as
from bot.store import announce
from bot.store.models import Attachment, ChatMessage, Delivery
from flows.exchange import FileRef, Message
from knowledge.wording import Wording

TELEGRAM = "telegram"


def receive(session: Session, file: FileRef, channel: str, user: str, now: datetime) -> Attachment:
    """Remember a file of the running conversation. Telegram's is fetched at once; others lie under `file.id` already."""
    known = session.exec(_waiting(channel, user, (file.id,))).first()
    if known is not None:
        return known  # the same file once more: it is kept once
    stored = file.id if channel != TELEGRAM else None
    kind = kind_kept_as(stored) if stored else None
    attachment = Attachment(
        channel=channel,
        user=user,
        file_id=file.id,
        kind=file.kind,
        name=file.name,
        size=file.size,
        stored_path=stored,
        media_type=kind.media_type if kind else None,
        state="stored" if stored else "waiting",
        created_at=now,
    )
    session.add(attachment)
    session.flush()
    fetch(session, attachment, now)
    return attachment


def fetch(session: Session, attachment: Attachment, now: datetime) -> None:
    """Have the bytes fetched, where they are not here: once per file."""
    if attachment.state == "waiting":
        enqueue(
            session,
            kind="file_fetch",
            channel=attachment.channel,
            recipient=_recipient(attachment.id),
            payload={"attachment_id": attachment.id, "file_id": attachment.file_id},
            dedupe_key=f"file:{attachment.id}",
            request_id=attachment.request_id,
            due_at=now,
        )


def link(session: Session, request_id: int, channel: str, user: str, ids: Iterable[str], now: datetime) -> None:
    """Give a request its files, and those that were not taken since the last one: staff see that they were sent."""
    for file_id in ids:
        attachment = session.exec(_waiting(channel, user, (file_id,))).first()
        if attachment is None:
            continue  # sent twice: it is with the request already
        attachment.request_id = request_id
        session.add(attachment)
        fetch(session, attachment, now)
    refused = update(Attachment).where(
        col(Attachment.channel) == channel,
        col(Attachment.user) == user,
        col(Attachment.request_id).is_(None),
        col(Attachment.state) == "refused",
    )
    session.execute(refused.values(request_id=request_id))


def drop(session: Session, channel: str, user: str, ids: Collection[str]) -> list[str]:
    """Take files out that belong to no request. Returns the paths that nothing refers to any more."""
    gone = session.exec(_waiting(channel, user, ids)).all()
    for attachment in gone:
        session.delete(attachment)
    session.flush()
    cancel_fetches(session, [one.id for one in gone if one.id is not None])
    paths = {one.stored_path for one in gone if one.stored_path}
    still = set(session.exec(select(Attachment.stored_path).where(col(Attachment.stored_path).in_(paths))))
    return sorted(paths - still)


def cancel_fetches(session: Session, attachment_ids: Collection[int]) -> None:
    """Nothing is fetched any more for files that are gone."""
    recipients = [_recipient(one) for one in attachment_ids]
    session.execute(
        delete(Delivery).where(col(Delivery.recipient).in_(recipients), col(Delivery.kind) == "file_fetch")
    )  # fmt: skip


def refused_ids(session: Session, channel: str, user: str) -> frozenset[str]:
    """Files of no request yet that were fetched and are not taken."""
    query = select(Attachment.file_id).where(
        Attachment.channel == channel,
        Attachment.user == user,
        col(Attachment.request_id).is_(None),
        Attachment.state == "refused",
    )
    return frozenset(session.exec(query))


def settle_stored(session: Session, attachment: Attachment, path: str, kind: FileKind, size: int) -> None:
    attachment.stored_path, attachment.state = path, "stored"
    attachment.media_type, attachment.size = kind.media_type, size
    session.add(attachment)
    announce(session, "requests")


def settle_refused(session: Session, attachment: Attachment, reason: str, wording: Wording, now: datetime) -> None:
    """The bytes are not of a kind that is taken: staff see it with the request, the company is told why."""
    attachment.state, attachment.refused = "refused", reason
    session.add(attachment)
    text = wording.blocks(
        "company/file_refused", reason=reason, file_name=attachment.name or "", megabytes=MEGABYTES_MOST
    )["text"]  # fmt: skip
    body = message_to_json(Message(text))
    session.add(
        ChatMessage(
            channel=attachment.channel,
            user=attachment.user,
            sender="assistant",
            body=body,
            at=now,
            request_id=attachment.request_id,
        )
    )
    enqueue(
        session,
        kind="chat_reply",
        channel=attachment.channel,
        recipient=attachment.user,
        payload={"user": attachment.user, "message": body},
        dedupe_key=f"refused:{attachment.id}",
        request_id=attachment.request_id,
        due_at=now,
    )
    announce(session, f"chat:{attachment.channel}:{attachment.user}")
    announce(session, "requests")


def _waiting(channel: str, user: str, ids: Collection[str]) -> SelectOfScalar[Attachment]:
    """The person's files of these ids that belong to no request yet."""
    return select(Attachment).where(
        Attachment.channel == channel,
        Attachment.user == user,
        col(Attachment.file_id).in_(ids),
        col(Attachment.request_id).is_(None),
    )


def _recipient(attachment_id: int | None) -> str:
    return f"file:{attachment_id}"
