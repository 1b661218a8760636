"""Who is at the console: one-time links, the session's cookie, the token in every form."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request as WebRequest
from starlette.responses import RedirectResponse, Response

from bot.channels.web.pages import page
from bot.desk import console_access, invites
from bot.desk.acts import Desk
from bot.desk.console_access import SESSION_HOURS, OpenedSession
from bot.desk.errors import DeskError
from bot.settings import Settings
from bot.store import Store
from bot.store.models import Staff

COOKIE = "asbot_console"
HOME = "/console/requests"


@dataclass(frozen=True)
class Visit:
    """One request to the console by somebody who is signed in."""

    web: WebRequest
    staff: Staff
    csrf: str
    now: datetime
    form: dict[str, str]


Handler = Callable[[Visit], Response]
Endpoint = Callable[[WebRequest], Awaitable[Response]]


class Door:
    """Lets people in: `get` and `post` make endpoints that only run for a session, and for a form of that session."""

    def __init__(self, store: Store, desk: Desk, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._desk = desk
        self._settings = settings
        self._clock = clock

    def get(self, handler: Handler) -> Endpoint:
        async def endpoint(web: WebRequest) -> Response:
            return await asyncio.to_thread(self._run, web, handler, {}, False)

        return endpoint

    def post(self, handler: Handler) -> Endpoint:
        async def endpoint(web: WebRequest) -> Response:
            return await asyncio.to_thread(self._run, web, handler, texts(await web.form()), True)

        return endpoint

    def _run(self, web: WebRequest, handler: Handler, form: dict[str, str], changes: bool) -> Response:
        now = self._clock()
        token = web.cookies.get(COOKIE, "")
        with self._store.read() as session:
            found = console_access.find_session(session, self._store.cipher, token, now) if token else None
        if found is None:
            return self.refuse("SignedOut", 401, again=str(web.url.path) if web.method == "GET" else HOME)
        staff, opened = found
        if changes and not hmac.compare_digest(form.get("csrf", "").encode(), opened.csrf.encode()):
            return self.refuse("FormExpired", 403, again=HOME)
        return handler(Visit(web, staff, opened.csrf, now, form))

    def refuse(self, kind: str, status: int, again: str = "") -> Response:
        return page("console/closed.html", status, text=self.words(kind), again=again)

    def words(self, kind: str, **values: Any) -> str:
        """The sentence for a refusal, by the type of its error."""
        given: dict[str, Any] = {"name": "", "when": "", "length": 0, "most": 0}
        return self._desk.wording.blocks("staff/refusals", **{**given, **values})[kind]

    async def enter(self, web: WebRequest) -> Response:
        """GET shows a button, so that whoever previews the link does not use it up; POST signs in."""
        token = str(web.path_params["token"])
        if web.method == "GET":
            return page("console/enter.html", action=web.url.path)
        return await asyncio.to_thread(self._enter, token)

    def _enter(self, token: str) -> Response:
        try:
            with self._store.begin() as session:
                opened = console_access.use_link(session, self._store.cipher, token, self._clock())
        except DeskError as error:
            return self.refuse(type(error).__name__, 403)
        return self._signed_in(opened)

    async def join(self, web: WebRequest) -> Response:
        """An invite used in a browser: a name, and the person is in."""
        form = texts(await web.form()) if web.method == "POST" else {}
        code = form.get("code", web.query_params.get("code", ""))
        if web.method == "GET":
            return page("console/join.html", code=code, person="", problem="", most=invites.NAME_MOST)
        return await asyncio.to_thread(self._join, code, form.get("name", ""))

    def _join(self, code: str, name: str) -> Response:
        now = self._clock()
        try:
            with self._store.begin() as session:
                staff = invites.join_person(session, self._store.cipher, code, name, now)
                opened = console_access.open_session(session, self._store.cipher, staff, now)
        except DeskError as error:
            problem = self.words(
                type(error).__name__, length=getattr(error, "length", 0), most=getattr(error, "most", 0)
            )
            return page("console/join.html", 422, code=code, person=name, problem=problem, most=invites.NAME_MOST)
        return self._signed_in(opened)

    def _signed_in(self, opened: OpenedSession) -> Response:
        response = RedirectResponse(HOME, 303)
        response.set_cookie(
            COOKIE,
            opened.token,
            max_age=SESSION_HOURS * 3600,
            path="/console",
            secure=(self._settings.public_url or "").startswith("https://"),
            httponly=True,
            samesite="strict",
        )
        return response

    def leave(self, visit: Visit) -> Response:
        with self._store.begin() as session:
            console_access.close_session(session, self._store.cipher, visit.web.cookies.get(COOKIE, ""))
        response = self.refuse("SignedOut", 200)
        response.delete_cookie(COOKIE, path="/console", httponly=True, samesite="strict")
        return response


def texts(form: FormData) -> dict[str, str]:
    """The form's texts; files are no part of any form of the console."""
    return {name: value for name, value in form.items() if not isinstance(value, UploadFile)}
