"""Telegram HTML: escaping, and splitting at sensible places. Only b, blockquote, code and a are used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

LIMIT = 4096  # characters of one message, in UTF-16 units
CHUNK = 3500  # longest piece of one block: leaves room for tags and escapes of ordinary text
EXPANDABLE_FROM = 160  # signs: about four lines on a phone
_BREAKS = ("\n\n", "\n", ". ", "다. ", ", ", " ")


@dataclass(frozen=True)
class Block:
    """A paragraph of one kind: plain, bold, quote, code_line (its receipts are made copyable)."""

    kind: str
    text: str


_RECEIPT = re.compile(r"(?<![\d-])(\d{4}-\d{4,})(?![\d-])")


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def safe(text: str) -> str:
    """User text or our text with & < > escaped; control signs that Telegram refuses are dropped."""
    kept = "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)
    return escape(kept.encode("utf-8", "ignore").decode(), quote=False)


def html(block: Block) -> str:
    """One block as Telegram HTML."""
    body = safe(block.text)
    if block.kind == "bold":
        return f"<b>{body}</b>"
    if block.kind == "quote":
        tag = "blockquote expandable" if len(block.text) > EXPANDABLE_FROM else "blockquote"
        return f"<{tag}>{body}</blockquote>"
    return _RECEIPT.sub(r"<code>\1</code>", body)


def split(text: str, limit: int) -> list[str]:
    """Text in pieces of at most `limit` UTF-16 units: between paragraphs, lines, sentences, words, else anywhere."""
    pieces: list[str] = []
    rest = text.strip()
    while units(rest) > limit:
        head = _cut(rest, limit)
        window = rest[:head]
        for mark in _BREAKS:
            at = window.rfind(mark, head // 3)
            if at > 0:
                head = at + len(mark)
                break
        pieces.append(rest[:head].strip())
        rest = rest[head:].strip()
    if rest:
        pieces.append(rest)
    return [piece for piece in pieces if piece]


def _cut(text: str, limit: int) -> int:
    """The largest index such that text[:index] has at most `limit` UTF-16 units."""
    index = min(len(text), limit)
    while units(text[:index]) > limit:
        index -= 1
    return max(index, 1)


def messages(blocks: list[Block], limit: int = LIMIT) -> list[str]:
    """Blocks as one or more HTML messages, each within the limit and with its own closed tags."""
    parts: list[str] = []
    for block in blocks:
        chunk = min(CHUNK, limit - 60)
        pieces = split(block.text, chunk)
        while any(units(html(Block(block.kind, piece))) > limit for piece in pieces):
            # text made of & < > grows five times when escaped
            chunk //= 2
            pieces = split(block.text, chunk)
        parts += [html(Block(block.kind, piece)) for piece in pieces]
    out: list[str] = []
    for part in parts:
        if out and units(out[-1]) + 2 + units(part) <= limit:
            out[-1] += f"\n\n{part}"
        else:
            out.append(part)
    return out
