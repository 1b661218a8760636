"""Whether applications are taken on a day: the notice's window and the office's intake switch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.notice import Notice

# how many days before the end an answer says that it is close
LAST_DAYS = 7

STATES = ("before", "open", "last_days", "closed", "budget_closed", "after_year")
OPEN_STATES = ("open", "last_days")


@dataclass(frozen=True)
class WindowStanding:
    """How a window stands on a day. `days_left` is 0 on the last day and None without an end or when not open."""

    state: str  # one of STATES
    days_left: int | None
    opens: date
    closes: date | None
    clauses: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Applications are taken on the day asked about."""
        return self.state in OPEN_STATES


def standing(support_type: str, notice: Notice, today: date, intake_open: Mapping[str, bool]) -> WindowStanding:
    """How the window of a support type stands. A type missing in `intake_open` was never closed by hand.

    After the notice's own year nothing in it says whether a newer notice is open: `after_year`, unless the switch says
    that intake is closed. Raises KeyError for an unknown support type.
    """
    window = notice.windows[support_type]
    state = "open"
    if today < window.opens:
        state = "before"
    elif not intake_open.get(support_type, True) and not _past(window.closes, today):
        state = "budget_closed"
    elif today.year > notice.year:
        state = "after_year"
    elif _past(window.closes, today):
        state = "closed"
    elif window.closes is not None and (window.closes - today).days <= LAST_DAYS:
        state = "last_days"
    days_left = (window.closes - today).days if window.closes is not None and state in OPEN_STATES else None
    return WindowStanding(state, days_left, window.opens, window.closes, window.clauses)


def _past(closes: date | None, today: date) -> bool:
    return closes is not None and today > closes
