"""A visitor's own cases by their numbers: the page of each, and the address that a printed QR leads to."""

from __future__ import annotations

import asyncio
import math

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.chat_view import CHANNEL
from bot.channels.web.chat_visitor import RateLimit, visitor
from bot.papers.making import MEDIA_TYPE, PaperMaker, file_name, page_path
from bot.runner import Runner
from bot.settings import Settings
from bot.store.models import Request as Case
from bot.store.requests import by_receipt


class ChatPapers:
    """Only the browser that sent a case gets it; to every other one it does not exist."""

    def __init__(self, runner: Runner, settings: Settings) -> None:
        self._runner = runner
        self._papers = PaperMaker(runner.notice, settings.public_url)
        self._limit = RateLimit(burst=10, per_minute=20)

    @property
    def routes(self) -> list[Route]:
        path = page_path("{receipt}")
        return [Route(path, self._case), Route(f"{path}/papers.pdf", self._page)]

    async def _case(self, request: Request) -> Response:
        """The conversation in which the case was sent."""
        await self._own(request)
        return RedirectResponse("/", 303)

    async def _page(self, request: Request) -> Response:
        case = await self._own(request)
        wait = self._limit.wait(case.user)
        if wait:
            seconds = math.ceil(wait)
            return JSONResponse(
                {"error": "rate", "retry_after": seconds}, 429, headers={"Retry-After": str(seconds)}
            )  # fmt: skip
        return await page_response(self._papers, case)

    async def _own(self, request: Request) -> Case:
        """Raises HTTPException 404 for a number that is nobody's and for somebody else's alike."""
        who = visitor(request)
        case = await asyncio.to_thread(self._find, str(request.path_params["receipt"]))
        if who.is_new or case is None or (case.channel, case.user) != (CHANNEL, who.user):
            raise HTTPException(404)
        return case

    def _find(self, receipt: str) -> Case | None:
        with self._runner.store.read() as session:
            return by_receipt(session, receipt)


async def page_response(papers: PaperMaker, case: Case) -> Response:
    """The PDF as a download that no cache keeps."""
    return pdf_response(await asyncio.to_thread(papers.make, case), case.receipt)


def pdf_response(body: bytes, receipt: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(receipt)}"',
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=MEDIA_TYPE, headers=headers)
