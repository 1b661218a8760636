"""The delivery table as a queue: enqueue within the transaction that causes it, claim by lease, settle.

States: waiting -> sending -> sent | failed | blocked | uncertain; a failed try waits again, with a later due_at.
One recipient's deliveries leave in the order of their ids, one at a time.
"""

from __future__ import annotations

import os
import random
import secrets
import socket
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, and_, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.errors import TransportError
from bot.store import announce
from bot.store.models import Conversation, Delivery, StaffChat, utc_now

LEASE = timedelta(seconds=60)
SEND_TIMEOUT_SECONDS = 40.0  # shorter than the lease: a live process never loses a delivery that it is sending
LONGEST_BACKOFF_SECONDS = 300.0
GIVE_UP = {
    "chat_reply": timedelta(hours=24),
    "papers": timedelta(hours=24),
    "reminder": timedelta(hours=24),
}  # everything else is tried for ever
# nobody may see these twice without being told, so they are not sent again when they may have arrived
NOT_AGAIN = ("chat_reply",)


def enqueue(
    session: Session,
    *,
    kind: str,
    channel: str,
    recipient: str,
    payload: Mapping[str, Any],
    dedupe_key: str,
    request_id: int | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Add a delivery to this transaction; False where one with this key is there already. Wakes the loop on commit."""
    if session.exec(select(Delivery.id).where(Delivery.dedupe_key == dedupe_key)).first() is not None:
        return False
    session.add(
        Delivery(
            kind=kind,
            channel=channel,
            recipient=recipient,
            payload=dict(payload),
            dedupe_key=dedupe_key,
            request_id=request_id,
            due_at=due_at or utc_now(),
        )
    )
    session.flush()
    announce(session, "deliveries")
    return True


def owner_id() -> str:
    """Names this process in leases: host, process id and a nonce, since process ids come again."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


def claim(
    session: Session,
    owner: str,
    channels: Collection[str],
    now: datetime,
    limit: int,
    resting: Collection[str] = (),
) -> list[Delivery]:
    """Take up to `limit` due deliveries, each recipient's oldest, none for `resting` recipients.

    Two processes never get the same one: the lease is a conditional update, and on PostgreSQL rows that another
    transaction is taking are skipped.
    """
    if limit <= 0:
        return []
    earlier = aliased(Delivery)
    # what is planned for later does not hold up what is due; what has failed and waits to be tried again does
    in_front = (
        select(earlier.id)
        .where(
            earlier.channel == Delivery.channel,
            earlier.recipient == Delivery.recipient,
            col(earlier.id) < col(Delivery.id),
            or_(
                col(earlier.state) == "sending",
                and_(col(earlier.state) == "waiting", or_(col(earlier.due_at) <= now, col(earlier.attempts) > 0)),
            ),
        )
        .exists()
    )
    query = (
        select(Delivery)
        .where(
            Delivery.state == "waiting",
            col(Delivery.due_at) <= now,
            col(Delivery.channel).in_(channels),
            col(Delivery.recipient).not_in(resting),
            ~in_front,
        )
        .order_by(col(Delivery.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = []
    for delivery in session.exec(query).all():
        if _change(
            session,
            delivery,
            from_state="waiting",
            state="sending",
            lease_owner=owner,
            lease_until=now + LEASE,
            attempts=delivery.attempts + 1,
        ):
            session.refresh(delivery)
            taken.append(delivery)
    return taken


def settle_sent(session: Session, delivery: Delivery, now: datetime, external_id: str | None) -> None:
    """It arrived. What a chat reply said is not kept here any longer."""
    values: dict[str, Any] = {"payload": None} if delivery.kind == "chat_reply" else {}
    _change(
        session, delivery, state="sent", sent_at=now, external_id=external_id, lease_owner=None, lease_until=None,
        error_kind=None, **values,
    )  # fmt: skip


def settle_error(session: Session, delivery: Delivery, error: TransportError, now: datetime) -> str:
    """It did not arrive, or nobody knows. Returns the delivery's new state."""
    if error.migrated_to is not None:
        move_recipient(session, delivery.recipient, error.migrated_to)
        return _again(session, delivery, now, now, error.kind, marked=False)
    if error.permanent:
        state = "blocked" if error.blocked else "failed"
        _change(session, delivery, state=state, error_kind=error.kind, lease_owner=None, lease_until=None)
        return state
    if error.maybe_delivered and delivery.kind in NOT_AGAIN:
        return _uncertain(session, delivery, error.kind)
    if delivery.kind in GIVE_UP and now - delivery.created_at > GIVE_UP[delivery.kind]:
        _change(session, delivery, state="failed", error_kind=error.kind, lease_owner=None, lease_until=None)
        return "failed"
    if error.retry_after is not None:
        wait = error.retry_after
    else:
        # up to a fifth of chance, so that a crowd of failed deliveries does not come back in one moment
        wait = min(2.0 ** min(delivery.attempts, 10), LONGEST_BACKOFF_SECONDS) * random.uniform(1.0, 1.2)
    return _again(session, delivery, now, now + timedelta(seconds=wait), error.kind, marked=error.maybe_delivered)


def recover(session: Session, owner: str, now: datetime) -> int:
    """Deliveries that a stopped process was sending: chat replies become uncertain, all others are sent again, marked.

    A process counts as stopped when its lease ran out, or at once when it ran on this host and is gone.
    """
    sending = session.exec(select(Delivery).where(Delivery.state == "sending")).all()
    lost = [row for row in sending if row.lease_owner != owner and _abandoned(row, owner, now)]
    for delivery in lost:
        if delivery.kind in NOT_AGAIN:
            _uncertain(session, delivery, "stopped")
        else:
            _again(session, delivery, now, now, "stopped", marked=True)
    return len(lost)


def next_due(session: Session, channels: Collection[str]) -> datetime | None:
    """When the next waiting delivery of these channels is due, past or future."""
    query = select(Delivery.due_at).where(
        Delivery.state == "waiting",
        col(Delivery.channel).in_(channels),
    )
    return session.exec(query.order_by(col(Delivery.due_at)).limit(1)).first()


def move_recipient(session: Session, old: str, new: str) -> None:
    """A group became a supergroup: its chat has a new id, for staff and for everything still waiting."""
    # bulk updates go by the table: the rows need not be loaded
    if session.exec(select(StaffChat.id).where(StaffChat.chat_id == new)).first() is None:
        session.execute(update(StaffChat).where(col(StaffChat.chat_id) == old).values(chat_id=new))
    else:
        session.execute(update(StaffChat).where(col(StaffChat.chat_id) == old).values(active=False))
    waiting = col(Delivery.state).in_(("waiting", "sending"))
    session.execute(update(Delivery).where(col(Delivery.recipient) == old, waiting).values(recipient=new))


def drop_waiting(session: Session, recipients: Iterable[str], kind: str) -> None:
    """Forget what is still to be sent to these recipients and belongs to no request."""
    for row in session.exec(
        select(Delivery).where(
            col(Delivery.recipient).in_(list(recipients)), Delivery.kind == kind, col(Delivery.request_id).is_(None)
        )
    ):
        session.delete(row)


def _change(session: Session, delivery: Delivery, from_state: str = "sending", **values: Any) -> bool:
    """A conditional update; False where somebody else changed the row's state before."""
    statement = update(Delivery).where(col(Delivery.id) == delivery.id, col(Delivery.state) == from_state)
    result = session.execute(statement.values(**values).execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def _again(session: Session, delivery: Delivery, now: datetime, due: datetime, kind: str, *, marked: bool) -> str:
    values: dict[str, Any] = {}
    if marked and delivery.payload is not None:
        values["payload"] = {**delivery.payload, "again": True}
    _change(
        session, delivery, state="waiting", due_at=max(due, now), error_kind=kind, lease_owner=None, lease_until=None,
        **values,
    )  # fmt: skip
    return "waiting"


def _uncertain(session: Session, delivery: Delivery, kind: str) -> str:
    """The reply may be in the chat: it is not repeated, but the current question is drawn once more."""
    _change(session, delivery, state="uncertain", error_kind=kind, lease_owner=None, lease_until=None)
    payload = delivery.payload or {}
    user = payload.get("user")
    conversation = session.get(Conversation, (delivery.channel, user)) if user else None
    question = conversation.state.get("question") if conversation else None
    later = select(Delivery.id).where(
        Delivery.recipient == delivery.recipient, Delivery.state == "waiting", Delivery.kind == "chat_reply"
    )
    # replies that still wait will show the question themselves
    if conversation is not None and question and session.exec(later.limit(1)).first() is None:
        enqueue(
            session,
            kind="chat_reply",
            channel=delivery.channel,
            recipient=delivery.recipient,
            payload={"user": user, "message": question, "redrawn": True},
            dedupe_key=f"redraw:{delivery.id}",
        )
    return "uncertain"


def _abandoned(delivery: Delivery, owner: str, now: datetime) -> bool:
    if delivery.lease_until is None or delivery.lease_until <= now:
        return True
    host, _, rest = (delivery.lease_owner or "").partition("/")
    own_host, _, own_rest = owner.partition("/")
    if host != own_host:
        return False
    process = rest.partition("/")[0]
    if process == own_rest.partition("/")[0]:
        return True  # our own process id with another nonce: the earlier holder of the id is gone
    return not _runs(int(process)) if process.isdigit() else False


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
