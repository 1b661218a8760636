"""What staff do with a request. Each act checks who may, changes one row under a condition, and leaves an event.

All functions work on an open write transaction and never commit. `now` is an aware moment. They raise the errors of
`bot.desk.errors`; a request of another office is RequestNotFound, as one that does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from bot.desk import notices, outbox
from bot.desk.access import ACTIONS, OPEN_STATUSES, require
from bot.desk.errors import (
    ActionNotOpen,
    GateUnknown,
    HeldByAnother,
    NotAllowed,
    OfficeUnknown,
    RequestChanged,
    RequestNotFound,
    TextMissing,
    TextTooLong,
    UndoTooLate,
)  # fmt: skip
from bot.store import announce
from bot.store.models import Request, RequestEvent, Staff
from knowledge.notice import Notice
from knowledge.wording import Wording

TEXT_MOST = 1000  # characters: one Telegram message with its frame
UNDO_SECONDS = 5
GRACE_SECONDS = 2  # the way from the press to the server
HOLD = timedelta(seconds=UNDO_SECONDS + GRACE_SECONDS)
UNDOABLE = ("claimed", "handed_over", "closed")
GATE_RESULTS = ("pass", "fail", "review")
SEEN_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Desk:
    """What the desk needs beside the store: the notice and its sentences."""

    notice: Notice
    wording: Wording


def find(session: Session, staff: Staff, receipt: str) -> Request:
    """The request, if this person may see it. Raises RequestNotFound."""
    request = session.exec(select(Request).where(Request.receipt == receipt)).first()
    if request is None:
        raise RequestNotFound
    require(staff, "see", request)
    return request


def claim(session: Session, desk: Desk, staff: Staff, receipt: str, now: datetime) -> Request:
    """Take the request. The second who tries learns who has it and since when: HeldByAnother."""
    request = find(session, staff, receipt)
    if request.claimed_by == staff.id and request.status in OPEN_STATUSES:
        return request  # pressed twice
    _held_by_nobody(session, request)
    require(staff, "claim", request)
    _take(session, request, staff, now)
    event = _record(session, request, "claimed", now, staff, _before(request, request.office, "new", None))
    notices.company(session, desk, request, "claimed", _key(event), now + HOLD, name=staff.name)
    outbox.redraw_notices(session, request, _key(event), now)
    return request


def release(session: Session, desk: Desk, staff: Staff, receipt: str, now: datetime) -> Request:
    """Give the request back to everybody in the office."""
    request = find(session, staff, receipt)
    require(staff, "release", request)
    _change(session, request, status="new", claimed_by=None, claimed_at=None)
    event = _record(session, request, "released", now, staff)
    notices.company(session, desk, request, "released", _key(event), now)
    outbox.redraw_notices(session, request, _key(event), now)
    return request


def ask_back(session: Session, desk: Desk, staff: Staff, receipt: str, text: str, now: datetime) -> Request:
    """Send the company a question; who asks takes the request on, if nobody has it."""
    request = _open_for(session, staff, receipt, "ask_back")
    text = clean(text, "text")
    took = _take_if_free(session, request, staff, now)
    _change(session, request, status="waiting_company")
    event = _record(session, request, "asked_back", now, staff, {"text": text, "took": took})
    notices.company(session, desk, request, "asked_back", _key(event), now, name=staff.name, text=text)
    outbox.redraw_notices(session, request, _key(event), now)
    return request


def note(session: Session, staff: Staff, receipt: str, text: str, now: datetime) -> RequestEvent:
    """A note for colleagues; the company never sees it."""
    request = find(session, staff, receipt)
    require(staff, "note", request)
    return _record(session, request, "note", now, staff, {"text": clean(text, "text")})


def check_gate(session: Session, staff: Staff, receipt: str, gate: str, result: str, now: datetime) -> RequestEvent:
    """Record what a person found about one gate: pass, fail, or review to look again. The findings as filed stay."""
    request = _open_for(session, staff, receipt, "check_gate")
    gates = [finding["gate"] for finding in request.findings]
    if gate not in gates:
        raise GateUnknown(gate, gates)
    if result not in GATE_RESULTS:
        raise ActionNotOpen("check_gate", result, GATE_RESULTS)
    return _record(session, request, "gate_checked", now, staff, {"gate": gate, "result": result})


def hand_over(
    session: Session, desk: Desk, staff: Staff, receipt: str, office: str, reason: str, now: datetime
) -> Request:
    """Give the request to another office, where nobody has it yet; this office no longer sees it."""
    request = _open_for(session, staff, receipt, "hand_over")
    if office not in desk.notice.offices or office == request.office:
        raise OfficeUnknown(office, [name for name in desk.notice.offices if name != request.office])
    reason = clean(reason, "reason", required=False)
    before = _before(request, request.office, request.status, request.claimed_by)
    _change(session, request, office=office, status="new", claimed_by=None, claimed_at=None)
    event = _record(session, request, "handed_over", now, staff, {**before, "to": office, "reason": reason})
    notices.company(session, desk, request, "handed_over", _key(event), now + HOLD)
    outbox.redraw_notices(session, request, _key(event), now)
    outbox.tell_staff(session, office, "handed_over", request.id, f"{_key(event)}:new", now + HOLD)
    notices.remind(session, request, f"{_key(event)}:late", now)
    return request


def close(session: Session, desk: Desk, staff: Staff, receipt: str, result: str, now: datetime) -> Request:
    """End the request with a result in words, which the company gets."""
    request = _open_for(session, staff, receipt, "close")
    result = clean(result, "result")
    before = _before(request, request.office, request.status, request.claimed_by)
    _take_if_free(session, request, staff, now)
    _change(session, request, status="closed", closed_at=now)
    event = _record(session, request, "closed", now, staff, {**before, "result": result})
    notices.company(session, desk, request, "closed", _key(event), now + HOLD, result=result)
    outbox.redraw_notices(session, request, _key(event), now)
    return request


def undo(session: Session, staff: Staff, receipt: str, now: datetime) -> Request:
    """Take back one's own claim, hand-over or close of a few seconds ago, before the company hears of it.

    After a hand-over the request is another office's: who did it may still take it back. Raises UndoTooLate.
    """
    request = session.exec(select(Request).where(Request.receipt == receipt)).first()
    if request is None:
        raise RequestNotFound
    last = undoable(session, staff, request, now)
    if last is None:
        require(staff, "see", request)
        raise UndoTooLate
    if not outbox.take_back(session, request, _key(last)):
        raise UndoTooLate
    before = last.body or {}
    claimed_at = before.get("claimed_at")
    _change(
        session,
        request,
        office=before["office"],
        status=before["status"],
        claimed_by=before["claimed_by"],
        claimed_at=datetime.fromisoformat(claimed_at) if claimed_at else None,
        closed_at=None,
    )
    event = _record(session, request, "undone", now, staff, {"kind": last.kind})
    if last.kind == "handed_over":
        notices.withdraw_unsent(session, request, f"{_key(last)}:new")
        notices.withdraw_unsent(session, request, f"{_key(last)}:late")
    outbox.redraw_notices(session, request, _key(event), now)
    return request


def undoable(session: Session, staff: Staff, request: Request, now: datetime) -> RequestEvent | None:
    """The person's own last act on the request, while it can still be taken back."""
    last = session.exec(
        select(RequestEvent)
        .where(RequestEvent.request_id == request.id, RequestEvent.kind != "seen")
        .order_by(col(RequestEvent.id).desc())
    ).first()
    if last is None or last.kind not in UNDOABLE or last.staff_id != staff.id or not staff.active:
        return None
    return last if now - last.at <= HOLD else None


def seen(session: Session, staff: Staff, request: Request, now: datetime) -> bool:
    """Record that this person looked at the request; again only after a while, so that the record stays readable."""
    require(staff, "see", request)
    last = session.exec(
        select(RequestEvent.at)
        .where(RequestEvent.request_id == request.id, RequestEvent.kind == "seen", RequestEvent.staff_id == staff.id)
        .order_by(col(RequestEvent.id).desc())
    ).first()
    if last is not None and now - last < SEEN_AGAIN:
        return False
    assert request.id is not None, "a request that is seen is stored"
    session.add(RequestEvent(request_id=request.id, at=now, actor_kind="staff", staff_id=staff.id, kind="seen"))
    session.flush()
    return True


def clean(text: str, field: str, required: bool = True) -> str:
    """The text without white space around. Raises TextMissing or TextTooLong."""
    cleaned = text.replace("\r\n", "\n").strip()
    if required and not cleaned:
        raise TextMissing(field)
    if len(cleaned) > TEXT_MOST:
        raise TextTooLong(field, len(cleaned), TEXT_MOST)
    return cleaned


def _open_for(session: Session, staff: Staff, receipt: str, action: str) -> Request:
    """The request for an act by its holder; where a colleague has it, that is said before anything else."""
    request = find(session, staff, receipt)
    try:
        require(staff, action, request)
    except NotAllowed:
        if request.status in OPEN_STATUSES:
            _held_by_nobody(session, request)
        raise
    return request


def _held_by_nobody(session: Session, request: Request) -> None:
    if request.claimed_by is not None and request.status in OPEN_STATUSES:
        holder = session.get(Staff, request.claimed_by)
        raise HeldByAnother(holder.name if holder else "", request.claimed_at or request.created_at)


def _take(session: Session, request: Request, staff: Staff, now: datetime) -> None:
    """The claim itself: a conditional update that counts its rows, so that of two at once exactly one wins."""
    statement = (
        update(Request)
        .where(
            col(Request.id) == request.id,
            col(Request.claimed_by).is_(None),
            col(Request.office).is_not_distinct_from(request.office),
            col(Request.status).in_(ACTIONS["claim"]),
        )
        .values(claimed_by=staff.id, claimed_at=now, status="claimed", version=col(Request.version) + 1)
        .execution_options(synchronize_session=False)
    )
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    session.refresh(request)
    if result.rowcount != 1:
        _held_by_nobody(session, request)
        raise RequestChanged


def _take_if_free(session: Session, request: Request, staff: Staff, now: datetime) -> bool:
    if request.claimed_by is not None:
        return False
    _take(session, request, staff, now)
    return True


def _change(session: Session, request: Request, **values: Any) -> None:
    """Change the row as it was read, or not at all. Raises RequestChanged."""
    statement = (
        update(Request)
        .where(col(Request.id) == request.id, col(Request.version) == request.version)
        .values(**values, version=col(Request.version) + 1)
        .execution_options(synchronize_session=False)
    )
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    session.refresh(request)
    if result.rowcount != 1:
        raise RequestChanged


def _before(request: Request, office: str | None, status: str, claimed_by: int | None) -> dict[str, Any]:
    """What an undo puts back."""
    return {
        "office": office,
        "status": status,
        "claimed_by": claimed_by,
        "claimed_at": request.claimed_at.isoformat() if claimed_by is not None and request.claimed_at else None,
    }


def _record(
    session: Session, request: Request, kind: str, now: datetime, staff: Staff, body: dict[str, Any] | None = None
) -> RequestEvent:
    assert request.id is not None, "a request that staff act on is stored"
    event = RequestEvent(
        request_id=request.id, at=now, actor_kind="staff", staff_id=staff.id, kind=kind, body=body or {}
    )
    session.add(event)
    session.flush()
    announce(session, "requests")
    return event


def _key(event: RequestEvent) -> str:
    """Under which deliveries of this act are known."""
    return f"desk:{event.id}"
