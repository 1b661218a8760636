"""A whole request through `asbot chat --json`: quick, and on the same data folder as a running process."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from support.process import Asbot
from support.telegram_talk import ANSWERS, STORY

FIELDS = {
    "company_name": "가나정밀", "business_number": "124-81-00998", "contact_name": "김예시", "phone": "010-1234-5678",
    "site_address": "경기 화성시 향남읍 예시로 1", "equipment": "MES 서버", "fault_description": "부팅이 안 됩니다",
    "tax_certificate_issued_on": "2023-06-01",
}  # fmt: skip


class TerminalTalk:
    """`asbot chat --json` as a child process: one line in, one object out."""

    def __init__(self, asbot: Asbot, user: str = "local") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat", "--json", "--user", user],
            env=asbot.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> TerminalTalk:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def say(self, **line: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def answer(self, last: dict[str, Any], **instead: str) -> dict[str, Any]:
        """Answers the field that is asked."""
        field = last["ask"]
        offered = {choice["id"] for message in last["messages"] for choice in message["choices"]}
        value = {**ANSWERS, **FIELDS, **instead}[field]
        return self.say(choice=value) if f"{field}:{value}" in offered or value in offered else self.say(text=value)


def file_request(asbot: Asbot, user: str = "local", **instead: str) -> dict[str, Any]:
    """Files a request as this user. Returns the object in which it ended."""
    with TerminalTalk(asbot, user) as talk:
        last = talk.say(text=STORY)
        for _ in range(50):
            if last["outcome"] is not None:
                return last
            last = talk.answer(last, **instead)
    raise AssertionError(f"the request did not end; it asks {last['ask']}")
