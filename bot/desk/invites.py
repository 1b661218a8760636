"""Invites: a code admits one person or one group to one office, once, within a few days."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from bot.desk.access import ROLES, may_invite
from bot.desk.errors import (
    InviteExpired,
    InviteNotForGroup,
    InviteUnknown,
    InviteUsed,
    NotAllowed,
    OfficeUnknown,
    TextMissing,
    TextTooLong,
)  # fmt: skip
from bot.desk.outbox import deliver_what_waited
from bot.store.crypto import Cipher
from bot.store.models import Invite, Staff, StaffChat

INVITE_DAYS = 7
CODE_LENGTH = 12  # 60 bits: more than can be tried over a network within a week
NAME_MOST = 40
# Crockford's alphabet: no I, L, O, U, so that a code read aloud is typed right
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "i": "1", "L": "1", "l": "1", "O": "0", "o": "0", "-": "", " ": ""})


@dataclass(frozen=True)
class NewInvite:
    """An invite as it is shown once, to the person who made it; the store keeps only its digest."""

    code: str
    office: str | None
    role: str
    expires_at: datetime


def normalise_code(text: str) -> str:
    """The code as stored, from what a person typed: case, hyphens, spaces and look-alike letters do not matter."""
    return "".join(text.split()).translate(_MISREAD).upper()


def create_invite(
    session: Session,
    cipher: Cipher,
    role: str,
    office: str | None,
    offices: Collection[str],
    now: datetime,
    by: Staff | None = None,
) -> NewInvite:
    """A new invite. `by` None: an operator on the command line. Raises OfficeUnknown or NotAllowed."""
    if office is not None and office not in offices:
        raise OfficeUnknown(office, offices)
    if role not in ROLES or (office is None) != (role == "admin"):
        raise NotAllowed("invite", role)
    if by is not None and not may_invite(by, role, office):
        raise NotAllowed("invite", by.role)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    expires_at = now + timedelta(days=INVITE_DAYS)
    session.add(
        Invite(
            code_digest=cipher.digest("invite", code), office=office, role=role, created_at=now, expires_at=expires_at
        )
    )
    session.flush()
    return NewInvite("-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4)), office, role, expires_at)


def open_invite(session: Session, cipher: Cipher, code: str, now: datetime) -> Invite:
    """The invite that this code opens. Raises InviteUnknown, InviteUsed or InviteExpired."""
    digest = cipher.digest("invite", normalise_code(code))
    invite = session.exec(select(Invite).where(Invite.code_digest == digest)).first()
    if invite is None:
        raise InviteUnknown
    if invite.used_at is not None:
        raise InviteUsed
    if invite.expires_at <= now:
        raise InviteExpired(invite.expires_at)
    return invite


def _use(session: Session, invite: Invite, now: datetime) -> None:
    """Marks the invite used; of two who try at once, one gets through."""
    statement = update(Invite).where(col(Invite.id) == invite.id, col(Invite.used_at).is_(None)).values(used_at=now)
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise InviteUsed
    session.refresh(invite)


def clean_name(name: str) -> str:
    """A person's name as colleagues and companies read it. Raises TextMissing or TextTooLong."""
    cleaned = " ".join(name.split())
    if not cleaned:
        raise TextMissing("name")
    if len(cleaned) > NAME_MOST:
        raise TextTooLong("name", len(cleaned), NAME_MOST)
    return cleaned


def join_person(
    session: Session,
    cipher: Cipher,
    code: str,
    name: str,
    now: datetime,
    telegram_user: str | None = None,
    chat_id: str | None = None,
) -> Staff:
    """Make this person a member of staff; `chat_id` is the private chat that gets the office's notices.

    Somebody who was here before comes back with the new invite's office and role; an active administrator stays one.
    Raises InviteError, TextMissing or TextTooLong.
    """
    invite = open_invite(session, cipher, code, now)
    name = clean_name(name)
    _use(session, invite, now)
    staff = None
    if telegram_user is not None:
        staff = session.exec(select(Staff).where(Staff.telegram_user == telegram_user)).first()
    if staff is None:
        staff = Staff(name=name, office=invite.office, role=invite.role, telegram_user=telegram_user, created_at=now)
    else:
        if not (staff.active and staff.role == "admin"):
            staff.office, staff.role = invite.office, invite.role
        staff.name, staff.active = name, True
    session.add(staff)
    session.flush()
    invite.used_by = staff.id
    session.add(invite)
    if chat_id is not None:
        _open_chat(session, chat_id, staff.office, is_group=False, staff_id=staff.id)
        deliver_what_waited(session, staff.office, chat_id)
    session.flush()
    return staff


def join_group(session: Session, cipher: Cipher, code: str, chat_id: str, now: datetime) -> StaffChat:
    """Make this group an office's: it gets the office's notices. Raises InviteError; only staff invites open to groups."""
    invite = open_invite(session, cipher, code, now)
    if invite.role != "staff" or invite.office is None:
        raise InviteNotForGroup(invite.role)
    _use(session, invite, now)
    chat = _open_chat(session, chat_id, invite.office, is_group=True, staff_id=None)
    deliver_what_waited(session, invite.office, chat_id)
    return chat


def member_of_group(session: Session, chat_id: str, telegram_user: str, name: str, now: datetime) -> Staff | None:
    """The member of staff who pressed a button in an office's group; None where the group is not one of ours.

    Whoever the office lets into its group is its staff: at the first press they become a member of it, with the role
    staff. A person whose access was ended stays out, and a colleague of another office keeps the office they have.
    """
    chat = session.exec(select(StaffChat).where(StaffChat.chat_id == chat_id)).first()
    if chat is None or not chat.active or not chat.is_group:
        return None
    staff = session.exec(select(Staff).where(Staff.telegram_user == telegram_user)).first()
    if staff is not None:
        return staff if staff.active else None
    staff = Staff(
        name=" ".join(name.split())[:NAME_MOST] or "담당자",
        office=chat.office, role="staff", telegram_user=telegram_user, created_at=now,
    )  # fmt: skip
    session.add(staff)
    session.flush()
    return staff


def staff_by_telegram(session: Session, telegram_user: str) -> Staff | None:
    """The active member of staff with this Telegram id."""
    staff = session.exec(select(Staff).where(Staff.telegram_user == telegram_user)).first()
    return staff if staff is not None and staff.active else None


def _open_chat(session: Session, chat_id: str, office: str | None, is_group: bool, staff_id: int | None) -> StaffChat:
    chat = session.exec(select(StaffChat).where(StaffChat.chat_id == chat_id)).first()
    if chat is None:
        chat = StaffChat(chat_id=chat_id, office=office, is_group=is_group, staff_id=staff_id)
    chat.office, chat.is_group, chat.staff_id, chat.active = office, is_group, staff_id, True
    session.add(chat)
    session.flush()
    return chat
