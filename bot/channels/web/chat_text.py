"""Plain text as the page draws it: paragraphs, lists, and links for telephone numbers and the programme's site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

PHONE = re.compile(r"(?<![\d-])0\d{1,2}-\d{3,4}-\d{4}(?![\d-])")
# a particle may follow at once: smart-factory.kr에서
SITE = re.compile(r"(?<![\w.@/])(?:www\.)?smart-factory\.kr(?![A-Za-z0-9_-]|\.[A-Za-z0-9])")
SITE_URL = "https://www.smart-factory.kr"
# a request's number is read out on the telephone: it stands in one line
RECEIPT = re.compile(r"(?<![\d-])\d{4}-\d{4}(?![\d-])")
BULLET = "· "


@dataclass(frozen=True)
class Piece:
    """A run of text; `href` makes it a link, `whole` keeps it in one line."""

    text: str
    href: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list where `items`; each line is a run of pieces."""

    lines: tuple[tuple[Piece, ...], ...]
    items: bool = False


def blocks(text: str) -> tuple[Block, ...]:
    """Empty lines part paragraphs; lines that begin with a dot are a list; other line breaks stay."""
    made: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        run: list[str] = []
        listed = False
        for line in filter(str.strip, part.split("\n")):
            is_item = line.lstrip().startswith(BULLET)
            if run and is_item != listed:
                made.append(_block(run, listed))
                run = []
            listed = is_item
            run.append(line.strip().removeprefix(BULLET) if is_item else line.strip())
        if run:
            made.append(_block(run, listed))
    return tuple(made)


def pieces(text: str) -> tuple[Piece, ...]:
    """Text with what can be followed as links."""
    made: list[Piece] = []
    end = 0
    spots = (*PHONE.finditer(text), *SITE.finditer(text), *RECEIPT.finditer(text))
    for found in sorted(spots, key=lambda match: match.start()):
        if found.start() > end:
            made.append(Piece(text[end : found.start()]))
        href = {PHONE: f"tel:{found.group()}", SITE: SITE_URL}.get(found.re, "")
        made.append(Piece(found.group(), href, whole=found.re is not SITE))
        end = found.end()
    if end < len(text):
        made.append(Piece(text[end:]))
    return tuple(made)


def marked(text: str, highlight: str) -> tuple[str, str, str]:
    """A quote in three: before, highlighted, after. Without the highlight in it, all of it is before."""
    before, found, after = text.partition(highlight) if highlight else (text, "", "")
    return before, found, after


def _block(run: Sequence[str], listed: bool) -> Block:
    return Block(tuple(pieces(line) for line in run), listed)
