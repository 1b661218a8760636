"""The chat's routes: the page, events in, files in, what is new, the notice."""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlmodel import select
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.channels.web.chat_notice import sections
from bot.channels.web.chat_papers import ChatPapers
from bot.channels.web.chat_stream import Streams
from bot.channels.web.chat_view import CHANNEL, FILES_PATH, read_view, state_json, update_json
from bot.channels.web.chat_visitor import RateLimit, Visitor, remember, visitor
from bot.channels.web.file_response import file_response
from bot.channels.web.pages import page, render
from bot.errors import ConversationBusy
from bot.files.keeping import drop, keep, shown_name
from bot.files.kinds import MEGABYTES_MOST, MOST_BYTES, FileKind, FileRefused
from bot.logging import log
from bot.messages import Incoming, Reply
from bot.runner import Runner
from bot.settings import Settings
from bot.store import conversations
from bot.store.errors import StoreError
from bot.store.models import Attachment
from flows.exchange import FileRef

TEXT_MOST = 2000  # characters
CHOICE_MOST = 100
COMMANDS = ("start", "help", "cancel", "status")
FILE_BODY_MOST = MOST_BYTES + 64 * 1024
_EVENT_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
# the neighbourhood of Korea: anything else is no place of a site
_LATITUDES, _LONGITUDES = (-90.0, 90.0), (-180.0, 180.0)


class BadEvent(Exception):
    """A request that the page itself would never send; `field` says what is wrong with it."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class Chat:
    """The web chat of one process."""

    def __init__(self, runner: Runner, settings: Settings) -> None:
        self._runner = runner
        self._settings = settings
        self._data_dir = Path(settings.data_dir)
        self._events = RateLimit(burst=40, per_minute=60)
        self._files = RateLimit(burst=12, per_minute=12)
        self._newcomers = RateLimit(burst=60, per_minute=60)
        self.streams = Streams(runner)

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/", self._page, name="chat"),
            Route("/notice", self._notice),
            *ChatPapers(self._runner, self._settings).routes,
            Route("/chat/events", self._event, methods=["POST"]),
            Route(FILES_PATH, self._file, methods=["POST"]),
            Route(FILES_PATH + "/{file:int}", self._own_file),
            Route("/chat/history", self._history),
            Route("/chat/stream", self._stream),
        ]

    async def _page(self, request: Request) -> Response:
        who = visitor(request)
        view = await asyncio.to_thread(read_view, self._runner, who.user)
        response = page(
            "chat/page.html",
            view=view,
            notice=self._runner.notice,
            state=state_json(view),
            file_most=MOST_BYTES,
            file_refusals={reason: self._refusal(reason) for reason in ("empty", "too_large")},
        )
        remember(response, who, self._secure(request))
        return response

    async def _notice(self, _request: Request) -> Response:
        notice = self._runner.notice
        return page("chat/notice.html", notice=notice, sections=sections(notice))

    async def _history(self, request: Request) -> Response:
        """Lines before an id (`before`), or everything since a moment in milliseconds (`since`), and the state."""
        who = visitor(request)
        before = _number(request.query_params.get("before"))
        if before is None:
            since = _number(request.query_params.get("since")) or 0
            return _json(await asyncio.to_thread(update_json, self._runner, who.user, since))
        view = await asyncio.to_thread(read_view, self._runner, who.user, before)
        html = "".join(render("chat/line.html", line=line) for line in view.lines)
        return _json({"html": html, "has_earlier": view.has_earlier})

    async def _stream(self, request: Request) -> Response:
        who = visitor(request)
        if who.is_new:
            return JSONResponse({"error": "visitor"}, 401)
        if self.streams.is_full(who.user):
            return JSONResponse({"error": "streams"}, 429, headers={"Retry-After": "30"})
        since = _number(request.headers.get("last-event-id")) or _number(request.query_params.get("since")) or 0
        return StreamingResponse(
            self.streams.events(who.user, since),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _event(self, request: Request) -> Response:
        who = visitor(request)
        limited = self._limited(who, self._events)
        if limited is not None:
            return limited
        try:
            data = await request.json()
            event_id, since = _identity(data)
            incoming = _incoming(data, f"{who.user}:{event_id}", who.user)
        except (BadEvent, json.JSONDecodeError, UnicodeDecodeError) as error:
            return JSONResponse({"error": "event", "field": getattr(error, "field", "body")}, 400)
        return await self._answer(request, who, incoming, since, event_id)

    async def _file(self, request: Request) -> Response:
        who = visitor(request)
        limited = self._limited(who, self._files)
        if limited is not None:
            return limited
        try:
            form = await request.form(max_files=1, max_fields=4)
        except HTTPException:
            return JSONResponse({"error": "event", "field": "body"}, 400)
        try:
            since = _number(str(form.get("since", ""))) or 0
            event_id, since = _identity({"event_id": form.get("event_id"), "since": since})
            upload = form.get("file")
            if not isinstance(upload, UploadFile):
                raise BadEvent("file")
            caption = str(form.get("text", ""))[:TEXT_MOST]
            name, size = shown_name(upload.filename), upload.size or 0
            stored, kind = await asyncio.to_thread(self._keep, f"{who.user}:{event_id}", upload)
        except BadEvent as error:
            return JSONResponse({"error": "event", "field": error.field}, 400)
        except FileRefused as error:
            said = {"error": f"file_{error.reason}", "text": self._refusal(error.reason)}
            return JSONResponse(said, 413 if error.reason == "too_large" else 415)
        finally:
            await form.close()
        file = FileRef(stored, kind.group, name, size, caption)
        incoming = Incoming(f"{who.user}:{event_id}", CHANNEL, who.user, file=file)
        response = await self._answer(request, who, incoming, since, event_id)
        if not await asyncio.to_thread(self._is_kept, stored):
            # before consent nothing but the conversation itself is kept, nor what the request did not take
            await asyncio.to_thread(drop, self._data_dir, stored)
        return response

    def _keep(self, key: str, upload: UploadFile) -> tuple[str, FileKind]:
        if (upload.size or 0) > MOST_BYTES:
            raise FileRefused("too_large")
        upload.file.seek(0)
        return keep(self._data_dir, key, upload.file.read())

    def _refusal(self, reason: str) -> str:
        wording = self._runner.wording
        return wording.blocks("company/file_refused", reason=reason, file_name="", megabytes=MEGABYTES_MOST)["text"]

    def _is_kept(self, stored: str) -> bool:
        with self._runner.store.read() as session:
            return session.exec(select(Attachment.id).where(Attachment.stored_path == stored)).first() is not None

    async def _own_file(self, request: Request) -> Response:
        """A file that this visitor sent, for nobody else."""
        response = await asyncio.to_thread(self._file_of, visitor(request).user, int(request.path_params["file"]))
        if response is None:
            raise HTTPException(404)
        return response

    def _file_of(self, user: str, number: int) -> Response | None:
        with self._runner.store.read() as session:
            attachment = session.get(Attachment, number)
        if attachment is None or (attachment.channel, attachment.user) != (CHANNEL, user):
            return None
        return file_response(self._data_dir, attachment)

    async def _answer(self, request: Request, who: Visitor, incoming: Incoming, since: int, event_id: str) -> Response:
        try:
            reply = await asyncio.to_thread(self._runner.handle, incoming)
            update = await asyncio.to_thread(self._update, who.user, since, reply, event_id)
        except (StoreError, ConversationBusy) as error:
            log().warning("web_event_trouble", channel=CHANNEL, error=type(error).__name__)
            return JSONResponse({"error": "busy"}, 503, headers={"Retry-After": "3"})
        except Exception as error:  # the page says that the answer failed; the log says of what kind
            log().error("web_event_failed", channel=CHANNEL, error=type(error).__name__)
            return JSONResponse({"error": "failed"}, 500)
        response = _json(update)
        remember(response, who, self._secure(request))
        return response

    def _update(self, user: str, since: int, reply: Reply, event_id: str) -> Mapping[str, Any]:
        with self._runner.store.read() as session:
            kept = conversations.find(session, CHANNEL, user) is not None
        return update_json(self._runner, user, since, None if kept else reply, f"e{event_id}")

    def _limited(self, who: Visitor, limit: RateLimit) -> Response | None:
        wait = (self._newcomers.wait("") if who.is_new else 0.0) or limit.wait(who.user)
        if wait == 0:
            return None
        seconds = math.ceil(wait)
        return JSONResponse({"error": "rate", "retry_after": seconds}, 429, headers={"Retry-After": str(seconds)})

    def _secure(self, request: Request) -> bool:
        return request.url.scheme == "https" or (self._settings.public_url or "").startswith("https:")


def _identity(data: Any) -> tuple[str, int]:
    """The event's id and what the page has already (milliseconds). Raises BadEvent."""
    if not isinstance(data, dict):
        raise BadEvent("body")
    event_id, since = data.get("event_id"), data.get("since") or 0
    if not isinstance(event_id, str) or not _EVENT_ID.fullmatch(event_id):
        raise BadEvent("event_id")
    if not isinstance(since, int):
        raise BadEvent("since")
    return event_id, since


def _incoming(data: Mapping[str, Any], event_id: str, user: str) -> Incoming:
    """One event as the page sends it: exactly one of text, choice, location, command. Raises BadEvent."""
    given = [key for key in ("text", "choice", "location", "command") if data.get(key) is not None]
    if len(given) != 1:
        raise BadEvent("text")
    field, value = given[0], data[given[0]]
    if field == "text" and isinstance(value, str) and 0 < len(value.strip()) <= TEXT_MOST:
        return Incoming(event_id, CHANNEL, user, text=value.strip())
    if field == "choice" and isinstance(value, str) and 0 < len(value) <= CHOICE_MOST:
        return Incoming(event_id, CHANNEL, user, choice=value)
    if field == "command" and value in COMMANDS:
        return Incoming(event_id, CHANNEL, user, command=value)
    if field == "location" and isinstance(value, dict):
        return Incoming(
            event_id, CHANNEL, user,
            location=(_degree(value.get("latitude"), *_LATITUDES), _degree(value.get("longitude"), *_LONGITUDES)),
        )  # fmt: skip
    raise BadEvent(field)


def _degree(value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise BadEvent("location")
    return float(value)


def _number(text: str | None) -> int | None:
    """A count of at most 15 digits; None for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 15 else None


def _json(data: Mapping[str, Any]) -> Response:
    return JSONResponse(data, headers={"Cache-Control": "no-store"})
