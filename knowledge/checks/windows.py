"""Application windows: one for each support type, in the notice's year, with the days that its clause names."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.quotes import compact
from knowledge.checks.references import SUPPORT_TYPES
from knowledge.errors import NoticeProblem
from knowledge.korean import day
from knowledge.notice import Notice, Window

FILE = "windows.yaml"


def window_problems(notice: Notice) -> Iterator[NoticeProblem]:
    """Windows that are missing, reversed, in another year, or not the ones in their first clause."""
    for support_type in SUPPORT_TYPES:
        if support_type not in notice.windows:
            yield NoticeProblem(FILE, support_type, "missing", f"a window for each of {', '.join(SUPPORT_TYPES)}")
    for window in notice.windows.values():
        key = window.support_type
        if key not in SUPPORT_TYPES:
            yield NoticeProblem(FILE, key, "unknown support type", ", ".join(SUPPORT_TYPES))
        if window.closes is not None and window.closes < window.opens:
            yield NoticeProblem(FILE, f"{key}.closes", str(window.closes), f"a day from {window.opens} on, or null")
        yield from _days(notice, window)


def _days(notice: Notice, window: Window) -> Iterator[NoticeProblem]:
    first = window.clauses[0] if window.clauses else ""
    quote = compact(notice.clauses[first].quote) if first in notice.clauses else ""
    for field, value in (("opens", window.opens), ("closes", window.closes)):
        if value is None:
            continue
        if value.year != notice.year:
            allowed = f"a day of {notice.year}, the notice's year"
            yield NoticeProblem(FILE, f"{window.support_type}.{field}", str(value), allowed)
        elif compact(day(value)) not in quote:
            allowed = f"a day that the first clause names ({first or 'none given'})"
            yield NoticeProblem(FILE, f"{window.support_type}.{field}", str(value), allowed)
