"""Quotes are the notice's own words: each part of a clause stands in the official text."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.errors import NoticeProblem
from knowledge.notice import Notice

CELL = " | "  # joins the table cells of one row in a quote


def compact(text: str) -> str:
    """The text without any white space: the official text breaks lines inside words."""
    return "".join(text.split())


def quote_problems(notice: Notice) -> Iterator[NoticeProblem]:
    """Clauses, and the notice's own name, whose words are not in the text. White space is ignored, every other character counts."""
    text = compact(notice.text)
    for field, words in (("number", notice.number), ("title", notice.title), ("site", notice.site)):
        if compact(words) not in text:
            yield NoticeProblem("notice.yaml", field, words, "words that stand in notice.txt")
    for clause in notice.clauses.values():
        for part in clause.quote.split(CELL):
            if not part.strip() or compact(part) not in text:
                yield NoticeProblem("clauses.yaml", f"{clause.id}.quote", f"“{part}”", "words that stand in notice.txt")
