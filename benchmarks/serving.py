"""The real process on loopback, asked over its web chat."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

ADDRESS = re.compile(r"대화: (https?://\S+)")
LINES_OF_A_VISITOR = 30  # fewer than the web chat takes at once from one visitor


def environment(data_dir: Path) -> dict[str, str]:
    """This environment without the settings of another installation."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("ASBOT_", "TELEGRAM_", "DATABASE_"))
    }
    today = {"ASBOT_TODAY": os.environ["ASBOT_TODAY"]} if "ASBOT_TODAY" in os.environ else {}
    return {**own, **today, "ASBOT_DATA_DIR": str(data_dir), "ASBOT_SECRET_KEY": "benchmark", "PORT": "0"}


@contextmanager
def serving(data_dir: Path) -> Iterator[tuple[str, int]]:
    """The address of the chat and the process's id. Raises RuntimeError where it does not start."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env={**environment(data_dir), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        found = next(filter(None, map(ADDRESS.search, process.stdout)), None)
        if found is None:
            raise RuntimeError("asbot serve did not say where the chat is")
        yield found[1], process.pid
    finally:
        process.terminate()
        process.wait(30)


def ask_in_chat(address: str, questions: Sequence[str]) -> None:
    """Each question as a line of the web chat, by as many visitors as the limits need. Raises httpx.HTTPError."""
    for first in range(0, len(questions), LINES_OF_A_VISITOR):
        with httpx.Client(base_url=address, timeout=30) as visitor:
            visitor.get("/").raise_for_status()
            for question in questions[first : first + LINES_OF_A_VISITOR]:
                event = {"event_id": uuid.uuid4().hex, "since": 0, "text": question}
                visitor.post("/chat/events", json=event).raise_for_status()
