"""Requests as a company's turn needs them. Functions take the open session and never commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.store.models import IntakeSwitch, Request, Staff, StaffChat
from flows.exchange import OwnRequest

SEOUL = ZoneInfo("Asia/Seoul")
# one statement, so that the month's first two requests do not both start at 1
_NEXT_RECEIPT = text(
    "INSERT INTO receipt_counter (month, last) VALUES (:month, 1) "
    "ON CONFLICT (month) DO UPDATE SET last = receipt_counter.last + 1 RETURNING last"
)


def reserve_receipt(session: Session, day: date) -> str:
    """The next receipt of the month: `2306-0147`. A receipt that is never used leaves a gap."""
    month = f"{day:%y%m}"
    number = session.execute(_NEXT_RECEIPT, {"month": month}).scalar_one()
    return f"{month}-{number:04d}"


def by_receipt(session: Session, receipt: str) -> Request | None:
    return session.exec(select(Request).where(Request.receipt == receipt)).first()


def own(session: Session, channel: str, user: str) -> tuple[OwnRequest, ...]:
    """The person's requests, oldest first."""
    rows = session.exec(
        select(Request).where(Request.channel == channel, Request.user == user).order_by(col(Request.id))
    ).all()
    return tuple(
        OwnRequest(row.receipt, row.office, row.status, row.kind, filed_on(row), row.company_name or "")
        for row in rows
    )  # fmt: skip


def filed_on(request: Request) -> date:
    """The day by which the request was judged; a real one where nobody set it."""
    day = (request.summary or {}).get("filed_on")
    return date.fromisoformat(day) if day else request.created_at.astimezone(SEOUL).date()


def somebody_elses(session: Session, digest: str, channel: str, user: str) -> bool:
    """Whether another person has a live request with this business number."""
    rows = session.exec(
        select(Request.channel, Request.user).where(Request.number_digest == digest, Request.status != "withdrawn")
    ).all()
    return any((row[0], row[1]) != (channel, user) for row in rows)


def offices_with_staff(session: Session) -> frozenset[str]:
    """Offices of which somebody has joined, by chat or by console."""
    people: Sequence[Any] = session.exec(select(Staff.office).where(col(Staff.active).is_(True))).all()
    chats: Sequence[Any] = session.exec(select(StaffChat.office).where(col(StaffChat.active).is_(True))).all()
    return frozenset(office for office in (*people, *chats) if office)


def intake(session: Session) -> dict[str, bool]:
    """The national switch by support type; a type that was never switched is open."""
    return {"emergency": True, "regular": True} | {
        row.support_type: row.open for row in session.exec(select(IntakeSwitch)).all()
    }
