"""`asbot staff`: invitations, and one-time links to the console."""

from __future__ import annotations

import asyncio
import json
import sys

from pydantic import SecretStr

from bot.channels.telegram.client import TelegramClient
from bot.desk.invites import create_invite
from bot.errors import BotError
from bot.opening import open_store
from bot.serve import console_link
from bot.settings import Settings
from knowledge.loading import default_notice


def invite(settings: Settings, office: str | None, role: str, as_json: bool) -> None:
    """A single-use code for a person or a group. Raises DeskError."""
    store = open_store(settings)
    try:
        with store.begin() as session:
            made = create_invite(session, store.cipher, role, office, default_notice().offices.keys(), settings.now())
    finally:
        store.close()
    link = _join_link(settings, made.code)
    if as_json:
        line = {"code": made.code, "link": link, "office": made.office, "role": made.role,
                "expires_at": made.expires_at.isoformat()}  # fmt: skip
        print(json.dumps(line, ensure_ascii=False))
        return
    print(f"초대 코드: {made.code}")
    print(f"텔레그램에서 /join {made.code}" + (f" 또는 {link}" if link else ""))


def link(settings: Settings) -> None:
    store = open_store(settings)
    try:
        print(console_link(settings, store))
    finally:
        store.close()


def _join_link(settings: Settings, code: str) -> str | None:
    """The link that hands the code to the bot; without a token, to the console. None where Telegram is unreachable."""
    if settings.telegram_token is None:
        return f"{settings.public_url or f'http://{settings.host}:{settings.port}'}/console/join?code={code}"
    try:
        name = asyncio.run(_bot_name(settings.telegram_token, settings.telegram_api_base))
    except BotError as error:
        print(f"asbot: {error}", file=sys.stderr)  # the code is made and works without the link
        return None
    return f"https://t.me/{name}?start=join_{code.replace('-', '')}"


async def _bot_name(token: SecretStr, api_base: str) -> str:
    client = TelegramClient(token.get_secret_value(), api_base)
    try:
        return await client.open()
    finally:
        await client.close()
