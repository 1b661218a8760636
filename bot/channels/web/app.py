"""The web application: chat, console, webhook and static files behind the same headers and limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.channels.web.chat import FILE_BODY_MOST, Chat
from bot.channels.web.chat_view import FILES_PATH
from bot.channels.web.console import console_routes
from bot.channels.web.pages import STATIC, STATIC_URL, OwnFiles, page
from bot.channels.web.security import BodyLimit, SameOrigin, SecurityHeaders
from bot.desk.acts import Desk
from bot.runner import Runner
from bot.settings import Settings
from bot.store.errors import StoreError

BODY_MOST = 256 * 1024
MACHINE_BODY_MOST = 1_000_000
# called by machines with a secret of their own
MACHINE_PATHS = ("/telegram/",)
WEBHOOK_PATH = "/telegram/webhook"


def create_app(runner: Runner, desk: Desk, settings: Settings, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The application. `routes` come first: Telegram's webhook, where there is one.

    `app.state.streams.close()`, called in the event loop when the server begins to stop, ends the open streams.
    """
    chat = Chat(runner, settings)

    async def healthy(_request: Request) -> Response:
        """200 as long as the database answers."""
        try:
            await asyncio.to_thread(_touch, runner)
        except StoreError:
            return PlainTextResponse("store", 503)
        return PlainTextResponse("ok")

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        chat.streams.close()

    app = Starlette(
        routes=[
            *routes,
            *chat.routes,
            *console_routes(runner.store, desk, settings),
            Route("/healthz", healthy),
            Mount(STATIC_URL, OwnFiles(directory=STATIC), name="static"),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(SameOrigin, public_url=settings.public_url, exempt=MACHINE_PATHS),
            Middleware(
                BodyLimit,
                default=BODY_MOST,
                by_path={FILES_PATH: FILE_BODY_MOST, WEBHOOK_PATH: MACHINE_BODY_MOST},
            ),
        ],
        exception_handlers={404: _missing, 500: _failed},
        lifespan=lifespan,
    )
    app.state.streams = chat.streams
    return app


def _touch(runner: Runner) -> None:
    with runner.store.read() as session:
        runner.context(session, "web", "")


async def _missing(request: Request, _error: Exception) -> Response:
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return page("missing.html", 404)
    return JSONResponse({"error": "missing"}, 404)


async def _failed(request: Request, _error: Exception) -> Response:
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return page("failed.html", 500)
    return JSONResponse({"error": "failed"}, 500)
