"""What the desk has sent: delivery rows for staff chats and for the company, in the transaction of the act itself.

A staff notice carries only what it is about, `{"what", "request_id", "edits"}`, and is drawn when it leaves
(`bot.desk.notices.draw`), so that it never shows a state that is over. `edits` is the id of the delivery whose message is
to be changed in place; where that one never went out, the notice is sent as a new message. Nothing here sends anything.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, select

from bot.codec import message_to_json
from bot.deliveries.queue import enqueue
from bot.store import announce
from bot.store.models import ChatMessage, Delivery, Request, StaffChat
from flows.exchange import Message

ADMINS = "admins"
STAFF_KINDS = ("staff_notice", "admin_notice")
NOWHERE = "none"  # the channel of what waits for a chat: no transport takes it


def waiting_recipient(office: str | None) -> str:
    """The recipient that stands for an office, or for the administrators, until one of their chats is known."""
    return ADMINS if office is None else f"office:{office}"


def chats_of(session: Session, office: str | None) -> list[str]:
    """The chats that get an office's notices (None: the administrators'): its groups, else its people one by one."""
    chats = session.exec(
        select(StaffChat).where(StaffChat.office == office, col(StaffChat.active).is_(True)).order_by(col(StaffChat.id))
    ).all()
    groups = [chat.chat_id for chat in chats if chat.is_group]
    return groups or [chat.chat_id for chat in chats]


def tell_staff(
    session: Session, office: str | None, what: str, request_id: int | None, key: str, due_at: datetime
) -> None:
    """A notice to an office's chats, or to the administrators'. Without a chat it waits for the first that joins."""
    for recipient in chats_of(session, office) or [waiting_recipient(office)]:
        enqueue(
            session,
            kind="admin_notice" if office is None else "staff_notice",
            channel=NOWHERE if recipient == waiting_recipient(office) else "telegram",
            recipient=recipient,
            payload={"what": what, "request_id": request_id, "edits": None},
            dedupe_key=f"{key}:{recipient}",
            request_id=request_id,
            due_at=due_at,
        )


def redraw_notices(session: Session, request: Request, key: str, due_at: datetime) -> None:
    """Have the notices that staff chats already got about this request changed in place.

    One that has not left yet needs nothing: it is drawn when it leaves.
    """
    shown: dict[str, Delivery] = {}
    for row in session.exec(
        select(Delivery)
        .where(
            Delivery.request_id == request.id,
            col(Delivery.kind).in_(STAFF_KINDS),
            col(Delivery.state).in_(("sent", "sending")),
        )
        .order_by(col(Delivery.id))
    ):
        if (row.payload or {}).get("edits") is None:
            shown[row.recipient] = row  # a chat's newest message about the request is the one that changes
    for recipient, original in shown.items():
        enqueue(
            session,
            kind=original.kind,
            channel=original.channel,
            recipient=recipient,
            payload={"what": "changed", "request_id": request.id, "edits": original.id},
            dedupe_key=f"{key}:{recipient}",
            request_id=request.id,
            due_at=due_at,
        )


def tell_company(session: Session, request: Request, message: Message, sender: str, key: str, due_at: datetime) -> None:
    """A message to the company: a line of its conversation and a delivery, both from `due_at` on.

    `sender` is `event` for what happened and `staff` for what a person writes. The line is in the table at once and
    dated `due_at`: who reads the conversation leaves out what is dated later than now.
    """
    body = message_to_json(message)
    session.add(
        ChatMessage(
            channel=request.channel,
            user=request.user,
            sender=sender,
            body={**body, "desk": key},
            at=due_at,
            request_id=request.id,
        )
    )
    enqueue(
        session,
        kind="company_notice",
        channel=request.channel if request.channel in ("telegram", "web") else NOWHERE,
        recipient=request.user,
        payload={"user": request.user, "message": body},
        dedupe_key=f"{key}:company",
        request_id=request.id,
        due_at=due_at,
    )
    announce(session, f"chat:{request.channel}:{request.user}")


def take_back(session: Session, request: Request, key: str) -> bool:
    """Take back the company's message under this key; False where it has left already."""
    held = delete(Delivery).where(
        col(Delivery.request_id) == request.id,
        col(Delivery.dedupe_key) == f"{key}:company",
        col(Delivery.state) == "waiting",
        col(Delivery.attempts) == 0,
    )
    result = session.execute(held)
    assert isinstance(result, CursorResult)
    if result.rowcount == 0:
        return False
    for line in session.exec(select(ChatMessage).where(ChatMessage.request_id == request.id)).all():
        if line.body.get("desk") == key:
            session.delete(line)
    announce(session, f"chat:{request.channel}:{request.user}")
    return True


def deliver_what_waited(session: Session, office: str | None, chat_id: str) -> int:
    """Point the notices that wait for this office's first chat at it. Returns how many there were."""
    result = session.execute(
        update(Delivery)
        .where(col(Delivery.recipient) == waiting_recipient(office), col(Delivery.state) == "waiting")
        .values(recipient=chat_id, channel="telegram")
    )
    assert isinstance(result, CursorResult)
    if result.rowcount:
        announce(session, "deliveries")
    return result.rowcount


def company_delivery_state(session: Session, request: Request) -> str | None:
    """The state of the latest message to the company; None where nothing was sent."""
    return session.exec(
        select(Delivery.state)
        .where(Delivery.request_id == request.id, Delivery.kind == "company_notice")
        .order_by(col(Delivery.id).desc())
    ).first()
