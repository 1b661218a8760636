"""Free words that ask for the AS지원 way, or for a talk with the office about it."""

from __future__ import annotations

import re

from flows.questions import flow_data
from flows.sentences import asks

MOST_WISH = 60  # characters


def wants_path(text: str) -> bool:
    """Whether a message asks to be shown AS지원 as a whole; its single sides are topics of their own."""
    return _says("path", text)


def wants_consultation(text: str) -> bool:
    """Whether a message says that it wants a talk with the office about AS지원."""
    return not asks(text) and _says("consultation", text)


def _says(name: str, text: str) -> bool:
    line = re.sub(r"[\s.!?~,…]+$", "", " ".join(text.split()))
    words: dict[str, str] = flow_data("regular", "words.yaml")
    return len(line) <= MOST_WISH and bool(re.search(words[name], line, re.IGNORECASE))
