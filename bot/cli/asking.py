"""`asbot ask`: one question, or one per line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from rich.console import Console

from bot import contract
from bot.channels.terminal.render import draw_answer
from bot.cli.lines import lines
from bot.errors import SettingsProblem
from bot.settings import Settings
from intents.ask import ask
from intents.thread import Thread
from intents.world import World
from knowledge.loading import default_notice
from knowledge.wording import default_wording


def ask_all(settings: Settings, question: str, as_json: bool, explain: bool) -> None:
    """Answer the question, or every line of standard input for `-`. Each question stands alone."""
    world = World(default_notice(), default_wording(), settings.today(), _intake(settings))
    console = Console(highlight=False)
    for one in lines(question):
        answer, _ = ask(one, Thread(), world)
        if as_json:
            found = contract.answer(answer)
            if explain:
                found["explanation"] = dict(answer.explanation)
            print(json.dumps(found, ensure_ascii=False, default=str), flush=True)
            continue
        draw_answer(console, answer)
        if explain:
            # the names of facts are loaded only where they are shown
            from bot.cli.explaining import draw_explanation

            draw_explanation(console, answer)


def _intake(settings: Settings) -> dict[str, bool]:
    """The intake switch, where there is a database; a question alone makes none.

    The whole store takes a second to load. The switch is no secret, so SQLite is asked directly.
    """
    both = {"emergency": True, "regular": True}
    if settings.database_url is not None:
        from bot.opening import open_store
        from bot.store.requests import intake

        store = open_store(settings)
        try:
            with store.read() as session:
                return intake(session)
        finally:
            store.close()
    path = settings.database_file
    if not path.exists():
        return both
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as connection:
            rows = connection.execute("SELECT support_type, open FROM intake_switch").fetchall()
    except sqlite3.Error as error:
        raise SettingsProblem(f"ASBOT_DATA_DIR: {path.name} cannot be read ({error}); see `asbot migrate`") from None
    return both | {str(name): bool(is_open) for name, is_open in rows}
