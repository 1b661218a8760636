"""A Bot API server on loopback: keeps what it is told, checks it as Telegram would, and can be told to misbehave."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
_ALLOWED_TAGS = {"b", "blockquote", "code", "a"}


class _Markup(HTMLParser):
    """Raises ValueError where Telegram would say that it cannot parse entities; collects the visible text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.visible = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        if tag not in _ALLOWED_TAGS:
            raise ValueError(f"unsupported start tag {tag}")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"unexpected end tag {tag}")

    def handle_data(self, data: str) -> None:
        self.visible += data


def visible_text(html: str) -> str:
    """The text a person sees. Raises ValueError on markup that Telegram refuses."""
    if re.search(r"<(?!/?(?:b|blockquote|code|a)[\s>])", html) or re.search(r"&(?!(?:lt|gt|amp|quot|#\d+);)", html):
        raise ValueError("can't parse entities")
    parser = _Markup()
    parser.feed(html)
    parser.close()
    if parser.open:
        raise ValueError("can't find end tag")
    return parser.visible


@dataclass
class Call:
    """One call that the server took."""

    method: str
    data: dict[str, Any]
    at: float
    message_id: int | None = None

    @property
    def text(self) -> str:
        return visible_text(self.data.get("text", ""))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        markup = self.data.get("reply_markup")
        rows = json.loads(markup) if isinstance(markup, str) else markup
        return [button for row in (rows or {}).get("inline_keyboard", []) for button in row]

    def button(self, label: str) -> str:
        """The callback data of the button with this label (a part of it)."""
        return next(button["callback_data"] for button in self.buttons if label in button["text"])


@dataclass
class Fault:
    """How the next call of a method goes wrong: an HTTP answer, or a delay (after taking it)."""

    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    delay: float = 0.0


class BotApi:
    """The server. `with BotApi() as api:`; `api.base` is what TELEGRAM_API_BASE is set to."""

    def __init__(self, port: int = 0) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port = self._socket.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.calls: list[Call] = []
        self.faults: dict[str, list[Fault]] = defaultdict(list)
        self.files: dict[str, bytes] = {}
        self.webhook: dict[str, Any] = {}
        self.acknowledged = 0
        self._updates: list[dict[str, Any]] = []
        self._next_update, self._next_message = 1000, 1
        self._changed = threading.Condition()
        routes = [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file),
        ]
        config = uvicorn.Config(Starlette(routes=routes), log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> BotApi:
        self._thread.start()
        deadline = time.monotonic() + 5
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        with self._changed:
            self._changed.notify_all()
        self._thread.join(5)

    # what a test does

    def push(self, update: dict[str, Any]) -> int:
        """Queues an update for polling. Returns its id."""
        with self._changed:
            update_id = self._next_update
            self._next_update += 1
            self._updates.append({"update_id": update_id, **update})
            self._changed.notify_all()
        return update_id

    def message(
        self, chat_id: int, text: str = "", *, group: bool = False, user_id: int | None = None, **more: Any
    ) -> dict[str, Any]:
        """A message update from a person."""
        with self._changed:
            message_id = self._next_message
            self._next_message += 1
        chat = {"id": chat_id, "type": "supergroup" if group else "private", "title": "담당자 모임방"}
        person = {"id": user_id or chat_id, "is_bot": False, "first_name": "예시"}
        body: dict[str, Any] = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": chat,
            "from": person,
            **more,
        }
        if text:
            body["text"] = text
        return {"message": body}

    def press(self, call: Call, label: str, *, user_id: int | None = None, name: str = "예시") -> dict[str, Any]:
        """A press of a button under a message that was sent."""
        chat_id = int(call.data["chat_id"])
        chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup", "title": "담당자 모임방"}
        markup = call.data["reply_markup"]
        return {
            "callback_query": {
                "id": f"press-{time.monotonic_ns()}",
                "from": {"id": user_id or abs(chat_id), "is_bot": False, "first_name": name},
                "chat_instance": "1",
                "data": call.button(label),
                "message": {
                    "message_id": call.message_id, "date": int(time.time()), "chat": chat,
                    "from": {"id": 110201543, "is_bot": True, "first_name": "AS 도우미"},
                    "text": call.text, "reply_markup": json.loads(markup) if isinstance(markup, str) else markup,
                },
            }
        }  # fmt: skip

    def post_webhook(self, update: dict[str, Any], secret: str | None = None) -> httpx.Response:
        """Calls the webhook that was set, as Telegram would."""
        with self._changed:
            update = {"update_id": self._next_update, **update}
            self._next_update += 1
        token = self.webhook.get("secret_token", "") if secret is None else secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": token}
        return httpx.post(self.webhook["url"], json=update, headers=headers, timeout=10)

    def sent(self, chat_id: int | str, method: str = "sendMessage") -> list[Call]:
        """Messages that reached a chat, in order."""
        return [call for call in self.calls if call.method == method and str(call.data.get("chat_id")) == str(chat_id)]

    def wait_for(self, chat_id: int | str, containing: str = "", *, count: int = 1, seconds: float = 10) -> Call:
        """The `count`-th message to a chat that contains a text. Raises AssertionError when it does not come."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while True:
                found = [call for call in self.sent(chat_id) if containing in call.text]
                if len(found) >= count:
                    return found[count - 1]
                left = deadline - time.monotonic()
                if left <= 0:
                    seen = [call.text for call in self.sent(chat_id)]
                    raise AssertionError(f"no message with {containing!r} to {chat_id}; seen: {seen}")
                self._changed.wait(left)

    def wait_until(self, condition: Any, seconds: float = 10) -> None:
        """Waits until `condition()` holds. Raises AssertionError when it does not."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not condition():
                left = deadline - time.monotonic()
                assert left > 0, "the condition did not come true"
                self._changed.wait(min(left, 0.1))

    # what the server does

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != TOKEN:
            return JSONResponse({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        method = request.path_params["method"]
        async with request.form() as form:
            # a file is kept as its bytes: its upload is closed with the form
            sent = {
                name: await value.read() if isinstance(value, UploadFile) else value for name, value in form.items()
            }
        data: dict[str, Any] = {**request.query_params, **sent}
        return await run_in_threadpool(self._answer, method, data)

    async def _file(self, request: Request) -> Response:
        body = self.files.get(request.path_params["path"])
        return Response(body) if body is not None else Response(status_code=404)

    def _answer(self, method: str, data: dict[str, Any]) -> Response:
        fault = self.faults[method].pop(0) if self.faults[method] else None
        if fault is not None and fault.status != 200:
            return JSONResponse(fault.body, fault.status)
        try:
            result = self._handle(method, data)
        except ValueError as error:
            return JSONResponse({"ok": False, "error_code": 400, "description": f"Bad Request: {error}"}, 400)
        if fault is not None and fault.delay:
            time.sleep(fault.delay)
        return JSONResponse({"ok": True, "result": result})

    def _handle(self, method: str, data: dict[str, Any]) -> Any:
        if method == "getUpdates":
            return self._get_updates(int(data.get("offset") or 0), float(data.get("timeout") or 0))
        if method == "getMe":
            return {"id": 110201543, "is_bot": True, "first_name": "AS 도우미", "username": "asbot_test_bot"}
        if method == "getFile":
            file_id = data["file_id"]
            return {"file_id": file_id, "file_unique_id": file_id, "file_path": file_id}
        if method in ("sendMessage", "editMessageText"):
            text = visible_text(data["text"])
            if not text.strip():
                raise ValueError("message text is empty")
            if len(text.encode("utf-16-le")) // 2 > 4096:
                raise ValueError("message is too long")
        call = Call(method, data, time.monotonic())
        if any(not 1 <= len(button.get("callback_data", "x").encode()) <= 64 for button in call.buttons):
            raise ValueError("BUTTON_DATA_INVALID")
        with self._changed:
            if method.startswith("send"):
                call.message_id = self._next_message
                self._next_message += 1
            if method == "setWebhook":
                self.webhook = data
            if method == "deleteWebhook":
                self.webhook = {}
            self.calls.append(call)
            self._changed.notify_all()
        if method.startswith(("send", "editMessage")):
            chat_id = int(data["chat_id"])
            return {
                "message_id": call.message_id or int(data.get("message_id", 0)), "date": int(time.time()),
                "chat": {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}, "text": data.get("text", ""),
            }  # fmt: skip
        return True

    def _get_updates(self, offset: int, timeout: float) -> list[dict[str, Any]]:
        deadline = time.monotonic() + timeout
        with self._changed:
            self.acknowledged = max(self.acknowledged, offset)
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            while not self._updates and not self._server.should_exit:
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(min(left, 0.5))
            return list(self._updates[:100])
