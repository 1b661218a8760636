"""The notice as a page, and that its every sign has a glyph."""

from __future__ import annotations

import re
from html import unescape

from bot.channels.web.chat_notice import sections
from bot.channels.web.pages import STATIC
from knowledge.loading import default_notice

NOTICE = default_notice()


async def test_every_clause_has_an_anchor_and_stands_there_to_the_letter(visit) -> None:
    html = unescape((await visit.client.get("/notice")).text)
    for clause in NOTICE.clauses.values():
        at = html.index(f'id="{clause.id}"')
        passage = html[at : html.index("</section>", at)]
        for cell in clause.quote.split(" | "):
            assert f">{cell}<" in passage, clause.id


def test_no_clause_is_left_out_or_shown_twice() -> None:
    shown = [passage.id for section in sections(NOTICE) for passage in section.passages]
    assert sorted(shown) == sorted(NOTICE.clauses)


async def test_the_whole_text_is_there_as_it_was_published(visit) -> None:
    html = unescape((await visit.client.get("/notice")).text)
    assert NOTICE.text.strip() in html


def test_the_fonts_lie_beside_their_licence() -> None:
    fonts = STATIC / "fonts"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    for address in re.findall(r"url\(([^)]+)\)", css):
        assert (STATIC / address).read_bytes()[:4] == b"wOF2", address
