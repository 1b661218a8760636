"""Free words about a request that was sent: what the person wants of it, and of which one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.questions import flow_data
from flows.sentences import asks

RECEIPT = re.compile(r"(?<![\d-])\d{4}-\d{4,}(?![\d-])")
KINDS = ("withdraw", "note", "add")
MOST_WISH = 80  # characters: a longer message tells a story
MOST_ANSWER = 30


@dataclass(frozen=True)
class Wish:
    """What a message wants of a request that was sent. `named`: it says that it was sent, or gives its number."""

    kind: str  # withdraw, note, add
    receipt: str | None
    named: bool


def wish(text: str) -> Wish | None:
    """The wish of a message; None for a question, and for everything that speaks of something else."""
    line = " ".join(text.split())
    words = _words()
    if not line or len(line) > MOST_WISH or asks(line) or re.search(words["not"], line):
        return None
    receipt = RECEIPT.search(line)
    named = bool(receipt or re.search(words["filed"], line))
    kind = next((kind for kind in KINDS if re.search(words[kind], line)), None)
    if kind is None or (kind == "add" and not named):
        # "기능을 추가하고 싶어요" asks for work; where the request is not named, only a file is something to add to it
        kind = "add" if re.search(words["add_file"], line) and not re.search(words["no_file"], line) else None
    return Wish(kind, receipt.group() if receipt else None, named) if kind else None


def is_finished(text: str) -> bool:
    """Whether a message says that nothing more is added."""
    return _answers("finished", text)


def is_given_up(text: str) -> bool:
    """Whether a message ends the adding."""
    return _answers("given_up", text)


def answers_withdraw(text: str) -> bool:
    """Whether a message is a plain yes to taking the request back. "취소" alone may mean either, and is none."""
    return _answers("withdraw_yes", text)


def answers_keep(text: str) -> bool:
    """Whether a message leaves the request as it is."""
    return _answers("withdraw_no", text)


def _answers(name: str, text: str) -> bool:
    line = re.sub(r"[\s.!~,…]+$", "", text.strip())
    return len(line) <= MOST_ANSWER and not asks(line) and bool(re.search(_words()[name], line, re.IGNORECASE))


def _words() -> dict[str, str]:
    words: dict[str, str] = flow_data("afterwards", "words.yaml")
    return words
