"""Requests as a company's turn needs them. Functions take the open session and never commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from bot.store.models import IntakeSwitch, Request, RequestEvent, Staff, StaffChat
from flows.exchange import OwnEvent, OwnRequest

SEOUL = ZoneInfo("Asia/Seoul")
WITH_EVENTS = 5  # of how many requests, the newest, the steps are read with every turn
UNREAD: tuple[Any, ...] = (Request.findings, Request.clauses)  # not decrypted with every turn
SHOWN_EVENTS = (
    "filed", "claimed", "released", "asked_back", "company_reply", "handed_over", "closed", "withdrawn",
)  # fmt: skip
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
    """The request with this number, kept from other writers until the commit."""
    return session.exec(select(Request).where(Request.receipt == receipt).with_for_update()).first()


def own(session: Session, channel: str, user: str) -> tuple[OwnRequest, ...]:
    """The person's requests, oldest first; the newest of them with their steps."""
    rows = session.exec(
        select(Request)
        .where(Request.channel == channel, Request.user == user)
        .order_by(col(Request.id))
        .options(*(defer(column) for column in UNREAD))
    ).all()
    steps = _steps(session, {row.id or 0: row.office for row in rows[-WITH_EVENTS:]})
    return tuple(
        OwnRequest(
            receipt=row.receipt,
            office=row.office,
            status=row.status,
            kind=row.kind,
            filed_on=filed_on(row),
            company_name=row.company_name or "",
            told=row.fault or "",
            support_type=str(row.facts.get("support_type", "emergency")),
            filed_at=row.created_at,
            events=steps.get(row.id or 0, ()),
        )
        for row in rows
    )


def _steps(session: Session, offices: dict[int, str | None]) -> dict[int, tuple[OwnEvent, ...]]:
    """What the company may see of these requests' records, by request id. What staff took back did not happen."""
    if not offices:
        return {}
    kept: dict[int, list[tuple[RequestEvent, str]]] = {}
    for event, name in session.exec(
        select(RequestEvent, Staff.name)
        .join(Staff, col(Staff.id) == col(RequestEvent.staff_id), isouter=True)
        .where(col(RequestEvent.request_id).in_(offices), col(RequestEvent.kind).in_((*SHOWN_EVENTS, "undone")))
        .order_by(col(RequestEvent.id))
    ).all():
        record = kept.setdefault(event.request_id, [])
        if event.kind == "undone":
            # an undo follows its act at once
            if record and record[-1][0].kind == (event.body or {}).get("kind"):
                record.pop()
            continue
        record.append((event, name or ""))
    return {id: tuple(_shown(record, offices[id])) for id, record in kept.items()}


def _shown(record: Sequence[tuple[RequestEvent, str]], office_now: str | None) -> Iterator[OwnEvent]:
    handed = next((event.body for event, _ in record if event.kind == "handed_over" and event.body), None)
    office = handed["office"] if handed else office_now
    for event, name in record:
        body = event.body or {}
        if event.kind == "handed_over":
            office = body.get("to")
        yield OwnEvent(
            kind=event.kind,
            at=event.at,
            office=office,
            # the company knows by name who took the request and who asked
            name=name if event.kind in ("claimed", "asked_back") else "",
            text=str(body.get("result" if event.kind == "closed" else "text") or ""),
            files=int(body.get("files") or 0),
        )


def filed_on(request: Request) -> date:
    """The day by which a request was judged."""
    return _filed_on(request.summary, request.created_at)


def _filed_on(summary: dict[str, Any] | None, created_at: datetime) -> date:
    """The day by which the request was judged; a real one where nobody set it."""
    day = (summary or {}).get("filed_on")
    return date.fromisoformat(day) if day else created_at.astimezone(SEOUL).date()


def somebody_elses(session: Session, digest: str, channel: str, user: str, year: int) -> bool:
    """Whether another person's request of this year has this business number. A talk with the office is no request."""
    rows = session.exec(
        select(Request.channel, Request.user, Request.summary, Request.created_at).where(
            Request.number_digest == digest, Request.status != "withdrawn", Request.kind == "request"
        )
    ).all()
    return any((row[0], row[1]) != (channel, user) and _filed_on(row[2], row[3]).year == year for row in rows)


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
