"""What a person does with requests that were sent: see one, add to it, leave a word, take it back.

Buttons are `own:<act>:<receipt>` with acts show, add, note, withdraw (asks once), withdraw-yes and keep, and `own:done`
and `own:cancel` while something is added. While the withdrawal waits for a yes, `Standing.pending` is
{"for": "withdraw", "receipt", "until"}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import adding, timeline
from bot.desk_talk import asks_for_status
from bot.messages import Incoming
from bot.standing import Standing
from bot.talk import Said, nothing_to_cancel, worded
from flows import afterwards
from flows.commands import command, short_command
from flows.exchange import Context, Effect, Message, OwnRequest
from flows.sentences import split_asking
from intents.answer import Answer, Choice
from intents.world import World

PREFIX = "own:"
TAKES = {"add": adding.FILES, "note": adding.TEXT}
GATE, REASON = "one_type_per_year", "own_request"


def status(standing: Standing, context: Context, world: World) -> Said:
    """The person's own requests; what was being added is over."""
    return Said(replace(standing, pending=None), (timeline.status(context, world),))


def asked(standing: Standing, answer: Answer, context: Context, world: World) -> Said:
    """A free question about how a request stands: one's own, and where nothing was sent here, where it is seen."""
    said = status(standing, context, world)
    if not context.own_requests:
        elsewhere = Message(answer.text, answer.card.choices, answer.card)
        said = replace(said, messages=(*said.messages, elsewhere))
    return replace(said, answer=answer)


def stopped(standing: Standing, context: Context, world: World) -> Said:
    """ "취소" while something is added or the withdrawal waits: that ends, and the request stays as it is."""
    if adding.awaits(standing):
        return adding.end(standing, world)
    request = timeline.own_request(str((standing.pending or {}).get("receipt")), context)
    without = replace(standing, pending=None)
    return _kept(standing, request, world) if request else nothing_to_cancel(without, context, world)


def chosen(standing: Standing, choice: str, context: Context, world: World) -> Said | None:
    """A button about an own request; None where it fits nothing any more."""
    act, _, receipt = choice.removeprefix(PREFIX).partition(":")
    if act in ("done", "cancel"):
        return adding.end(standing, world) if adding.awaits(standing) else None
    request = timeline.own_request(receipt, context)
    return _act(act, standing, request, context, world) if request else None


def _act(act: str, standing: Standing, request: OwnRequest, context: Context, world: World) -> Said | None:
    if act == "show":
        return Said(replace(standing, pending=None), (timeline.timeline(request, context, world),))
    if act == "keep":
        return _kept(standing, request, world)
    if act in (*TAKES, "withdraw", "withdraw-yes") and not request.is_open:
        return _ended(standing, request, world)
    if act in TAKES:
        return adding.begin(standing, request, TAKES[act], context, world)
    if act == "withdraw":
        return _confirm(standing, request, context, world)
    return _withdrawn(standing, request, context, world) if act == "withdraw-yes" else None


def answer(standing: Standing, incoming: Incoming, context: Context, world: World) -> Said | None:
    """What came in while something was added or the withdrawal waited; None where it is about something else."""
    pending = standing.pending
    if pending is None or pending.get("for") != "withdraw":
        return adding.receive(standing, incoming, context, world)
    request = timeline.own_request(str(pending["receipt"]), context)
    if request is None or not incoming.text:
        return None
    if afterwards.answers_withdraw(incoming.text):
        return _act("withdraw-yes", standing, request, context, world)
    if afterwards.answers_keep(incoming.text):
        return _kept(standing, request, world)
    # "취소해 주세요" may mean either: it is asked again
    again = command(incoming.text) == "cancel" or afterwards.wish(incoming.text) is not None
    return _confirm(standing, request, context, world) if again else None


def wished(standing: Standing, text: str, context: Context, world: World) -> Said | None:
    """A wish in free words about a request that was sent; None where there is none, or nothing was sent."""
    own = context.own_requests
    if not own:
        return None
    bare = afterwards.RECEIPT.fullmatch(text.strip())
    named = timeline.own_request(bare.group(), context) if bare else None
    if named:
        return _act("show", standing, named, context, world)
    if standing.flow is not None and _only_asks_for_status(text, world):
        return status(standing, context, world)
    wish = afterwards.wish(text)
    if wish is None:
        return None
    if wish.receipt is not None:
        request = timeline.own_request(wish.receipt, context)
        return _act(wish.kind, standing, request, context, world) if request else None
    still_open = [request for request in own if request.is_open]
    if standing.flow is not None and not wish.named:
        return _flow_or_filed(standing, still_open, text, world) if wish.kind == "withdraw" else None
    if not still_open:
        return _ended(standing, own[-1], world) if wish.named or wish.kind == "withdraw" else None
    waiting = [request for request in still_open if request.status == "waiting_company"]
    if wish.kind != "withdraw" and len(waiting) == 1 and not wish.named:
        # an answer to what staff asked, which it may well be more than an announcement of
        return adding.send(standing, waiting[0], text, (), context, world, TAKES[wish.kind])
    if len(still_open) == 1:
        return _act(wish.kind, standing, still_open[0], context, world)
    message = _word(world, "adding", f"which_{wish.kind}", "", {})
    return Said(standing, (Message(message.text, timeline.choose_from(still_open, wish.kind)),))


def with_ways_on(said: Said, context: Context, world: World) -> Said:
    """Where the year's own request stands in the way: it can be seen, added to or taken back."""
    in_the_way = any(finding.gate == GATE and finding.reason == REASON for finding in said.gates)
    mine = [request for request in context.own_requests if request.is_open and request.kind == "request"]
    if said.ask != "consult" or not in_the_way or not mine or not said.messages:
        return said
    request = mine[-1]
    words = world.wording.blocks("company/own_request", receipt=request.receipt)
    ways = tuple(Choice(f"{PREFIX}{act}:{request.receipt}", words[act]) for act in ("add", "withdraw", "show"))
    *before, last = said.messages
    return replace(said, messages=(*before, replace(last, choices=(*ways, *last.choices))))


def after(said: Said, context: Context) -> Context:
    """The context of what is still said in this turn: a request that it takes back no longer stands in the way."""
    gone = {str(effect.data["receipt"]) for effect in said.effects if effect.kind == "withdraw_request"}
    own = tuple(
        replace(request, status="withdrawn") if request.receipt in gone else request for request in context.own_requests
    )
    return replace(context, own_requests=own) if gone else context


def _only_asks_for_status(text: str, world: World) -> bool:
    """Whether a message only asks how a request stands; an answer to the open question may tell of one."""
    told, asking = split_asking(text)
    return bool(asking) and not told and asks_for_status(asking, world)


def _flow_or_filed(standing: Standing, still_open: list[OwnRequest], text: str, world: World) -> Said | None:
    """ "요청을 취소하고 싶어요" in the middle of another one: which of them."""
    if not still_open or short_command(text) is not None:
        return None
    message = _word(world, "adding", "flow_or_filed", "", {})
    words = [world.wording.blocks("company/adding", what="ended", receipt=one.receipt, count=0) for one in still_open]
    filed = tuple(
        Choice(f"{PREFIX}withdraw:{one.receipt}", labels["withdraw"])
        for one, labels in zip(still_open, words, strict=True)
    )
    return Said(standing, (Message(message.text, (Choice("flow:cancel", words[0]["running"]), *filed)),))


def _confirm(standing: Standing, request: OwnRequest, context: Context, world: World) -> Said:
    choices = {f"own:withdraw-yes:{request.receipt}": "yes", f"own:keep:{request.receipt}": "keep"}
    message = _word(world, "withdrawing", "confirm", request.receipt, choices, counts=_counts(request, context))
    pending = {"for": "withdraw", "receipt": request.receipt, "until": (context.now + adding.AWAITED).isoformat()}
    return Said(replace(standing, pending=pending), (message,))


def _withdrawn(standing: Standing, request: OwnRequest, context: Context, world: World) -> Said:
    choices = {} if standing.flow is not None else {"request:start": "request"}
    message = _word(world, "withdrawing", "done", request.receipt, choices, counts=_counts(request, context))
    effect = Effect("withdraw_request", {"receipt": request.receipt})
    return Said(replace(standing, pending=None), (message,), effects=(effect,))


def _counts(request: OwnRequest, context: Context) -> bool:
    """Whether the request is what the year's one type is used for."""
    return request.kind == "request" and request.filed_on.year == context.today.year


def _kept(standing: Standing, request: OwnRequest, world: World) -> Said:
    message = _word(world, "withdrawing", "kept", request.receipt, {f"own:show:{request.receipt}": "see"})
    return Said(replace(standing, pending=None), (message,))


def _ended(standing: Standing, request: OwnRequest, world: World) -> Said:
    choices = {} if standing.flow is not None else {"request:start": "request"}
    message = _word(world, "withdrawing", request.status, request.receipt, {**choices, "human:connect": "human"})
    return Said(replace(standing, pending=None), (message,))


def _word(
    world: World, template: str, what: str, receipt: str, choices: Mapping[str, str], counts: bool = False
) -> Message:
    values = {"count": 0} if template == "adding" else {"counts": counts}
    return worded(world.wording, template, choices, what=what, receipt=receipt, **values)
