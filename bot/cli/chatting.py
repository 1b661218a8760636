"""`asbot chat`: a conversation on the terminal, or over JSON lines for machines."""

from __future__ import annotations

import json
import sys

from rich.console import Console

from bot import contract
from bot.channels.terminal.incoming import CHANNEL, from_choice, from_json, from_text
from bot.channels.terminal.papers import with_page
from bot.channels.terminal.render import draw_message, draw_reply
from bot.codec import message_from_json
from bot.messages import Incoming, Reply
from bot.opening import open_runner, open_store
from bot.runner import Runner
from bot.settings import Settings
from bot.standing import Standing
from bot.store import conversations
from bot.talk import greeting
from intents.answer import Choice
from intents.world import World


def chat(settings: Settings, user: str, as_json: bool) -> None:
    """Until the end of the input. Raises LineProblem and the errors of settings, store and notice."""
    store = open_store(settings)
    try:
        runner = open_runner(settings, store)
        if as_json:
            _machine(settings, runner, user)
        else:
            _person(settings, runner, user)
    finally:
        store.close()


def _machine(settings: Settings, runner: Runner, user: str) -> None:
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            incoming = from_json(line, number, user, settings.data_dir)
            reply = with_page(runner.handle(incoming), incoming, runner, settings)
            print(json.dumps(contract.reply(reply), ensure_ascii=False), flush=True)


def _person(settings: Settings, runner: Runner, user: str) -> None:
    console = Console(highlight=False)
    offered = _show_last(console, runner, user)
    while True:
        try:
            line = console.input("[bold]> [/bold]").strip()
        except EOFError:
            return
        if not line:
            continue
        incoming = _event(line, offered, user)
        reply = with_page(runner.handle(incoming), incoming, runner, settings)
        draw_reply(console, reply)
        offered = _offered(reply)


def _event(line: str, offered: tuple[Choice, ...], user: str) -> Incoming:
    """A number picks the button that has it; anything else is text."""
    if line.isdigit() and 1 <= int(line) <= len(offered):
        return from_choice(offered[int(line) - 1].id, user)
    return from_text(line, user)


def _offered(reply: Reply) -> tuple[Choice, ...]:
    """The buttons of the last message that has some."""
    return next((message.choices for message in reversed(reply.messages) if message.choices), ())


def _show_last(console: Console, runner: Runner, user: str) -> tuple[Choice, ...]:
    """The open question of an earlier run, or the greeting."""
    with runner.store.read() as session:
        row = conversations.find(session, CHANNEL, user)
        context = runner.context(session, CHANNEL, user)
    question = Standing.from_json(row.state).question if row is not None else None
    if question is not None:
        message = message_from_json(question)
    else:
        message = greeting(context, World(runner.notice, runner.wording, context.today, context.intake_open))
    draw_message(console, message)
    return message.choices
