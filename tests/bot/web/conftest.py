"""The whole web application over HTTP, without a network: each client is a browser of its own with its cookies."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.web.app import create_app
from bot.desk.acts import Desk
from bot.runner import Runner
from bot.settings import Settings

HOST = "chat.example"


@dataclass
class Visit:
    """One visitor of the chat."""

    client: httpx.AsyncClient
    since: int = 0

    async def open(self) -> httpx.Response:
        return await self.client.get("/")

    async def post(self, event_id: str | None = None, **what: Any) -> httpx.Response:
        body = {"event_id": event_id or uuid.uuid4().hex, "since": self.since, **what}
        return await self.client.post("/chat/events", json=body)

    async def does(self, **what: Any) -> dict[str, Any]:
        response = await self.post(**what)
        assert response.status_code == 200, response.text
        update: dict[str, Any] = response.json()
        self.since = update["cursor"]
        return update

    async def says(self, text: str) -> dict[str, Any]:
        return await self.does(text=text)

    async def presses(self, choice: str) -> dict[str, Any]:
        return await self.does(choice=choice)

    async def uploads(self, name: str, content: bytes, event_id: str | None = None) -> httpx.Response:
        return await self.client.post(
            "/chat/files",
            data={"event_id": event_id or uuid.uuid4().hex, "since": "0"},
            files={"file": (name, content)},
        )


def html_of(update: dict[str, Any]) -> str:
    return "".join(line["html"] for line in update["lines"])


@pytest.fixture
def chat_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ASBOT_DATA_DIR", str(tmp_path))
    return Settings()


@pytest.fixture
def chat_app(runner: Runner, chat_settings: Settings) -> Starlette:
    return create_app(runner, Desk(runner.notice, runner.wording), chat_settings)


@pytest.fixture
async def visit(chat_app: Starlette) -> AsyncIterator[Visit]:
    transport = httpx.ASGITransport(chat_app)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        yield Visit(client)


@pytest.fixture
async def second_visit(chat_app: Starlette) -> AsyncIterator[Visit]:
    transport = httpx.ASGITransport(chat_app)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        yield Visit(client)
