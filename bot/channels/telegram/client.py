"""The Bot API client: python-telegram-bot's calls, its errors as ours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from telegram import Bot, BotCommand, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.channels.telegram.incoming import ALLOWED_UPDATES
from bot.channels.telegram.render import Keyboard
from bot.errors import BotError, TransportError

POLL_SECONDS = 25
COMMANDS = (
    ("start", "처음부터 시작하기"),
    ("status", "내 요청 보기"),
    ("help", "할 수 있는 일 보기"),
    ("cancel", "하던 일 그만두기"),
)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TokenRefused(BotError):
    """Telegram does not know the token. The token itself is never in a message."""


class ApiUnreachable(BotError):
    """The Bot API server did not answer."""


class TelegramClient:
    """Calls to the Bot API. Every failure is one TransportError; the token is in no text of it."""

    def __init__(self, token: str, api_base: str) -> None:
        base = api_base.rstrip("/")
        self._base = base
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=HTTPXRequest(connection_pool_size=16, read_timeout=10, write_timeout=10, connect_timeout=5),
            get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=POLL_SECONDS + 10, connect_timeout=5),
        )

    def __repr__(self) -> str:
        return "TelegramClient()"

    async def open(self) -> str:
        """Checks the token. Returns the bot's user name. Raises TokenRefused or ApiUnreachable."""
        try:
            await self._bot.initialize()
        except InvalidToken:
            raise TokenRefused(
                "TELEGRAM_BOT_TOKEN: Telegram does not know this token (allowed: one from @BotFather)"
            ) from None
        except TelegramError:
            raise ApiUnreachable(
                f"TELEGRAM_API_BASE: no answer from {self._base} (allowed: a Bot API server)"
            ) from None
        return self._bot.username

    async def close(self) -> None:
        await self._bot.shutdown()

    async def set_commands(self) -> None:
        async with _translated():
            await self._bot.set_my_commands([BotCommand(name, text) for name, text in COMMANDS])

    async def set_webhook(self, url: str, secret: str) -> None:
        async with _translated():
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES))

    async def delete_webhook(self) -> None:
        async with _translated():
            await self._bot.delete_webhook()

    async def updates(self, offset: int | None) -> Sequence[Update]:
        """New updates; asking with an offset acknowledges all before it."""
        async with _translated():
            return await self._bot.get_updates(
                offset=offset, timeout=POLL_SECONDS, allowed_updates=list(ALLOWED_UPDATES)
            )

    def parse(self, data: object) -> Update | None:
        """A webhook's body as an update, or None where it is not one."""
        return Update.de_json(data, self._bot) if isinstance(data, dict) and "update_id" in data else None

    async def send(self, chat_id: str, html: str, keyboard: Keyboard | None = None, reply_to: int | None = None) -> str:
        """Sends one message. Returns its id."""
        async with _translated():
            sent = await self._bot.send_message(
                chat_id, html, parse_mode=ParseMode.HTML, reply_markup=keyboard, link_preview_options=_NO_PREVIEW,
                reply_to_message_id=reply_to, allow_sending_without_reply=True if reply_to else None,
            )  # fmt: skip
        return str(sent.message_id)

    async def send_file(self, chat_id: str, kind: str, file: str | Path, caption: str, reply_to: int | None) -> str:
        """Sends a photo, video or document by file id or from disk. Returns the message's id."""
        async with _translated():
            if kind == "photo":
                sent = await self._bot.send_photo(chat_id, file, caption=caption, reply_to_message_id=reply_to)
            elif kind == "video":
                # a file id is sent again as what it was; as a document Telegram refuses it
                sent = await self._bot.send_video(chat_id, file, caption=caption, reply_to_message_id=reply_to)
            else:
                sent = await self._bot.send_document(chat_id, file, caption=caption, reply_to_message_id=reply_to)
        return str(sent.message_id)

    async def send_document(self, chat_id: str, body: bytes, name: str, caption: str) -> str:
        """Sends a file of our own making. Returns the message's id."""
        async with _translated():
            sent = await self._bot.send_document(chat_id, body, filename=name, caption=caption)
        return str(sent.message_id)

    async def edit(self, chat_id: str, message_id: int, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
        """Replaces a message. A message that already looks so is fine."""
        async with _translated():
            try:
                await self._bot.edit_message_text(
                    html, chat_id, message_id, parse_mode=ParseMode.HTML, reply_markup=keyboard,
                    link_preview_options=_NO_PREVIEW,
                )  # fmt: skip
            except BadRequest as error:
                if "not modified" not in error.message:
                    raise

    async def answer_press(self, callback_id: str, text: str | None = None) -> None:
        async with _translated():
            await self._bot.answer_callback_query(callback_id, text)

    async def fetch_file(self, file_id: str) -> bytes:
        """A file's bytes (20 MB at most). Its address holds the token and is never shown or logged."""
        async with _translated():
            file = await self._bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    try:
        yield
    except RetryAfter as error:
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        raise TransportError("retry_after", retry_after=seconds) from None
    except ChatMigrated as error:
        raise TransportError("chat_migrated", migrated_to=str(error.new_chat_id)) from None
    except Forbidden:
        raise TransportError("blocked", blocked=True) from None
    except TimedOut:
        raise TransportError("timed_out", maybe_delivered=True) from None
    except (BadRequest, InvalidToken):
        raise TransportError("bad_request", permanent=True) from None
    except Conflict:
        raise TransportError("conflict") from None
    except TelegramError:
        # NetworkError among them: no connection, or an answer that is not the Bot API's
        raise TransportError("network") from None
