"""The page of a case on a terminal: written into the data folder, and where it lies is said."""

from __future__ import annotations

from dataclasses import replace

from bot.channels.terminal.incoming import CHANNEL
from bot.messages import Incoming, Reply
from bot.papers.making import PaperMaker, keep
from bot.runner import Runner
from bot.settings import Settings
from bot.store.requests import by_receipt
from flows.exchange import Message
from flows.papers.message import PREFIX

FOLDER = "papers"  # under the data folder


def with_page(reply: Reply, incoming: Incoming, runner: Runner, settings: Settings) -> Reply:
    """The reply, and after a press for an own case's page also where it was written. Raises PaperNotWritten."""
    if not (incoming.choice or "").startswith(PREFIX):
        return reply
    receipt = str(incoming.choice).removeprefix(PREFIX)
    with runner.store.read() as session:
        case = by_receipt(session, receipt)
    if case is None or (case.channel, case.user) != (CHANNEL, incoming.user):
        return reply
    target = settings.data_dir / FOLDER / f"{receipt}.pdf"
    keep(PaperMaker(runner.notice, settings.public_url).make(case), target)
    return replace(reply, messages=(*reply.messages, Message(str(target))))
