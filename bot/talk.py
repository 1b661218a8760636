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


def nothing_to_cancel(standing: Standing, world: World) -> Said:
    message = worded(world.wording, "nothing_to_cancel")
    label = world.wording.blocks("company/welcome", known=False)["request"]
    return Said(standing, (Message(message.text, (Choice("request:start", label),)),))


def status(standing: Standing, context: Context, world: World) -> Said:
    """The person's own requests: number, state, office."""
    offices = world.notice.offices
    rows = []
    for request in context.own_requests:
        office = offices.get(request.office) if request.office else None
        rows.append(
            {
                "receipt": request.receipt,
                "kind": request.kind,
                "filed_on": request.filed_on,
                "status": request.status,
                "office_name": office.name if office else "",
                "phone": office.phone if office else "",
            }
        )
    waiting = any(request.status == "waiting_company" for request in context.own_requests)
    # the states' names are blocks of the same template: one file says how a state is called
    states = world.wording.blocks("company/status", requests=[], waiting=False, states={})
    return Said(standing, (worded(world.wording, "status", requests=rows, waiting=waiting, states=states),))


def file_without_request(standing: Standing, world: World) -> Said:
    label = world.wording.blocks("company/welcome", known=False)["request"]
    message = worded(world.wording, "file_without_request")
    return Said(standing, (Message(message.text, (Choice("request:start", label),)),))


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
