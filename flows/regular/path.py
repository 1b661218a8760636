"""The way of 정기 AS지원 on one card: what it supports, whether it is open, its twelve steps, papers and evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flows.exchange import Message
from flows.labels import wording_of
from flows.regular.standing import SUPPORT_TYPE
from flows.summary import plain, quotes
from intents.answer import Card, Row
from intents.compose import button
from knowledge.notice import Notice, SupportItem
from knowledge.windows import standing

QUOTED = ("window.regular", "support.regular.upgrade", "support.regular.utilization")
TABLES = ("written", "onsite")
WAYS_ON = ("regular:start", "topic:procedure", "topic:documents", "topic:evaluation", "topic:apply", "human:connect")


def path(notice: Notice, today: date, intake_open: Mapping[str, bool]) -> Message:
    """The card on a day; the steps, papers and scores are what a channel may fold away."""
    window = standing(SUPPORT_TYPE, notice, today, intake_open)
    grouped = {group.clause for group in notice.utilization}
    words = wording_of(notice).blocks(
        "regular/path",
        state=window.state,
        opens=window.opens,
        closes=window.closes,
        days_left=window.days_left,
        supported=[item for item in notice.support if _supported(item) and item.clause not in grouped],
        steps=notice.procedures[SUPPORT_TYPE],
        documents=notice.documents,
        tables=[notice.scoring[table] for table in TABLES],
        utilization=notice.utilization,
    )
    rows = tuple(Row(words[name], words[f"{name}_value"]) for name in ("amount", "period", "intake", "choice"))
    choices = tuple(button(choice, wording_of(notice)) for choice in WAYS_ON)
    card = Card(
        None,
        words["headline"],
        reason=words["reason"],
        rows=rows,
        quotes=quotes(notice, QUOTED),
        next=words["next"],
        more=words["more"],
        choices=choices,
    )
    return Message(plain(card), choices, card)


def _supported(item: SupportItem) -> bool:
    return item.supported and SUPPORT_TYPE in item.types
