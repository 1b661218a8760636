"""Staff in Telegram: joining by invite, and the acts of the desk by buttons and replies."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from bot.channels.telegram.incoming import CHANNEL, PROMPT_MARK, StaffAct
from bot.deliveries.queue import enqueue
from bot.desk import acts, invites, summary
from bot.desk.acts import Desk
from bot.desk.errors import DeskError, HeldByAnother, RequestNotFound, TextTooLong
from bot.desk.notices import draw, moment_words
from bot.store import Store
from bot.store.models import Attachment, Delivery, IncomingEvent, Request, Staff, utc_now
from flows.exchange import Message
from intents.answer import Choice

# acts that need words: the label is how a prompt says it, and how its reply is recognised
PROMPTED = {"ask": "되묻기", "note": "메모", "close": "마치기"}
_PROMPT = re.compile(rf"^{PROMPT_MARK}\S*\s+(\S+)\s+(\d{{4}}-\d+)")


WORDS_OF_KIND = {"photo": "사진", "video": "동영상"}
WITH_PHOTOS = ("new", "handed_over")  # photos follow the notice that first shows the request


@dataclass(frozen=True)
class StaffFile:
    """A file that the company sent, by its Telegram file id."""

    kind: str
    file_id: str
    caption: str


@dataclass(frozen=True)
class StaffNotice:
    """What a staff chat gets: a message, or a change of the message `edits`; files follow as replies."""

    message: Message
    edits: int | None = None
    files: tuple[StaffFile, ...] = ()
    force_reply: bool = False


@dataclass(frozen=True)
class _Said:
    """What the person is told: a short word on the pressed button, or a message where it needs room."""

    text: str
    choices: tuple[Choice, ...] = ()
    force_reply: bool = False
    aside: bool = True  # shown on the press itself; False: as a message in the chat


class StaffDesk:
    """The desk as seen from Telegram. Every act is one transaction together with its update's id."""

    def __init__(self, store: Store, desk: Desk, clock: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock

    def act(self, event: StaffAct) -> str | None:
        """Does what was pressed or written. Returns the words for the press, None where a message says it."""
        with self._store.begin() as session:
            if session.get(IncomingEvent, (CHANNEL, event.event_id)) is not None:
                return None
            session.add(IncomingEvent(channel=CHANNEL, event_id=event.event_id, user=event.telegram_user))
            said = self._said(session, event)
            if said.aside and event.callback_id is not None:
                return said.text
            self._say(session, event, said)
            return None

    def draw(self, delivery: Delivery) -> StaffNotice | None:
        """A staff notice as it stands now; None where there is nothing left to say."""
        payload = delivery.payload or {}
        if payload.get("what") == "said":
            choices = tuple(Choice(*choice) for choice in payload["choices"])
            return StaffNotice(Message(payload["text"], choices), force_reply=payload["force_reply"])
        with self._store.read() as session:
            message = draw(session, self._desk, delivery, self._clock())
            if message is None:
                return None
            original = session.get(Delivery, payload["edits"]) if payload.get("edits") else None
            if original is not None and original.external_id and original.recipient == delivery.recipient:
                return StaffNotice(message, edits=int(original.external_id))
            files: tuple[StaffFile, ...] = ()
            if payload.get("what") in WITH_PHOTOS:
                files = _photos(session, payload.get("request_id"))
            elif payload.get("file_ids"):
                files = _photos(session, payload.get("request_id"), payload["file_ids"])
            return StaffNotice(message, files=files)

    def _said(self, session: Session, event: StaffAct) -> _Said:
        try:
            with session.begin_nested():
                return self._do(session, event)
        except HeldByAnother as held:
            return self._refusal(held, name=held.name, when=moment_words(held.at, self._clock()))
        except TextTooLong as error:
            return self._refusal(error, length=error.length, most=error.most)
        except DeskError as error:
            return self._refusal(error)

    def _do(self, session: Session, event: StaffAct) -> _Said:
        now = self._clock()
        if event.act == "join":
            return self._join(session, event, now)
        staff = self._person(session, event, now)
        if staff is None:
            return self._result("not_staff")
        act, receipt, text, office = event.act, event.argument, event.text, ""
        if act == "reply":
            found = _PROMPT.match(event.argument)
            by_label = {label: name for name, label in PROMPTED.items()}
            if found is None or found[1] not in by_label:
                raise RequestNotFound
            act, receipt = by_label[found[1]], found[2]
        elif act == "to":
            receipt, _, office = event.argument.partition(":")
        elif act in PROMPTED:
            acts.find(session, staff, receipt)
            prompt = self._text("prompt", act=PROMPTED[act], receipt=receipt, to_company=act != "note")
            return _Said(prompt, force_reply=True, aside=False)
        return self._on_request(session, staff, act, receipt, text, office, now)

    def _on_request(
        self, session: Session, staff: Staff, act: str, receipt: str, text: str, office: str, now: datetime
    ) -> _Said:
        desk = self._desk
        if act == "claim":
            acts.claim(session, desk, staff, receipt, now)
            return self._result("claimed")
        if act == "ask":
            acts.ask_back(session, desk, staff, receipt, text, now)
            return self._result("asked")
        if act == "note":
            acts.note(session, staff, receipt, text, now)
            return self._result("noted")
        if act == "close":
            acts.close(session, desk, staff, receipt, text, now)
            return self._result("closed")
        if act == "to":
            acts.hand_over(session, desk, staff, receipt, office, "", now)
            return self._result("handed_over", office=desk.notice.offices[office].name)
        request = acts.find(session, staff, receipt)
        if act == "hand_over":
            others = tuple(
                Choice(f"staff:to:{receipt}:{other.id}", other.region)
                for other in desk.notice.offices.values()
                if other.id != request.office
            )
            return _Said(self._result("to_office").text, others, aside=False)
        raise RequestNotFound

    def _join(self, session: Session, event: StaffAct, now: datetime) -> _Said:
        cipher = self._store.cipher
        if event.is_group:
            chat = invites.join_group(session, cipher, event.argument, event.chat_id, now)
            office = chat.office
        else:
            staff = invites.join_person(
                session, cipher, event.argument, event.name, now, event.telegram_user, event.chat_id
            )
            office = staff.office
        name = self._desk.notice.offices[office].name if office else ""
        blocks = self._desk.wording.blocks("staff/joined", office_name=name, waiting=0)
        return _Said(blocks["group" if event.is_group else "person"], aside=False)

    def _person(self, session: Session, event: StaffAct, now: datetime) -> Staff | None:
        if event.is_group:
            return invites.member_of_group(session, event.chat_id, event.telegram_user, event.name, now)
        return invites.staff_by_telegram(session, event.telegram_user)

    def _say(self, session: Session, event: StaffAct, said: _Said) -> None:
        payload = {
            "what": "said",
            "request_id": None,
            "edits": None,
            "text": said.text,
            "choices": [[choice.id, choice.label] for choice in said.choices],
            "force_reply": said.force_reply,
        }
        enqueue(
            session,
            kind="staff_notice",
            channel=CHANNEL,
            recipient=event.chat_id,
            payload=payload,
            dedupe_key=f"said:{CHANNEL}:{event.event_id}",
        )

    def _result(self, result: str, office: str | None = None) -> _Said:
        return _Said(self._text("result", result=result, office=office))

    def _refusal(self, error: DeskError, **values: object) -> _Said:
        """What a person sees of a refusal is chosen by its type."""
        known = {"name": "", "when": "", "length": 0, "most": 0, **values}
        return _Said(self._desk.wording.blocks("staff/refusals", **known)[type(error).__name__])

    def _text(self, template: str, **values: object) -> str:
        return self._desk.wording.render(f"staff/telegram_{template}", **values).strip()


def _photos(session: Session, request_id: int | None, only: Collection[str] | None = None) -> tuple[StaffFile, ...]:
    """The files of a request (or those with these ids), captioned with the company and the receipt.

    No number of a person stands there.
    """
    request = session.get(Request, request_id) if request_id else None
    if request is None:
        return ()
    sent = session.exec(
        select(Attachment).where(Attachment.request_id == request.id, Attachment.channel == CHANNEL)
    ).all()
    # Telegram has drawn its photos and videos anew; a document is passed on once it was looked into
    rows = [
        row
        for row in sent
        if (only is None or row.file_id in only)
        and (row.state == "stored" or (row.state == "waiting" and row.kind == "photo"))
    ]
    return tuple(
        StaffFile(
            row.kind,
            row.file_id,
            f"{summary.company(request)} {request.receipt} · {WORDS_OF_KIND.get(row.kind, '파일')} {index}/{len(rows)}",
        )
        for index, row in enumerate(rows, 1)
    )
