"""Telegram in this process: long polling, or a webhook where PUBLIC_URL is set."""

from __future__ import annotations

import asyncio
import hmac
import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.client import TelegramClient
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.staff import StaffDesk
from bot.channels.telegram.transport import TelegramTransport
from bot.errors import ConversationBusy, TransportError
from bot.logging import log
from bot.papers.making import PaperMaker
from bot.runner import Runner
from bot.settings import Settings
from bot.store import Store
from bot.store.errors import StoreError

WEBHOOK_PATH = "/telegram/webhook"
MOST_BODY_BYTES = 1_000_000
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 30.0


class TelegramService:
    """Everything Telegram: `transport` for deliveries, `routes` for the web app, `open` and `run` for the process."""

    def __init__(self, settings: Settings, store: Store, runner: Runner, desk: StaffDesk) -> None:
        assert settings.telegram_token is not None, "made only where a token is set"
        token = settings.telegram_token.get_secret_value()
        self._settings = settings
        self._client = TelegramClient(token, settings.telegram_api_base)
        self._receiver = Receiver(self._client, store, runner, desk)
        papers = PaperMaker(runner.notice, settings.public_url)
        self.transport = TelegramTransport(
            self._client, store, desk, Path(settings.data_dir), papers, runner.wording
        )  # fmt: skip
        given = settings.telegram_webhook_secret
        # without a secret of the operator's: one that only who knows the token can work out, the same in every process
        self._secret = given.get_secret_value() if given else store.digest("telegram_webhook", token)[:64]

    @property
    def uses_webhook(self) -> bool:
        return self._settings.public_url is not None

    @property
    def routes(self) -> list[Route]:
        """The webhook, where it is used."""
        return [Route(WEBHOOK_PATH, self._webhook, methods=["POST"])] if self.uses_webhook else []

    async def open(self) -> str:
        """Checks the token. Returns the bot's user name. Raises TokenRefused or ApiUnreachable."""
        return await self._client.open()

    async def close(self) -> None:
        await self._receiver.close()
        await self._client.close()

    async def run(self) -> None:
        """Until cancelled: takes updates. `open` comes first. In webhook mode it registers the address and rests."""
        await self._prepare()
        if self.uses_webhook:
            await asyncio.Event().wait()
        await self._poll()

    async def _prepare(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                await self._client.set_commands()
                if self.uses_webhook:
                    await self._client.set_webhook(f"{self._settings.public_url}{WEBHOOK_PATH}", self._secret)
                else:
                    await self._client.delete_webhook()
                return
            except TransportError as error:
                log().warning("telegram_trouble", error=error.kind)
                await asyncio.sleep(error.retry_after or pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _poll(self) -> None:
        """An update is committed before the offset moves past it; what a stop interrupts comes again."""
        offset: int | None = None
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                for update in await self._client.updates(offset):
                    await self._receiver.handle(update)
                    offset = update.update_id + 1
                pause = FIRST_PAUSE_SECONDS
            except TransportError as error:
                log().warning("telegram_trouble", error=error.kind)
                await asyncio.sleep(error.retry_after or pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            except (StoreError, ConversationBusy) as error:
                # not acknowledged: the same update is fetched again
                log().warning("telegram_store_trouble", error=type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _webhook(self, request: Request) -> Response:
        """2xx only after the commit; anything else makes Telegram send the update again."""
        token = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(token.encode(), self._secret.encode()):
            return Response(status_code=403)
        if int(request.headers.get("content-length") or 0) > MOST_BODY_BYTES:
            return Response(status_code=413)
        try:
            update = self._client.parse(json.loads(await request.body()))
        except ValueError:
            update = None
        if update is None:
            return Response(status_code=400)
        try:
            await self._receiver.handle(update)
        except (StoreError, ConversationBusy) as error:
            log().warning("telegram_store_trouble", error=type(error).__name__)
            return Response(status_code=503)
        return Response(status_code=200)
