"""The staff console: lists, one request with its acts, the record. Pages are forms; a script only smooths them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlmodel import Session, col, select
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web import console_case as case
from bot.channels.web import console_words as words
from bot.channels.web.chat_papers import pdf_response
from bot.channels.web.console_flow import FlowPages
from bot.channels.web.console_people import People
from bot.channels.web.console_session import HOME, Door, Visit
from bot.channels.web.file_response import file_response
from bot.channels.web.pages import page
from bot.desk import acts, outbox, people, views
from bot.desk.access import may_switch_intake, sees_people
from bot.desk.acts import Desk
from bot.desk.errors import ActionNotOpen, DeskError, HeldByAnother, RequestNotFound, TextMissing, TextTooLong
from bot.desk.notices import moment_words
from bot.desk.response_target import TARGET_MINUTES
from bot.papers.making import PaperMaker
from bot.settings import Settings
from bot.store import Store
from bot.store.models import Attachment, Request, Staff, StaffChat

REFRESH_SECONDS = 10
BESIDE_SECONDS = 30  # who asked for the page within this time is looking at it
STATUS = {RequestNotFound: 404, HeldByAnother: 409, ActionNotOpen: 409, TextMissing: 422, TextTooLong: 422}
DONE = {
    "claim": "담당했습니다. 회사에 알립니다.",
    "release": "담당을 내려놓았습니다.",
    "undo": "되돌렸습니다. 회사에는 알리지 않았습니다.",
    "ask": "회사에 보냈습니다.",
    "note": "메모를 남겼습니다.",
    "gate": "요건 확인을 남겼습니다.",
    "hand-over": "다른 본부로 넘겼습니다. 회사에 알립니다.",
    "close": "마쳤습니다. 회사에 결과를 보냅니다.",
}


class Console:
    """Pages on requests. What a person may see and do is decided in `bot.desk.access`, through the acts."""

    def __init__(self, store: Store, desk: Desk, settings: Settings, door: Door) -> None:
        self._store = store
        self._desk = desk
        self._settings = settings
        self._door = door
        self._papers = PaperMaker(desk.notice, settings.public_url)
        self._beside: dict[tuple[str, int], float] = {}
        self._written: dict[tuple[str, int], datetime] = {}
        self.acts = {
            "claim": self._claim,
            "release": self._release,
            "undo": self._undo,
            "ask": self._ask,
            "note": self._note,
            "gate": self._gate,
            "hand-over": self._hand_over,
            "close": self._close,
        }

    def home(self, _visit: Visit) -> Response:
        return RedirectResponse(HOME, 303)

    def requests(self, visit: Visit) -> Response:
        return self.show(visit, None)

    def detail(self, visit: Visit) -> Response:
        return self.show(visit, str(visit.web.path_params["receipt"]))

    def show(self, visit: Visit, receipt: str | None, problem: str = "", status: int = 200, kept: str = "") -> Response:
        """The list, and beside it the request where one is open. A request one may not see is a missing page."""
        given = visit.web.query_params
        try:
            if receipt is not None and not problem:
                self._look(visit, receipt)
            with self._store.read() as session:
                values = self.frame(session, visit)
                opened = None
                if receipt is not None:
                    request = acts.find(session, visit.staff, receipt)
                    opened = self._opened(session, visit, request)
                done = given.get("done", "")
                last = receipt or given.get("receipt", "")
                undo = self._undo_of(session, visit, last) if done or receipt else None
        except RequestNotFound as error:
            return self.missing(visit, error)
        return page(
            "console/requests.html",
            status,
            **values,
            opened=opened,
            open_receipt=receipt or "",
            problem=problem,
            kept=kept,
            said=DONE.get(done, ""),
            undo=undo,
            tab="note" if given.get("tab") == "note" or visit.form.get("tab") == "note" else "ask",
            refresh=REFRESH_SECONDS,
        )

    def missing(self, visit: Visit, error: DeskError) -> Response:
        with self._store.read() as session:
            values = self.frame(session, visit)
        return page("console/missing.html", 404, **values, text=self.refusal(error, visit), open_receipt="")

    def frame(self, session: Session, visit: Visit) -> dict[str, Any]:
        """What every page has: who, the navigation with its numbers, the list of the chosen view."""
        staff, given = visit.staff, {**visit.web.query_params, **visit.form}
        view = given.get("view", "waiting")
        view = view if view in views.VIEWS else "waiting"
        office = given.get("office", views.EVERY_OFFICE) if staff.role == "admin" else views.EVERY_OFFICE
        query = given.get("q", "").strip()
        found = views.scope(session, staff, office)
        rows = views.rows(session, found, visit.now)
        if query:
            wanted = {request.receipt for request in views.search(found, query)}
            hits = sorted((row for row in rows if row.receipt in wanted), key=lambda row: row.filed_at, reverse=True)
            groups = [("found", hits)]
        else:
            groups = views.groups(view, staff, rows)
        return {
            "staff": staff,
            "csrf": visit.csrf,
            "now": visit.now,
            "words": words,
            "view": view,
            "query": query,
            "office": office,
            "offices": list(self._desk.notice.offices.values()),
            "office_name": words.office_name(self._desk.notice, staff.office) if staff.office else "전국 17개 본부",
            "groups": [(name, part) for name, part in groups if part or name == "unclaimed"],
            "total": sum(len(part) for _, part in groups),
            "counts": views.nav_counts(staff, rows, len(views.questions(session, staff))),
            "link": self._link(view, office, query),
            "sees_people": sees_people(staff),
            "may_switch": may_switch_intake(staff),
            "intake": people.intake(session),
            "alerts": self._alerts(session, staff),
        }

    def _link(self, view: str, office: str, query: str) -> Any:
        def link(path: str = "", **changed: str) -> str:
            values = {"view": view, "office": office, "q": query, **changed}
            kept = {name: value for name, value in values.items() if value and (name, value) != ("view", "waiting")}
            return HOME + (f"/{path}" if path else "") + (f"?{urlencode(kept)}" if kept else "")

        return link

    def _alerts(self, session: Session, staff: Staff) -> bool:
        """Whether new requests reach this person in Telegram: the office's group, or the own chat."""
        mine = StaffChat.office == staff.office
        chats = session.exec(select(StaffChat).where(mine, col(StaffChat.active).is_(True))).all()
        return any(chat.is_group or chat.staff_id == staff.id for chat in chats)

    def _look(self, visit: Visit, receipt: str) -> None:
        """Remember who looks. An open page asks again and again: only the first look and one in a while are written."""
        key = (receipt, visit.staff.id or 0)
        if visit.now - self._written.get(key, visit.now - acts.SEEN_AGAIN) >= acts.SEEN_AGAIN:
            with self._store.begin() as session:
                request = acts.find(session, visit.staff, receipt)
                acts.seen(session, visit.staff, request, visit.now)
            self._written[key] = visit.now
        with self._store.read() as session:
            acts.find(session, visit.staff, receipt)
        self._beside[key] = time.monotonic()

    def _opened(self, session: Session, visit: Visit, request: Request) -> dict[str, Any]:
        detail = views.detail(session, request, visit.now)
        need, met = case.gate_lines(detail, self._desk, visit.now)
        holder = detail.staff.get(request.claimed_by) if request.claimed_by is not None else None
        state = outbox.company_delivery_state(session, request)
        return {
            "request": request,
            "row": detail.row,
            "holder": holder,
            "mine": holder is not None and holder.id == visit.staff.id,
            "may_act": holder is None or holder.id == visit.staff.id or visit.staff.role in ("lead", "admin"),
            "need": need,
            "met": met,
            "facts": case.fact_lines(detail, self._desk),
            "fault": request.fault or "",
            "place": case.gist_words(detail),
            "papers": case.papers(detail, self._desk),
            "onsite": case.onsite(detail, self._desk),
            "files": case.files(detail, self._desk),
            "talk": case.talk_lines(detail, self._desk, visit.now),
            "delivery": words.DELIVERIES.get(state or "", ""),
            "beside": self._people_beside(request.receipt, visit.staff, detail.staff),
            "seen_by": [(person.name, words.when(at, visit.now)) for person, at in detail.seen_by],
            "target_minutes": TARGET_MINUTES,
        }

    def _people_beside(self, receipt: str, staff: Staff, names: Mapping[int, Staff]) -> list[str]:
        """Colleagues who have this request open in this process's console now."""
        late = time.monotonic() - BESIDE_SECONDS
        for key in [key for key, at in self._beside.items() if at < late]:
            self._beside.pop(key, None)
        return [
            names[person].name
            for (which, person), _at in sorted(self._beside.items())
            if which == receipt and person != staff.id and person in names
        ]

    def _undo_of(self, session: Session, visit: Visit, receipt: str) -> dict[str, Any] | None:
        """The act that this person may still take back, with the seconds left to press."""
        request = session.exec(select(Request).where(Request.receipt == receipt)).first()
        event = acts.undoable(session, visit.staff, request, visit.now) if request is not None else None
        if event is None:
            return None
        left = timedelta(seconds=acts.UNDO_SECONDS) - (visit.now - event.at)
        return {"receipt": receipt, "seconds": max(1.0, left.total_seconds())}

    def act(self, visit: Visit) -> Response:
        """Any act on a request, by its name in the path; then the page that shows what came of it."""
        name, receipt = str(visit.web.path_params["act"]), str(visit.web.path_params["receipt"])
        perform = self.acts.get(name)
        try:
            if perform is None:
                raise RequestNotFound
            with self._store.begin() as session:
                perform(session, visit, receipt)
        except RequestNotFound as error:
            return self.missing(visit, error)
        except DeskError as error:
            kept = visit.form.get("text") or visit.form.get("result") or ""
            return self.show(visit, receipt, self.refusal(error, visit), STATUS.get(type(error), 403), kept)
        return self._after(visit, name, receipt)

    def _after(self, visit: Visit, name: str, receipt: str) -> Response:
        kept = {key: visit.form[key] for key in ("view", "office", "q") if visit.form.get(key)}
        with self._store.read() as session:
            try:
                acts.find(session, visit.staff, receipt)
            except RequestNotFound:
                # handed over to an office that this person does not see
                return RedirectResponse(f"{HOME}?{urlencode({**kept, 'done': name, 'receipt': receipt})}", 303)
        return RedirectResponse(f"{HOME}/{receipt}?{urlencode({**kept, 'done': name})}", 303)

    def refusal(self, error: DeskError, visit: Visit) -> str:
        values: dict[str, Any] = {}
        if isinstance(error, HeldByAnother):
            values = {"name": error.name, "when": moment_words(error.at, visit.now)}
        elif isinstance(error, TextTooLong):
            values = {"length": error.length, "most": error.most}
        return self._door.words(type(error).__name__, **values)

    def _claim(self, session: Session, visit: Visit, receipt: str) -> None:
        acts.claim(session, self._desk, visit.staff, receipt, visit.now)

    def _release(self, session: Session, visit: Visit, receipt: str) -> None:
        acts.release(session, self._desk, visit.staff, receipt, visit.now)

    def _undo(self, session: Session, visit: Visit, receipt: str) -> None:
        acts.undo(session, visit.staff, receipt, visit.now)

    def _ask(self, session: Session, visit: Visit, receipt: str) -> None:
        acts.ask_back(session, self._desk, visit.staff, receipt, visit.form.get("text", ""), visit.now)

    def _note(self, session: Session, visit: Visit, receipt: str) -> None:
        acts.note(session, visit.staff, receipt, visit.form.get("text", ""), visit.now)

    def _gate(self, session: Session, visit: Visit, receipt: str) -> None:
        gate, result = visit.form.get("gate", ""), visit.form.get("result", "")
        acts.check_gate(session, visit.staff, receipt, gate, result, visit.now)

    def _hand_over(self, session: Session, visit: Visit, receipt: str) -> None:
        office, reason = visit.form.get("to", ""), visit.form.get("reason", "")
        acts.hand_over(session, self._desk, visit.staff, receipt, office, reason, visit.now)

    def _close(self, session: Session, visit: Visit, receipt: str) -> None:
        acts.close(session, self._desk, visit.staff, receipt, visit.form.get("result", ""), visit.now)

    def file(self, visit: Visit) -> Response:
        """A file of a request, for whoever may see the request."""
        receipt, number = str(visit.web.path_params["receipt"]), int(visit.web.path_params["file"])
        try:
            with self._store.read() as session:
                request = acts.find(session, visit.staff, receipt)
                attachment = session.get(Attachment, number)
                if attachment is None or attachment.request_id != request.id or not attachment.stored_path:
                    raise RequestNotFound
        except RequestNotFound as error:
            return self.missing(visit, error)
        return file_response(Path(self._settings.data_dir), attachment) or self.missing(visit, RequestNotFound())

    def papers(self, visit: Visit) -> Response:
        """The page that the company has of its case."""
        try:
            with self._store.read() as session:
                request = acts.find(session, visit.staff, str(visit.web.path_params["receipt"]))
        except RequestNotFound as error:
            return self.missing(visit, error)
        return pdf_response(self._papers.make(request), request.receipt)

    def questions(self, visit: Visit) -> Response:
        with self._store.read() as session:
            values = self.frame(session, visit)
            found = views.questions(session, visit.staff)
        return page("console/questions.html", **values, questions=found, open_receipt="")

    def settle(self, visit: Visit) -> Response:
        try:
            with self._store.begin() as session:
                people.settle_question(session, visit.staff, int(visit.web.path_params["question"]))
        except DeskError as error:
            return self.missing(visit, error)
        return RedirectResponse("/console/questions", 303)


def console_routes(
    store: Store, desk: Desk, settings: Settings, clock: Callable[[], datetime] | None = None
) -> list[Route]:
    """All routes under /console. `clock` gives aware moments; by default it is the settings' own."""
    door = Door(store, desk, settings, clock or settings.now)
    console = Console(store, desk, settings, door)
    staff = People(store, desk, settings, console)
    get, post = door.get, door.post
    return [
        Route("/console/enter/{token}", door.enter, methods=["GET", "POST"]),
        Route("/console/join", door.join, methods=["GET", "POST"]),
        Route("/console/leave", post(door.leave), methods=["POST"]),
        Route("/console", get(console.home), methods=["GET"]),
        Route(HOME, get(console.requests), methods=["GET"]),
        Route(HOME + "/{receipt}", get(console.detail), methods=["GET"]),
        Route(HOME + "/{receipt}/files/{file:int}", get(console.file), methods=["GET"]),
        Route(HOME + "/{receipt}/papers.pdf", get(console.papers), methods=["GET"]),
        Route(HOME + "/{receipt}/{act}", post(console.act), methods=["POST"]),
        Route("/console/questions", get(console.questions), methods=["GET"]),
        Route("/console/questions/{question:int}", post(console.settle), methods=["POST"]),
        *FlowPages(store, desk, console.frame).routes(door),
        Route("/console/people", get(staff.show), methods=["GET"]),
        Route("/console/people/invite", post(staff.invite), methods=["POST"]),
        Route("/console/people/intake", post(staff.switch), methods=["POST"]),
        Route("/console/people/{person:int}/end", post(staff.end), methods=["POST"]),
        Route("/console/people/{person:int}/link", post(staff.link), methods=["POST"]),
    ]
