"""A Bot API server on loopback and the real process beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.bot_api import TOKEN, BotApi
from support.process import Asbot


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def asbot(api: BotApi, tmp_path: Path) -> Iterator[Asbot]:
    """The process with a token, by long polling; already running."""
    process = Asbot(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=api.base).start()
    yield process
    if process.process is not None and process.process.poll() is None:
        process.stop()
