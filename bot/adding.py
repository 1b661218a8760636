"""Files and words that a person adds to a request that was sent: what is awaited, what was passed on, how it ends.

While something is added, `Standing.pending` is {"for": "add", "receipt", "takes", "count", "until"}; `takes` is `files`
(files, and statements about them), `text` (one message, whatever it says) or `more` (files alone: more may follow the
one that was just passed on).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.codec import file_to_json
from bot.messages import Incoming
from bot.standing import Standing
from bot.talk import Said, worded
from bot.timeline import own_request
from flows import afterwards
from flows.exchange import Context, Effect, Message, OwnRequest
from flows.sentences import asks
from flows.understanding import wants_to_file
from intents.answer import Choice
from intents.world import World

FILES, TEXT, MORE = "files", "text", "more"
# who comes back later speaks of something else
AWAITED = timedelta(hours=1)


def awaits(standing: Standing) -> bool:
    """Whether something is being added."""
    return standing.pending is not None and standing.pending.get("for") == "add"


def still_awaiting(standing: Standing, context: Context) -> Standing:
    """The standing without an adding or a withdrawal that was left alone for too long."""
    until = (standing.pending or {}).get("until")
    over = until is not None and datetime.fromisoformat(str(until)) < context.now
    return replace(standing, pending=None) if over else standing


def begin(standing: Standing, request: OwnRequest, takes: str, context: Context, world: World) -> Said:
    """Ask for what is to be added."""
    choices = {"own:done": "done"} if takes == FILES else {"own:cancel": "cancel"}
    return Said(_awaiting(standing, request, takes, 0, context), (_word(world, takes, request.receipt, choices),))


def receive(standing: Standing, incoming: Incoming, context: Context, world: World) -> Said | None:
    """What came in while something is added; None where it is about something else."""
    pending = standing.pending
    if pending is None or not awaits(standing):
        return None
    request = own_request(str(pending["receipt"]), context)
    if request is None or not request.is_open:
        return None
    takes, count = str(pending["takes"]), int(pending["count"])
    if incoming.file is not None:
        files = (file_to_json(incoming.file),)
        return send(standing, request, incoming.file.caption, files, context, world, FILES if takes == FILES else MORE)
    text = (incoming.text or incoming.contact_phone or "").strip()
    if not text:
        return None
    if takes == TEXT:
        return (
            end(standing, world) if afterwards.is_given_up(text) else send(standing, request, text, (), context, world)
        )
    if afterwards.is_finished(text) and (takes == FILES or count):
        return end(standing, world)
    if takes == MORE:
        return None
    if afterwards.is_given_up(text):
        return end(standing, world)
    if asks(text) or wants_to_file(text) or afterwards.wish(text) is not None:
        return None
    return send(standing, request, text, (), context, world, FILES)


def send(
    standing: Standing,
    request: OwnRequest,
    text: str,
    files: tuple[Mapping[str, Any], ...],
    context: Context,
    world: World,
    takes: str | None = None,
) -> Said:
    """Pass words and files on to the staff of a request; afterwards more of what `takes` says is awaited."""
    office = world.notice.offices.get(request.office) if request.office else None
    count = len(files)
    if awaits(standing) and (standing.pending or {}).get("receipt") == request.receipt:
        count += int((standing.pending or {})["count"])
    if takes == TEXT or (files and takes is None):
        takes = MORE if files else None
    choices = {"own:done": "done"} if takes is not None else {f"own:show:{request.receipt}": "see"}
    if takes is None:
        choices = {f"own:note:{request.receipt}": "note", **choices}
    message = worded(
        world.wording,
        "reply_sent",
        choices,
        office_name=office.name if office else "",
        receipt=request.receipt,
        phone=office.phone if office else "",
        joined=request.status != "new" or request.office in context.offices_with_staff,
        count=count if takes is not None else 0,
    )
    effect = Effect(
        "company_reply", {"receipt": request.receipt, "text": text, "files": [dict(file) for file in files]}
    )
    after = replace(standing, pending=None) if takes is None else _awaiting(standing, request, takes, count, context)
    return Said(after, (message,), effects=(effect,))


def end(standing: Standing, world: World) -> Said:
    """Nothing more is added."""
    pending = standing.pending or {}
    receipt, count, takes = str(pending["receipt"]), int(pending["count"]), pending["takes"]
    what = "ended" if takes == TEXT else "done" if count else "nothing"
    message = _word(world, what, receipt, {f"own:show:{receipt}": "see"}, count)
    return Said(replace(standing, pending=None), (message,))


def go_on(before: Standing, said: Said, context: Context) -> Said:
    """After a question in between: files that follow still belong to the request."""
    pending = before.pending
    ended = said.standing.pending is not None or said.standing.flow is not None or said.outcome is not None
    if pending is None or not awaits(before) or pending["takes"] == TEXT or ended:
        return said
    until = (context.now + AWAITED).isoformat()
    return replace(said, standing=replace(said.standing, pending={**pending, "takes": MORE, "until": until}))


def offer(standing: Standing, incoming: Incoming, context: Context, world: World) -> Said | None:
    """A file that nobody asked for: it may belong to a request that was sent. None where there is none, or no file."""
    still_open = [request for request in context.own_requests if request.is_open]
    if incoming.file is None or not still_open:
        return None
    kept = standing.pending if standing.pending is not None and standing.pending.get("for") == "reply" else {}
    # an album comes file by file
    files = [*(kept or {}).get("files", ()), file_to_json(incoming.file)]
    text = "\n".join(filter(None, (str((kept or {}).get("text", "")), incoming.file.caption)))
    message = _word(world, "file", "", {"reply:none": "none"}, len(files))
    choices = tuple(
        Choice(f"reply:{one.receipt}", f"{one.receipt} {one.company_name}".strip()) for one in reversed(still_open)
    )
    pending = {"for": "reply", "text": text, "files": files}
    return Said(replace(standing, pending=pending), (Message(message.text, (*choices, *message.choices)),))


def _awaiting(standing: Standing, request: OwnRequest, takes: str, count: int, context: Context) -> Standing:
    until = (context.now + AWAITED).isoformat()
    return replace(
        standing,
        pending={"for": "add", "receipt": request.receipt, "takes": takes, "count": count, "until": until},
    )


def _word(world: World, what: str, receipt: str, choices: Mapping[str, str], count: int = 0) -> Message:
    return worded(world.wording, "adding", choices, what=what, receipt=receipt, count=count)
