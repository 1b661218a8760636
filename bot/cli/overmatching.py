"""`asbot lexicon overmatch`: lexicon entries and topic rules that fire where the hand-read phrasings say otherwise."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.settings import Settings
from intents.model.phrasings import PHRASINGS, load_phrasings
from intents.overmatch import Overmatch, overmatches
from knowledge.loading import default_notice

MOST_CHARACTERS = 60  # of an example


def overmatch(settings: Settings, folder: Path | None, as_json: bool) -> None:
    """Print the entries, the worst first."""
    phrasings = load_phrasings(folder or PHRASINGS)
    found = overmatches(phrasings, default_notice(), settings.today())
    with_facts = sum(each.facts is not None for each in phrasings)
    if as_json:
        counts = {"phrasings": len(phrasings), "with_facts": with_facts}
        print(json.dumps({**counts, "entries": [asdict(each) for each in found]}, ensure_ascii=False))
        return
    console = Console(highlight=False)
    console.print(f"손으로 읽은 글 {len(phrasings)}개, 그중 사실까지 읽은 글 {with_facts}개")
    table = Table("항목", "걸림", "틀림", "손읽기에 없음", "보기: 걸린 말 → 손읽기")
    for each in found:
        table.add_row(each.entry, str(each.fired), str(each.wrong), str(each.unsaid), _examples(each))
    console.print(table)
    wrong = sum(each.wrong for each in found)
    console.print(f"틀린 데가 있는 항목 {sum(each.wrong > 0 for each in found)}개, 틀린 곳 {wrong}개")


def _examples(found: Overmatch) -> Text:
    return Text(
        "\n".join(f"{_short(each.text)} “{_short(each.words)}” → {each.says or '없음'}" for each in found.examples)
    )


def _short(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"
