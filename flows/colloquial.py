"""Dialect and chat writing as standard Korean, so that one set of patterns reads them all.

For reading only: names, addresses and descriptions keep the words that were typed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from flows.questions import flow_data

_LONGEST = 1000  # characters; longer messages are stories and are left as they are


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs: list[list[str]] = flow_data("emergency", "colloquial.yaml")
    return tuple((re.compile(form), right) for form, right in pairs)


@lru_cache(maxsize=256)
def standard(text: str) -> str:
    """The text with the endings and words of emergency/colloquial.yaml in their standard form."""
    if len(text) > _LONGEST:
        return text
    for form, right in _forms():
        text = form.sub(right, text)
    return text
