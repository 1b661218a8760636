"""What the console shows: list rows, counts and one request in full, for the person who looks. Only reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot.desk import summary
from bot.desk.access import OPEN_STATUSES, visible
from bot.desk.notices import events_of
from bot.desk.response_target import minutes_left, response_target
from bot.store.models import Attachment, ChatMessage, Request, RequestEvent, Staff, UnansweredQuestion
from knowledge.findings import Finding

VIEWS = ("waiting", "mine", "company", "closed", "consultation")
CLOSED_MOST = 200
EVERY_OFFICE = ""
NO_OFFICE = "none"


@dataclass(frozen=True)
class RequestRow:
    """A request in a list. No telephone or business number stands in it."""

    receipt: str
    kind: str
    office: str | None
    status: str
    channel: str
    company: str
    place: str
    gist: str
    counts: dict[str, int]
    filed_at: datetime
    minutes_left: int
    late: bool
    claimed_by: int | None
    holder: str
    news_at: datetime
    news: RequestEvent | None  # the latest event that tells something
    support_type: str
    answered: bool  # the company has replied and nobody has written since


@dataclass(frozen=True)
class RequestDetail:
    """One request with everything about it, for somebody who may see it."""

    request: Request
    row: RequestRow
    findings: tuple[Finding, ...]
    checked: dict[str, RequestEvent]
    events: list[RequestEvent]
    messages: Sequence[ChatMessage]
    attachments: Sequence[Attachment]
    staff: dict[int, Staff]
    seen_by: list[tuple[Staff, datetime]]


def scope(session: Session, staff: Staff, office: str = EVERY_OFFICE) -> list[Request]:
    """All requests that this person may see; an administrator may look at one office, or at those without one."""
    query = select(Request)
    if staff.role != "admin":
        query = query.where(Request.office == staff.office)
    elif office == NO_OFFICE:
        query = query.where(col(Request.office).is_(None))
    elif office != EVERY_OFFICE:
        query = query.where(Request.office == office)
    recent = select(Request.id).where(col(Request.status).in_(("closed", "withdrawn")))
    recent = recent.order_by(col(Request.id).desc()).limit(CLOSED_MOST)
    query = query.where(or_(col(Request.status).in_(OPEN_STATUSES), col(Request.id).in_(recent)))
    # the query narrows, the rule decides
    return [request for request in session.exec(query.order_by(col(Request.created_at))) if visible(staff, request)]


def rows(session: Session, requests: Sequence[Request], now: datetime) -> list[RequestRow]:
    """List rows for these requests, in their order."""
    names = {person.id: person.name for person in session.exec(select(Staff))}
    ids = [request.id for request in requests]
    events: dict[int, list[RequestEvent]] = {}
    for event in session.exec(
        select(RequestEvent).where(col(RequestEvent.request_id).in_(ids)).order_by(col(RequestEvent.id))
    ):
        events.setdefault(event.request_id, []).append(event)
    return [_row(request, events.get(request.id or 0, []), names, now) for request in requests]


def _row(request: Request, events: Sequence[RequestEvent], names: dict[int | None, str], now: datetime) -> RequestRow:
    checked = {event.body["gate"]: event for event in events if event.kind == "gate_checked" and event.body}
    telling = [event for event in events if event.kind not in ("seen", "gate_checked", "undone")]
    news = telling[-1] if telling else None
    return RequestRow(
        receipt=request.receipt,
        kind=request.kind,
        office=request.office,
        status=request.status,
        channel=request.channel,
        company=summary.company(request),
        place=summary.place(request),
        gist=summary.gist(request),
        counts=summary.counts(summary.findings_of(request, checked)),
        filed_at=request.created_at,
        minutes_left=minutes_left(request.created_at, now),
        late=now > response_target(request.created_at),
        claimed_by=request.claimed_by,
        holder=names.get(request.claimed_by, "") if request.claimed_by is not None else "",
        news_at=news.at if news is not None else request.created_at,
        news=news,
        support_type=summary.support_type(request),
        answered=news is not None and news.kind == "company_reply",
    )


def groups(view: str, staff: Staff, found: Sequence[RequestRow]) -> list[tuple[str, list[RequestRow]]]:
    """The rows of one view under their headings: unclaimed (longest wait first), mine, others (latest news first)."""
    still_open = [row for row in found if row.status in OPEN_STATUSES]
    if view == "consultation":
        still_open = [row for row in still_open if row.kind == "consultation"]
    unclaimed = [row for row in still_open if row.claimed_by is None]
    mine = _newest([row for row in still_open if row.claimed_by is not None and row.claimed_by == staff.id])
    others = _newest([row for row in still_open if row.claimed_by not in (None, staff.id)])
    if view == "waiting":
        return [("unclaimed", unclaimed), ("mine", mine)]
    if view == "mine":
        return [("mine", mine), ("others", others)]
    if view == "company":
        return [(name, [row for row in part if row.status == "waiting_company"]) for name, part in
                (("mine", mine), ("others", others))]  # fmt: skip
    if view == "closed":
        return [("closed", _newest([row for row in found if row.status not in OPEN_STATUSES]))]
    return [("unclaimed", unclaimed), ("mine", mine), ("others", others)]


def _newest(found: list[RequestRow]) -> list[RequestRow]:
    return sorted(found, key=lambda row: row.news_at, reverse=True)


def search(requests: Sequence[Request], words: str) -> list[Request]:
    """Requests in which every word stands: in the receipt, the company's name, the fault, the place or the thing."""
    wanted = words.casefold().split()
    return [request for request in requests if all(any(word in text for text in _searched(request)) for word in wanted)]


def _searched(request: Request) -> list[str]:
    facts = summary.facts_of(request)
    texts = [
        request.receipt,
        request.company_name,
        request.fault,
        facts.known("site_address"),
        facts.known("equipment"),
    ]
    return [str(text).casefold() for text in texts if text]


def nav_counts(staff: Staff, found: Sequence[RequestRow], questions: int) -> dict[str, int]:
    """The numbers in the navigation."""
    still_open = [row for row in found if row.status in OPEN_STATUSES]
    return {
        "waiting": sum(row.claimed_by is None for row in still_open),
        "mine": sum(row.claimed_by == staff.id for row in still_open),
        "company": sum(row.status == "waiting_company" for row in still_open),
        "consultation": sum(row.kind == "consultation" for row in still_open),
        "questions": questions,
    }


def detail(session: Session, request: Request, now: datetime) -> RequestDetail:
    """Everything about a request that was found with `acts.find`."""
    events = events_of(session, request)
    people = {person.id: person for person in session.exec(select(Staff)) if person.id is not None}
    messages = session.exec(
        select(ChatMessage)
        .where(ChatMessage.request_id == request.id)
        .order_by(col(ChatMessage.at), col(ChatMessage.id))
    ).all()
    attachments = session.exec(
        select(Attachment).where(Attachment.request_id == request.id).order_by(col(Attachment.id))
    ).all()
    last_seen: dict[int, datetime] = {}
    for event in events:
        if event.kind == "seen" and event.staff_id is not None:
            last_seen[event.staff_id] = event.at
    checked = summary.checks(session, request)
    return RequestDetail(
        request=request,
        row=rows(session, [request], now)[0],
        findings=summary.findings_of(request, checked),
        checked=checked,
        events=[event for event in events if event.kind != "seen"],
        messages=messages,
        attachments=attachments,
        staff=people,
        seen_by=[(people[person], at) for person, at in sorted(last_seen.items(), key=lambda each: each[1])],
    )


def questions(session: Session, staff: Staff) -> list[UnansweredQuestion]:
    """Open questions that the notice does not answer: those of the person's office and those of nobody."""
    query = select(UnansweredQuestion).where(col(UnansweredQuestion.state) != "settled")
    if staff.role != "admin":
        query = query.where(or_(UnansweredQuestion.office == staff.office, col(UnansweredQuestion.office).is_(None)))
    return list(session.exec(query.order_by(col(UnansweredQuestion.id).desc()).limit(CLOSED_MOST)))
