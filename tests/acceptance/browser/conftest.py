"""A real Chromium on the real server process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, sync_playwright
from support.process import Asbot

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Not for the whole session: the driver's event loop would be in the way of other tests' own."""
    executable = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine (needed where CI is set)")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asbot]:
    """`asbot serve`; every test is a visitor of its own."""
    running = Asbot(tmp_path_factory.mktemp("asbot")).start()
    yield running
    running.stop()


@dataclass
class ChatPage:
    """The chat in a browser, as a person uses it."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> None:
        def requested(request: Request) -> None:
            self.requests.append(request.url)

        self.page.on("request", requested)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)

    def open(self) -> ChatPage:
        self.page.goto(self.url)
        return self

    @property
    def text(self) -> Locator:
        return self.page.get_by_label("질문이나 답 적기")

    @property
    def answers(self) -> Locator:
        return self.page.locator("article")

    @property
    def last(self) -> Locator:
        return self.answers.last

    def says(self, words: str) -> Locator:
        """Write and send; returns the answer."""
        before = self.answers.count()
        self.text.fill(words)
        self.page.get_by_role("button", name="보내기", exact=True).click()
        return self.answered(before)

    def presses(self, name: str) -> Locator:
        """Press a choice of the newest answer."""
        before = self.answers.count()
        self.last.get_by_role("button", name=name, exact=True).click()
        return self.answered(before)

    def answered(self, before: int) -> Locator:
        self.answers.nth(before).wait_for(timeout=15_000)
        self.page.locator("#pending .msg, .typing").first.wait_for(state="detached", timeout=15_000)
        return self.last

    def elsewhere(self) -> list[str]:
        """Requests that left this server."""
        own = urlsplit(self.url).netloc
        schemes = ("http", "https", "ws", "wss")
        return [one for one in self.requests if urlsplit(one).scheme in schemes and urlsplit(one).netloc != own]

    def is_focused(self, locator: Locator) -> bool:
        return bool(locator.evaluate("element => element === document.activeElement"))


@pytest.fixture
def visit(chromium: Browser, server: Asbot) -> Iterator[Callable[..., ChatPage]]:
    """Opens the chat as a new visitor; at the end no page may have had errors or asked another server."""
    contexts: list[BrowserContext] = []
    pages: list[ChatPage] = []

    def visiting(viewport: dict[str, int] = DESKTOP, **options: Any) -> ChatPage:
        context = chromium.new_context(viewport=viewport, locale="ko-KR", timezone_id="Asia/Seoul", **options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        chat = ChatPage(context.new_page(), server.url)
        chat.watch()
        pages.append(chat)
        return chat.open()

    yield visiting
    for context in contexts:
        context.close()
    for chat in pages:
        assert chat.elsewhere() == []
        assert chat.troubles == []


@pytest.fixture
def phone() -> dict[str, int]:
    return PHONE


@pytest.fixture
def desktop() -> dict[str, int]:
    return DESKTOP


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A small real PNG."""
    import base64

    path = tmp_path / "서버 앞면.png"
    path.write_bytes(
        base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        )
    )
    return path
