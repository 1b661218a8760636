"""What the operator sees when Telegram cannot be used: one clear line, and the process ends."""

from __future__ import annotations

import socket
from pathlib import Path

from support.bot_api import TOKEN, BotApi
from support.process import Asbot


def _ends_with(process: Asbot, words: str) -> None:
    done = process.run("serve")
    lines = [line for line in done.stderr.splitlines() if "key_file" not in line]
    assert done.returncode == 1
    assert len(lines) == 1, done.stderr
    assert words in lines[0]
    assert "AAHdqTcv" not in done.stdout + done.stderr


def test_a_token_that_telegram_does_not_know(api: BotApi, tmp_path: Path) -> None:
    wrong = TOKEN.replace("110201543", "110201544")
    _ends_with(Asbot(tmp_path, TELEGRAM_BOT_TOKEN=wrong, TELEGRAM_API_BASE=api.base), "TELEGRAM_BOT_TOKEN")


def test_a_token_that_is_no_token(api: BotApi, tmp_path: Path) -> None:
    _ends_with(Asbot(tmp_path, TELEGRAM_BOT_TOKEN="no token at all", TELEGRAM_API_BASE=api.base), "TELEGRAM_BOT_TOKEN")


def test_a_bot_api_server_that_does_not_answer(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    _ends_with(Asbot(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=nobody), "TELEGRAM_API_BASE")
