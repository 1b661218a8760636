"""What people are told about a request: staff in their chats, the company in its conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from bot.desk import outbox, summary
from bot.desk.response_target import SEOUL, business_minutes, response_target
from bot.store.models import Delivery, Request, RequestEvent, Staff, StaffChat, utc_now
from flows.exchange import Message
from intents.answer import Card, Choice
from knowledge.findings import Status
from knowledge.korean import day

if TYPE_CHECKING:
    from bot.desk.acts import Desk

EVENT_KINDS = ("claimed", "released", "handed_over", "closed")  # told as what happened; the rest as a person's words
NOBODY_OFFICE = "AS지원사업 담당"  # who writes to a company whose request has no office
ALBUM = timedelta(seconds=4)  # how long a notice of files waits for more of them
OPEN_ACTS = ("claim", "detail", "hand_over")
HELD_ACTS = ("ask", "note", "close")


def filed(session: Session, request: Request, now: datetime) -> None:
    """Tell staff of a new request, in the transaction that stores it.

    The office's chats get it; where the office has none yet, it waits for the first, and the administrators are told
    at once. A request without an office goes to the administrators.
    """
    outbox.tell_staff(session, request.office, "new", request.id, f"filed:{request.id}:new", now)
    if request.office is not None and not outbox.chats_of(session, request.office):
        outbox.tell_staff(session, None, "unreached", request.id, f"filed:{request.id}:unreached", now)
    remind(session, request, f"filed:{request.id}:late", now)


def remind(session: Session, request: Request, key: str, now: datetime) -> None:
    """A notice at the response target; it is drawn, or dropped, by how the request stands then."""
    overdue = response_target(request.created_at) + timedelta(minutes=1)
    outbox.tell_staff(session, request.office, "late", request.id, key, max(now, overdue))


def company_replied(
    session: Session, request: Request, text: str, files: Sequence[str], event_id: int, now: datetime
) -> None:
    """Tell the office's chats what the company has answered or added; `files` are the channel's ids.

    An album comes file by file: what follows within seconds is told with the first.
    """
    if not text and _joined_album(session, request, files, now):
        return
    key, due_at = f"reply:{event_id}", now if text else now + ALBUM
    outbox.tell_staff(session, request.office, "company_reply", request.id, key, due_at)
    told = {
        "text": summary.without_numbers(summary.shortened(text, 200)),
        "files": len(files),
        "file_ids": list(files),
    }
    for row in session.exec(
        select(Delivery).where(
            Delivery.request_id == request.id, col(Delivery.dedupe_key).startswith(f"{key}:", autoescape=True)
        )
    ):
        row.payload = {**(row.payload or {}), **told}
        session.add(row)


def _joined_album(session: Session, request: Request, files: Sequence[str], now: datetime) -> bool:
    """Add files to the notices of files that have not left; False where there are none, or one leaves just now."""
    held = [
        row
        for row in session.exec(
            select(Delivery)
            .where(
                Delivery.request_id == request.id,
                Delivery.state == "waiting",
                col(Delivery.due_at) > now,
                col(Delivery.dedupe_key).startswith("reply:", autoescape=True),
            )
            .with_for_update(skip_locked=True)
        )
        if not (row.payload or {}).get("text")
    ]
    current = set(outbox.chats_of(session, request.office) or [outbox.waiting_recipient(request.office)])
    if {row.recipient for row in held} != current:
        return False  # the request was handed over meanwhile, or a chat joined
    for row in held:
        payload = row.payload or {}
        ids = [*payload.get("file_ids", ()), *files]
        row.payload = {**payload, "files": len(ids), "file_ids": ids}
        session.add(row)
    return True


def asked(session: Session, office: str, question: str, question_id: int, now: datetime) -> None:
    """Tell the office's chats of a question that a company chose to send them."""
    outbox.tell_staff(session, office, "question", None, f"question:{question_id}", now)
    asks = {"question": summary.without_numbers(question), "office": office}
    for row in session.exec(
        select(Delivery).where(col(Delivery.dedupe_key).startswith(f"question:{question_id}:", autoescape=True))
    ):
        row.payload = {**(row.payload or {}), **asks}
        session.add(row)


def company(
    session: Session, desk: Desk, request: Request, what: str, key: str, due_at: datetime, **values: Any
) -> None:
    """Tell the company what staff did or asked, from a template under `company/`."""
    office = desk.notice.offices.get(request.office) if request.office else None
    text = desk.wording.render(
        f"company/{what}",
        receipt=request.receipt,
        office_name=office.name if office else NOBODY_OFFICE,
        phone=office.phone if office else "",
        **values,
    )
    sender = "event" if what in EVENT_KINDS else "staff"
    outbox.tell_company(session, request, Message(text=text), sender, key, due_at)


def draw(session: Session, desk: Desk, delivery: Delivery, now: datetime) -> Message | None:
    """A staff or administrators' notice as it stands now; None where there is nothing to say any more.

    The message has a card (headline, body) and choices `staff:<act>:<receipt>` with acts claim, detail, hand_over, ask,
    note, close.
    """
    payload = delivery.payload or {}
    if payload.get("what") == "question":
        return _question(desk, payload)
    request = session.get(Request, payload["request_id"]) if payload.get("request_id") else None
    if request is None:
        return None
    what = str(payload["what"])
    if what == "company_reply":
        return _reply(session, desk, request, payload)
    state = _state(session, request, delivery)
    late = 0
    if what == "late":
        if state != "new":
            return None
        late = max(1, business_minutes(response_target(request.created_at), now))
    blocks = desk.wording.blocks(
        "staff/notice",
        **_values(session, desk, request, state, now),
        what=what,
        late=late,
        unreached=what == "unreached",
        again=bool(payload.get("again")),
    )
    acts = OPEN_ACTS if state == "new" else HELD_ACTS if state == "held" else ()
    return _message(blocks, acts, request)


def _question(desk: Desk, payload: dict[str, Any]) -> Message:
    office = desk.notice.offices.get(str(payload.get("office")))
    blocks = desk.wording.blocks(
        "staff/question", question=payload.get("question", ""), office_name=office.name if office else ""
    )
    card = Card(None, blocks["headline"], blocks["body"])
    return Message(text=f"{blocks['headline']}\n{blocks['body']}", card=card)


def _reply(session: Session, desk: Desk, request: Request, payload: dict[str, Any]) -> Message:
    holder = session.get(Staff, request.claimed_by) if request.claimed_by is not None else None
    blocks = desk.wording.blocks(
        "staff/company_replied",
        company=summary.company(request),
        text=payload.get("text", ""),
        files=payload.get("files", 0),
        receipt=request.receipt,
        holder=holder.name if holder else "",
    )
    labels = desk.wording.blocks("staff/notice", **_values(session, desk, request, "held", request.created_at),
                                 what="changed", late=0, unreached=False, again=False)  # fmt: skip
    return _message({**labels, **blocks}, HELD_ACTS, request)


def _message(blocks: dict[str, str], acts: tuple[str, ...], request: Request) -> Message:
    choices = tuple(Choice(f"staff:{act}:{request.receipt}", blocks[act]) for act in acts)
    card = Card(verdict=None, headline=blocks["headline"], reason=blocks["body"], choices=choices)
    return Message(text=f"{blocks['headline']}\n\n{blocks['body']}", choices=choices, card=card)


def _state(session: Session, request: Request, delivery: Delivery) -> str:
    if delivery.kind == "staff_notice":
        chat = session.exec(select(StaffChat).where(StaffChat.chat_id == delivery.recipient)).first()
        if chat is not None and chat.office != request.office:
            return "moved"
    if request.status in ("closed", "withdrawn"):
        return request.status
    return "new" if request.claimed_by is None else "held"


def _values(session: Session, desk: Desk, request: Request, state: str, now: datetime) -> dict[str, Any]:
    facts = summary.facts_of(request)
    findings = summary.findings_of(request, summary.checks(session, request))
    titles = {gate.id: gate.title for gate in desk.notice.gates.values()}
    holder = session.get(Staff, request.claimed_by) if request.claimed_by is not None else None
    office = desk.notice.offices.get(request.office) if request.office else None
    quote = facts.known("quote_amount")
    return {
        "state": state,
        "company": summary.company(request),
        "place": summary.place(request),
        "gist": summary.gist(request),
        "kind_word": summary.kind_word(summary.support_type(request), request.kind),
        "quote": quote,
        "subsidy": request.subsidy_krw if quote is not None else None,
        "passed": summary.counts(findings)["pass"] if findings else None,
        "review": [titles[each.gate] for each in findings if each.status in (Status.REVIEW, Status.OPEN)],
        "failed": [titles[each.gate] for each in findings if each.status is Status.FAIL],
        "receipt": request.receipt,
        "target": moment_words(response_target(request.created_at), now),
        "holder": holder.name if holder else "",
        "held_at": moment_words(request.claimed_at, now) if request.claimed_at else "",
        "waiting_company": request.status == "waiting_company",
        "office_name": office.name if office else NOBODY_OFFICE,
        "onsite": request.kind == "request",
    }


def moment_words(moment: datetime, now: datetime) -> str:
    """09:30 for a moment of the same day in Korea, with the day before it otherwise."""
    local = moment.astimezone(SEOUL)
    clock = f"{local:%H:%M}"
    return clock if local.date() == now.astimezone(SEOUL).date() else f"{day(local.date())} {clock}"


def withdraw_unsent(session: Session, request: Request, key: str) -> None:
    """Take back staff notices under this key that have not left."""
    session.execute(
        delete(Delivery).where(
            col(Delivery.request_id) == request.id,
            col(Delivery.dedupe_key).startswith(f"{key}:", autoescape=True),
            col(Delivery.state) == "waiting",
        )
    )


def given_up(session: Session, delivery: Delivery) -> None:
    """A staff notice cannot reach its chat: the chat is put out of use and the notice goes to the office's next one.

    Without another chat it waits for whoever joins next, and the administrators are told. Nothing is dropped.
    """
    now = utc_now()
    if delivery.kind not in outbox.STAFF_KINDS or (delivery.payload or {}).get("edits") is not None:
        return
    chat = session.exec(select(StaffChat).where(StaffChat.chat_id == delivery.recipient)).first()
    office = chat.office if chat is not None else None
    if chat is not None and delivery.state == "blocked":
        session.execute(update(StaffChat).where(col(StaffChat.id) == chat.id).values(active=False))
    payload = delivery.payload or {}
    request_id = payload.get("request_id")
    others = [each for each in outbox.chats_of(session, office) if each != delivery.recipient]
    if others and delivery.kind == "staff_notice":
        already = session.exec(
            select(Delivery.id).where(Delivery.request_id == request_id, col(Delivery.recipient).in_(others))
        ).first()
        if already is not None:
            return  # a colleague's chat has it
    outbox.tell_staff(session, office, payload.get("what", "new"), request_id, f"again:{delivery.id}", now)
    if not others and office is not None:
        outbox.tell_staff(session, None, "unreached", request_id, f"again:{delivery.id}:unreached", now)


def events_of(session: Session, request: Request) -> list[RequestEvent]:
    """The request's whole record, in order."""
    return list(
        session.exec(select(RequestEvent).where(RequestEvent.request_id == request.id).order_by(col(RequestEvent.id)))
    )
