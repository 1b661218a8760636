"""What an answer depends on besides the question: everything is read beforehand and handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.notice import Notice
from knowledge.wording import Wording


@dataclass(frozen=True)
class World:
    """The notice, its wording, the day to judge by, and the intake switch by support type (absent: open)."""

    notice: Notice
    wording: Wording
    today: date
    intake_open: Mapping[str, bool]
