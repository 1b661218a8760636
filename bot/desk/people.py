"""People of the offices, their access, and the national intake switch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from bot.desk import console_access
from bot.desk.access import may_manage, may_switch_intake, sees_people
from bot.desk.errors import NotAllowed, StaffNotFound
from bot.store import announce
from bot.store.crypto import Cipher
from bot.store.models import ConsoleSession, IntakeSwitch, Invite, Staff, StaffChat, UnansweredQuestion

SUPPORT_TYPES = ("emergency", "regular")


def colleagues(session: Session, staff: Staff) -> Sequence[Staff]:
    """Active people whom this person may see, administrators last."""
    if not sees_people(staff):
        raise NotAllowed("people", staff.role)
    query = select(Staff).where(col(Staff.active).is_(True))
    if staff.role != "admin":
        query = query.where(Staff.office == staff.office)
    return sorted(session.exec(query), key=lambda person: (person.office is None, person.office or "", person.id or 0))


def chats(session: Session, staff: Staff) -> Sequence[StaffChat]:
    """Active chats that get notices, of the offices that this person may see."""
    query = select(StaffChat).where(col(StaffChat.active).is_(True))
    if staff.role != "admin":
        query = query.where(StaffChat.office == staff.office)
    return session.exec(query.order_by(col(StaffChat.id))).all()


def open_invites(session: Session, staff: Staff, now: datetime) -> Sequence[Invite]:
    """Invites that still admit somebody."""
    query = select(Invite).where(col(Invite.used_at).is_(None), col(Invite.expires_at) > now)
    if staff.role != "admin":
        query = query.where(Invite.office == staff.office)
    return session.exec(query.order_by(col(Invite.id))).all()


def end_access(session: Session, staff: Staff, person: int) -> Staff:
    """End somebody's access: sessions close, the private chat gets no more notices, their requests stay theirs."""
    other = _managed(session, staff, person)
    session.execute(update(Staff).where(col(Staff.id) == other.id).values(active=False))
    session.execute(update(StaffChat).where(col(StaffChat.staff_id) == other.id).values(active=False))
    session.execute(delete(ConsoleSession).where(col(ConsoleSession.staff_id) == other.id))
    session.refresh(other)
    return other


def link_for(session: Session, cipher: Cipher, staff: Staff, person: int, now: datetime) -> str:
    """A one-time link for a colleague, to be handed to them."""
    other = _managed(session, staff, person)
    return console_access.create_link(session, cipher, now, other.id)


def _managed(session: Session, staff: Staff, person: int) -> Staff:
    other = session.get(Staff, person)
    if other is None or not other.active or not sees_people(staff):
        raise StaffNotFound
    if staff.role != "admin" and other.office != staff.office:
        raise StaffNotFound
    if not may_manage(staff, other):
        raise NotAllowed("people", staff.role)
    return other


def intake(session: Session) -> dict[str, bool]:
    """Whether each support type takes applications; no row means open."""
    rows = {row.support_type: row.open for row in session.exec(select(IntakeSwitch))}
    return {support_type: rows.get(support_type, True) for support_type in SUPPORT_TYPES}


def switch_intake(session: Session, staff: Staff, support_type: str, is_open: bool, now: datetime) -> None:
    """Open or close the national intake of one support type. Raises NotAllowed."""
    if not may_switch_intake(staff) or support_type not in SUPPORT_TYPES:
        raise NotAllowed("intake", staff.role)
    row = session.get(IntakeSwitch, support_type) or IntakeSwitch(support_type=support_type, open=is_open)
    row.open, row.changed_at = is_open, now
    session.add(row)
    session.flush()
    announce(session, "requests")


def settle_question(session: Session, staff: Staff, question: int) -> None:
    """Mark a question as seen to. Raises StaffNotFound where it is not this person's to settle."""
    row = session.get(UnansweredQuestion, question)
    if row is None or (staff.role != "admin" and row.office not in (None, staff.office)):
        raise StaffNotFound
    row.state = "settled"
    session.add(row)
    session.flush()
    announce(session, "requests")
