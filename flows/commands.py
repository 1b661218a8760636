"""The command of the dialog that a message is, said shortly or in many words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.colloquial import standard
from flows.questions import flow_data

NAMES = ("cancel", "back", "why", "resume", "edit", "summary", "person", "together")
_SHORT, _LONG = 40, 70  # characters
_TAIL = re.compile(r"[\s.!?~,…ㅠㅜㅋㅎ;^]+$")


@dataclass(frozen=True)
class _Words:
    said: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]


@cache
def _words() -> dict[str, _Words]:
    data: dict[str, dict[str, object]] = flow_data("emergency", "commands.yaml")
    return {
        name: _Words(
            tuple(_spaced(str(form)) for form in entry["any"]),  # type: ignore[attr-defined]
            _spaced(str(entry["unless"])),
        )
        for name, entry in data.items()
    }


def _spaced(form: str) -> re.Pattern[str]:
    return re.compile(form.replace(" ?", " ").replace(" ", " ?"), re.IGNORECASE)


def command(text: str) -> str | None:
    """The command of the dialog that a message is: cancel, back, why, resume, edit, summary, person, together."""
    short = short_command(text)
    if short is not None:
        return short
    line = _line(text)
    if len(line) > _LONG:
        return None
    for name, words in _words().items():
        if any(form.search(line) for form in words.said) and not words.unless.search(line):
            return name
    return None


def short_command(text: str) -> str | None:
    """The command that a message is in the few words that can mean nothing else: "취소", "이전", "왜 묻나요"."""
    short: dict[str, str] = flow_data("emergency", "words.yaml")["commands"]
    typed, line = _TAIL.sub("", text.strip()), _line(text)
    for name in NAMES if len(line) <= _SHORT else ():
        said = re.search(short[name], line) or re.search(short[name], typed)
        if said and not _else(name, line):
            return name
    return None


def _line(text: str) -> str:
    return _TAIL.sub("", standard(_TAIL.sub("", text.strip())))


def _else(name: str, line: str) -> bool:
    """Whether a short command's words are part of something else: "담당자를 저 말고 이 과장으로 바꿔 주세요"."""
    return name == "person" and bool(_words()[name].unless.search(line))
