"""`asbot ask` and `asbot route`: one question or address, or one per line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from bot import contract
from bot.channels.terminal.render import draw_answer
from bot.settings import Settings
from intents.answer import Answer
from intents.ask import ask
from intents.thread import Thread
from intents.world import World
from knowledge.loading import default_notice
from knowledge.regions import route
from knowledge.wording import default_wording


def ask_all(settings: Settings, question: str, as_json: bool, explain: bool) -> None:
    """Answer the question, or every line of standard input for `-`. Each question stands alone."""
    world = World(default_notice(), default_wording(), settings.today(), _intake(settings))
    console = Console(highlight=False)
    for one in _lines(question):
        answer, _ = ask(one, Thread(), world)
        if as_json:
            found = contract.answer(answer)
            if explain:
                found["explanation"] = dict(answer.explanation)
            print(json.dumps(found, ensure_ascii=False, default=str), flush=True)
            continue
        draw_answer(console, answer)
        if explain:
            _draw_explanation(console, answer)


def route_all(address: str, as_json: bool) -> None:
    """Find the office of the address, or of every line of standard input for `-`."""
    notice = default_notice()
    for one in _lines(address):
        found = route(one)
        if as_json:
            line = {
                "address": one,
                "office": found.office,
                "candidates": list(found.candidates),
                "matched": found.matched,
            }
            print(json.dumps(line, ensure_ascii=False), flush=True)
        elif found.office is not None:
            office = notice.offices[found.office]
            print(f"{office.name} {office.phone}")
        elif found.candidates:
            print("어느 곳인지 골라 주세요: " + ", ".join(notice.offices[id].name for id in found.candidates))
        else:
            print("지역을 찾지 못했습니다. 시·군·구를 적어 주세요.")


def _lines(argument: str) -> Iterator[str]:
    if argument != "-":
        yield argument
        return
    lines: Iterable[str] = sys.stdin
    for line in lines:
        yield line.rstrip("\r\n")


def _intake(settings: Settings) -> dict[str, bool]:
    """The intake switch, where there is a database; a question alone makes none."""
    from bot.opening import DATABASE_FILE, open_store  # the store takes half a second to load, and is mostly not there

    if settings.database_url is None and not (settings.data_dir / DATABASE_FILE).exists():
        return {"emergency": True, "regular": True}
    from bot.store.requests import intake

    store = open_store(settings)
    try:
        with store.read() as session:
            return intake(session)
    finally:
        store.close()


def _draw_explanation(console: Console, answer: Answer) -> None:
    console.print()
    console.print(Text(f"topic {answer.topic} · clauses {', '.join(answer.clauses)}", style="bright_black"))
    console.print_json(json.dumps(dict(answer.explanation), ensure_ascii=False, default=str))
