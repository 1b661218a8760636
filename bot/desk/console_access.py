"""How a browser signs in to the console: a one-time link opens a session, a cookie keeps it, a token guards its forms."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, select

from bot.desk.errors import LinkRefused
from bot.store.crypto import Cipher
from bot.store.models import ConsoleLink, ConsoleSession, Staff

LINK_MINUTES = 30
SESSION_HOURS = 12
TOKEN_BYTES = 32
OPERATOR_NAME = "관리자"  # who signs in with a link from the command line, until people have joined by invite


@dataclass(frozen=True)
class OpenedSession:
    """A session as its browser gets it; the store keeps only the token's digest."""

    token: str
    staff: Staff
    expires_at: datetime


def create_link(session: Session, cipher: Cipher, now: datetime, staff_id: int | None = None) -> str:
    """The token of a new one-time link; without a member of staff it signs in the operator as administrator."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        ConsoleLink(
            token_digest=cipher.digest("console_link", token),
            staff_id=staff_id,
            expires_at=now + timedelta(minutes=LINK_MINUTES),
        )
    )
    session.flush()
    return token


def use_link(session: Session, cipher: Cipher, token: str, now: datetime) -> OpenedSession:
    """Consume the link and open a session. Raises LinkRefused."""
    digest = cipher.digest("console_link", token)
    statement = (
        update(ConsoleLink)
        .where(
            col(ConsoleLink.token_digest) == digest,
            col(ConsoleLink.used_at).is_(None),
            col(ConsoleLink.expires_at) > now,
        )
        .values(used_at=now)
    )
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise LinkRefused
    link = session.exec(select(ConsoleLink).where(ConsoleLink.token_digest == digest)).one()
    staff = _operator(session, now) if link.staff_id is None else session.get(Staff, link.staff_id)
    if staff is None or not staff.active:
        raise LinkRefused
    return open_session(session, cipher, staff, now)


def _operator(session: Session, now: datetime) -> Staff:
    admins = session.exec(select(Staff).where(Staff.role == "admin", col(Staff.active).is_(True))).all()
    for admin in sorted(admins, key=lambda person: person.id or 0):
        if admin.name == OPERATOR_NAME and admin.telegram_user is None:
            return admin
    operator = Staff(name=OPERATOR_NAME, office=None, role="admin", created_at=now)
    session.add(operator)
    session.flush()
    return operator


def open_session(session: Session, cipher: Cipher, staff: Staff, now: datetime) -> OpenedSession:
    """A new session for this person; sessions that are over are cleared away on the occasion."""
    assert staff.id is not None, "a member of staff is stored before a session opens"
    session.execute(delete(ConsoleSession).where(col(ConsoleSession.expires_at) <= now))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = now + timedelta(hours=SESSION_HOURS)
    session.add(
        ConsoleSession(
            token_digest=cipher.digest("console_session", token),
            staff_id=staff.id,
            csrf=secrets.token_urlsafe(TOKEN_BYTES),
            expires_at=expires_at,
        )
    )
    session.flush()
    return OpenedSession(token, staff, expires_at)


def find_session(session: Session, cipher: Cipher, token: str, now: datetime) -> tuple[Staff, ConsoleSession] | None:
    """Who is signed in with this token; None where it is unknown, over, or its person's access has ended."""
    digest = cipher.digest("console_session", token)
    row = session.exec(
        select(ConsoleSession).where(ConsoleSession.token_digest == digest, ConsoleSession.expires_at > now)
    ).first()
    staff = session.get(Staff, row.staff_id) if row is not None else None
    return None if row is None or staff is None or not staff.active else (staff, row)


def close_session(session: Session, cipher: Cipher, token: str) -> None:
    """Sign out: the token opens nothing any more."""
    digest = cipher.digest("console_session", token)
    session.execute(delete(ConsoleSession).where(col(ConsoleSession.token_digest) == digest))
