"""What the assistant itself says outside of answers and flows: welcome, help, status, stale buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.files.kinds import MEGABYTES_MOST
from bot.messages import SOMEBODY_ELSES, Reply
from bot.standing import Standing
from flows.exchange import Context, Effect, Message, Outcome
from intents.answer import Answer, Choice
from intents.world import World
from knowledge.findings import Finding
from knowledge.wording import Wording


@dataclass(frozen=True)
class Said:
    """The result of a turn before it becomes a Reply."""

    standing: Standing
    messages: tuple[Message, ...]
    effects: tuple[Effect, ...] = ()
    ask: str | None = None
    progress: tuple[int, int] | None = None
    gates: tuple[Finding, ...] = ()
    outcome: Outcome | None = None
    answer: Answer | None = None


def worded(wording: Wording, name: str, choices: Mapping[str, str] | None = None, **values: Any) -> Message:
    """A message of wording/company/<name>: its block `text`, and a button per choice id labelled by a block."""
    blocks = wording.blocks(f"company/{name}", **values)
    return Message(blocks["text"], tuple(Choice(id, blocks[block]) for id, block in (choices or {}).items()))


def greeting(context: Context, world: World) -> Message:
    """The first words, with the usual ways to begin."""
    choices = {
        "request:start": "request",
        "topic:amount": "amount",
        "topic:window": "window",
        "selfcheck:start": "selfcheck",
        "request:status": "status",
        "human:connect": "human",
    }
    return worded(world.wording, "welcome", choices, known=bool(context.own_requests))


def welcome(standing: Standing, context: Context, world: World) -> Said:
    return Said(standing, (greeting(context, world),))


def first_reply(context: Context, world: World) -> Reply:
    """What a channel shows before anything was said."""
    return Reply((greeting(context, world),))


def usage(standing: Standing, world: World) -> Said:
    return Said(standing, (worded(world.wording, "help"),))


def nothing_to_cancel(standing: Standing, context: Context, world: World) -> Said:
    """No request is being written; one that was sent is taken back on its own card."""
    sent = any(request.is_open for request in context.own_requests)
    message = worded(world.wording, "nothing_to_cancel", sent=sent)
    words = world.wording.blocks("company/welcome", known=False)
    see = (Choice("request:status", words["status"]),) if sent else ()
    return Said(standing, (Message(message.text, (*see, Choice("request:start", words["request"]))),))


def file_without_request(standing: Standing, world: World) -> Said:
    label = world.wording.blocks("company/welcome", known=False)["request"]
    message = worded(world.wording, "file_without_request")
    return Said(standing, (Message(message.text, (Choice("request:start", label),)),))


def papers(standing: Standing, receipt: str, context: Context, world: World) -> Said | None:
    """The page of one of the person's own cases; None for a number that is not theirs."""
    if receipt not in {own.receipt for own in context.own_requests}:
        return None
    message = worded(world.wording, "papers", receipt=receipt)
    return Said(standing, (message,), effects=(Effect("send_papers", {"receipt": receipt}),))


def not_taken(standing: Standing, reason: str, world: World) -> Said:
    """A file or contact that is not taken: why, and what to do."""
    if reason == SOMEBODY_ELSES:
        return Said(standing, (worded(world.wording, "contact_refused"),))
    return Said(
        standing, (worded(world.wording, "file_refused", reason=reason, file_name="", megabytes=MEGABYTES_MOST),)
    )


def stale(standing: Standing, world: World) -> Said:
    """A button of an earlier question. A running flow draws its question after this."""
    return Said(standing, (worded(world.wording, "stale", question=standing.flow is not None),))
