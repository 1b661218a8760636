"""The page as a message of the conversation: what is missing, the checklist, what may not be done, the steps."""

from __future__ import annotations

from flows.exchange import Message
from flows.labels import wording_of
from flows.papers.content import Papers, Sheet, papers_of
from flows.papers.filed import Filed
from flows.papers.steps import DONE
from flows.summary import plain
from intents.answer import Card, Choice, Row
from knowledge.notice import Notice

PREFIX = "papers:"
# of the bans, the gravest: more would bury what is to be done
QUOTED, TOLD = 2, 3


def papers_choice(receipt: str) -> str:
    """The id of the button that gives the page of a case."""
    return f"{PREFIX}{receipt}"


def papers_message(filed: Filed, notice: Notice) -> Message:
    """The short form for a chat, with the button for the page itself."""
    papers = papers_of(filed, notice)
    words = _words(papers, notice)
    rows = tuple(Row(sheet.short, _words(papers, notice, sheet)["paper"]) for sheet in papers.documents)
    card = Card(
        None,
        words["headline"],
        reason=words["reason"],
        rows=rows,
        quotes=tuple(ban.quote for ban in papers.forbidden[:QUOTED]),
        next=words["next"],
        more=words["more"],
    )
    return Message(plain(card), (papers_button(papers.receipt, notice),), card)


def papers_button(receipt: str, notice: Notice) -> Choice:
    """접수증 받기(PDF)"""
    words = wording_of(notice).blocks(
        "papers/next", kind="", next="", missing=(), total=0, have=False, where="", tax="", forbidden=(), beyond=(),
        steps=(), onsite=(), path="",
    )  # fmt: skip
    return Choice(papers_choice(receipt), words["button"])


def _words(papers: Papers, notice: Notice, sheet: Sheet | None = None) -> dict[str, str]:
    return wording_of(notice).blocks(
        "papers/next",
        kind=papers.kind,
        next=papers.words["next_value"],
        missing=papers.missing,
        total=len({sheet.number for sheet in papers.documents}),
        have=sheet.have if sheet else False,
        where=sheet.where if sheet else "",
        tax=papers.tax,
        forbidden=[ban.headline for ban in papers.forbidden[:TOLD]],
        beyond=[ban.headline for ban in papers.forbidden[TOLD:]],
        steps=[step for step in papers.steps if step.state != DONE],
        onsite=papers.onsite,
        path=papers.path.text if papers.path else "",
    )
